"""One callable is both the report of progress and the point of cancellation (after Inselect)."""

from typing import Protocol


class Progress(Protocol):
    """Called with a fraction 0-1 and a few words; raises `domain.errors.Cancelled` to stop the work."""

    def __call__(self, fraction: float, message: str = "") -> None: ...


def silent(fraction: float, message: str = "") -> None:
    """A `Progress` for callers that do not report."""
