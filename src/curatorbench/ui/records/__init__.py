"""Records as rows, lists and lines, the same on every bench."""
