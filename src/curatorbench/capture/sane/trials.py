"""Settings that no page has been scanned with yet: they are suspects when a page cannot be read, and go back then.

Backends take values that they cannot scan with (the test backend's `ppl-loss` of 128), and say of it at most "Invalid
argument". What is changed every day cannot do that, and is not on trial.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Trial(NamedTuple):
    """A setting as it stands and stood; `chosen` is what a person had chosen before, None for nothing."""

    title: str
    value: str
    before: str
    chosen: str | None


class Trials:
    """By the names of settings. What a page was scanned with once is good."""

    def __init__(self) -> None:
        self._good: set[tuple[str, str]] = set()
        self._running: dict[str, Trial] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._running

    def __bool__(self) -> bool:
        return bool(self._running)

    def begin(self, name: str, trial: Trial) -> None:
        """What it goes back to is as it was before the first change since the last good page."""
        first = self._running.pop(name, trial)
        is_known = (name, trial.value) in self._good or trial.value == first.before
        if not is_known:
            self._running[name] = Trial(trial.title, trial.value, first.before, first.chosen)

    def prove(self, chosen: Mapping[str, str]) -> None:
        """A page was scanned with all that is chosen."""
        self._good.update(chosen.items())
        self._running.clear()

    def end(self) -> dict[str, Trial]:
        """All that were running: the last one first, as they have to go back."""
        ended = dict(reversed(self._running.items()))
        self._running.clear()
        return ended
