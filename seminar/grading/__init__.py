"""Grading a class: what was handed in is read without trust, run in a sandbox where it is code, and marked outside it.

    seminar grade SUBMISSIONS --out GRADES

The modules, in the order in which a submission passes through them: ``intake`` (whose file is this), ``transplant`` (the answers
into the instructor's own notebook), ``read`` (answers that are plain data), ``execute`` (one hand-in run: its cells in, its answers
out), ``sandbox`` (where), ``runner`` with ``inputs`` and ``awaiting`` (what stands in it), ``judge`` (the marks), ``run`` (many of them, resumed and
retried), ``cluster`` (on other machines), ``gradebook`` and ``report`` (what an instructor and a student get). ``records`` holds what
they hand to one another.
"""
