"""Grading a class: what was handed in is read without trust, run in a sandbox, and marked outside it.

    seminar grade SUBMISSIONS --out GRADES

The rooms, in the order in which a submission passes through them: ``intake`` (whose file is this), ``transplant`` (the answers
into the instructor's own notebook), ``sandbox`` and ``inside`` (where a student's kernel lives), ``kernels`` and ``nbval_plugin``
(one notebook run and marked), ``run`` (many of them, resumed and retried), ``cluster`` (on other machines), ``gradebook`` and
``report`` (what an instructor and a student get). ``records`` holds what they hand to one another.
"""
