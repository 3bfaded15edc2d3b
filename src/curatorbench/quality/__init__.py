"""How good a record is: the tests of BDQ Core, its MIDS level, and values that contradict each other.

Pure functions over the values of one record, by plain Darwin Core name; nothing is changed, nothing is fetched.
"""
