"""Values that a spreadsheet would run when it opens a CSV file, and the mark that keeps them text.

The mark is a leading apostrophe, the sign that spreadsheets themselves use for "this is text". One is added before
any value that would run, and before any that begins with apostrophes or blanks and would run without them, so that
taking one away always gives the value back. Numbers are left alone: -33.92 is a latitude. Triggers: OWASP, "CSV
injection", and their full-width twins.
"""

import re

_RUNS = re.compile("[' \t\r\n]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def defuse(value: str) -> str:
    """The value as a spreadsheet may see it."""
    return f"'{value}" if _RUNS.match(value) and not _NUMBER.fullmatch(value) else value


def restore(value: str) -> str:
    """The value that was meant by one read from a CSV file."""
    return value[1:] if value.startswith("'") and _RUNS.match(value) else value
