"""How the database of an older program becomes that of this one, one numbered step after the other.

A step is a Python file in `versions/` with its SQL beside it: frozen text, to be read and checked by hand,
that later changes of the table classes cannot touch. All steps of one upgrade and Alembic's mark of how far
it came are one transaction.
"""
