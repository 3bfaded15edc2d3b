"""Problems with the rows of a file, said as often as a person can read."""

from __future__ import annotations

from collections import Counter

from curatorbench.domain.publication import Problem

_MOST = 50


class Complaints:
    """Adds to a list of problems, at most 50 of a kind; `finish` says how many more there were.

    `outcome` says what became of such a row.
    """

    def __init__(self, problems: list[Problem], file: str, outcome: str = "This row was left out: ") -> None:
        self._problems = problems
        self._file = file
        self._outcome = outcome
        self._kinds: Counter[str] = Counter()

    def row(self, number: int, kind: str, detail: str = "", hint: str = "") -> None:
        """Complain about the row at a line. Rows of one kind are counted together, whatever the detail."""
        self._kinds[kind] += 1
        if self._kinds[kind] <= _MOST:
            self._problems.append(Problem(f"{self._file}, line {number}", f"{self._outcome}{kind}{detail}.", hint))

    def finish(self) -> None:
        for kind, count in self._kinds.items():
            if count > _MOST:
                self._problems.append(Problem(self._file, f"{count - _MOST} more rows like these: {kind}."))
