"""A seminar on one op-ed: what it claims, what had been on the table, who wants what, and what a choice hangs on.

A subject is a room: ``from seminar import argument``, then ``argument.tree()``. Each room has its ``model`` (plain
functions), its ``picture`` (what the model finds, drawn), its ``widget`` (controls around the picture) and, in its
``__init__``, the words of a lesson's cell. What every room uses is in ``kit``.
"""
