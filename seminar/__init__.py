"""A seminar on one op-ed: what it claims, what had been on the table, who wants what, and what a choice hangs on.

Each subject is a room: ``from seminar import argument``, then ``argument.tree()``. A room has its ``model`` (plain
functions), its ``picture`` (what the model finds, drawn), its ``widget`` (controls around the picture) and, in its
``__init__``, the words of a lesson's cell: the functions that a lesson calls. What all rooms share is in ``kit``.
"""

import sys

__version__ = "0.1.0"  # pyproject.toml and the command read it here

if "IPython" in sys.modules:  # a notebook; grading starts a Python for each hand-in, and loads next to nothing
    from .errors import in_a_notebook

    in_a_notebook()
