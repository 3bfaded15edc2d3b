"""The answer to a question as keys in order: where a record stands, and what differs between two answers."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Keys = array  # array("q"): local record keys, eight bytes each, so that a million take 8 MB


def no_keys() -> Keys[int]:
    return array("q")


def row_of(keys: Keys[int], key: int, *, is_ascending: bool) -> int:
    """The row of `key`, -1 if it is not there. In the order of capture keys ascend, and it takes no time."""
    if is_ascending:
        row = bisect_left(keys, key)
        return row if row < len(keys) and keys[row] == key else -1
    try:
        return keys.index(key)
    except ValueError:
        return -1


@dataclass(frozen=True, slots=True)
class Difference:
    """Between `head` rows at the beginning and the same number of rows from the end, the rows are others.

    `removed` old rows from `head` on are gone, `added` new ones stand there.
    """

    head: int
    removed: int
    added: int

    @property
    def is_none(self) -> bool:
        return not self.removed and not self.added


def difference(old: Keys[int], new: Keys[int]) -> Difference:
    """What of `old` has to go and what of `new` has to come; a few milliseconds for a million keys."""
    head = _common_head(old, new)
    shorter = min(len(old), len(new)) - head
    tail = _common(shorter, lambda n: old[len(old) - n :] == new[len(new) - n :])
    return Difference(head, len(old) - head - tail, len(new) - head - tail)


def _common_head(old: Keys[int], new: Keys[int]) -> int:
    return _common(min(len(old), len(new)), lambda n: old[:n] == new[:n])


def _common(most: int, is_same: Callable[[int], bool]) -> int:
    """The largest number up to `most` for which the ends are the same, found by halving."""
    if is_same(most):
        return most
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_same(middle) else (low, middle)
    return low


def keys_in(keys: Keys[int], ranges: Iterable[tuple[int, int]]) -> Keys[int]:
    """The keys of ranges of rows, each (first, last) and both with it, in the order of the rows."""
    chosen = no_keys()
    for first, last in sorted(ranges):
        chosen.extend(keys[first : last + 1])
    return chosen


def ranges_of(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows in order, as (first, last) of what stands without a gap."""
    ranges: list[tuple[int, int]] = []
    for row in rows:
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    return ranges
