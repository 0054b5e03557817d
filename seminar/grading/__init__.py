"""Grading a class: what was handed in is read without trust, run in a sandbox where it is code, and marked outside it.

    seminar grade SUBMISSIONS --out GRADES

The modules, in the order in which a submission passes through them: ``intake`` (files read without trust), ``who``
(whose each is), ``transplant`` (the answers into the instructor's own notebook), ``read`` (answers that are plain
data), ``execute`` (one hand-in run: its cells in, its answers out), ``sandbox`` (where), ``runner`` with ``inputs``
and ``awaiting`` (what stands in it), ``judge`` (the marks), ``run`` (many of them, resumed and retried), ``cluster``
(on other machines). Then what grows over the weeks: ``memory`` (what was graded), ``people`` (who.csv), ``by_hand``
(marks_by_hand.csv), ``course`` (course.toml), ``gradebook`` (points and totals of all these), ``figures``, ``tables``
(for spreadsheets and platforms), ``feedback_page``, ``class_page`` and ``report`` (what an instructor and a student
get); ``grade`` is the command. ``records`` holds what they hand to one another, ``shelf`` keeps it on disk, and ``sheets``
reads and writes small tables.
"""

# How long a cell, and a whole hand-in, may run unless an instructor says otherwise. The command shows it before it loads what grades.
CELL_SECONDS, ALL_SECONDS = 20.0, 60.0
