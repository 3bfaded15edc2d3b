"""What batches are called. The name says how many records there were to be, for a batch may be cut off."""

from __future__ import annotations

import re

REVERT = "revert of "  # begins the name of what took a batch back
_COUNTED = re.compile(r"\s*\(([\d,]+) records?\)\Z")


def counted(what: str, records: int) -> str:
    """`what (500 records)`."""
    return f"{what} ({records:,} record{'' if records == 1 else 's'})"


def about(name: str) -> str:
    """What a batch of that name was about, for a place that says beside it how many records it was."""
    return _COUNTED.sub("", name)


def planned(name: str) -> int:
    """How many records a batch of that name was to change; 0 if the name does not say."""
    found = _COUNTED.search(name)
    return int(found[1].replace(",", "")) if found else 0
