"""Answers as keys: what differs between two, and where a key stands. Random ones, against the plain way."""

from __future__ import annotations

import random
from array import array

from curatorbench.ui.records import key_rows


def keys(values: list[int]) -> array[int]:
    return array("q", values)


def test_the_difference_leads_from_one_to_the_other(dice: random.Random) -> None:
    for _ in range(300):
        old = dice.sample(range(30), dice.randrange(0, 20))
        new = [key for key in old if dice.random() > 0.1]
        for _ in range(dice.randrange(0, 3)):
            new.insert(dice.randrange(0, len(new) + 1), dice.randrange(100, 10_000))
        found = key_rows.difference(keys(old), keys(new))
        head, gone, come = found.head, found.removed, found.added
        assert old[:head] + new[head : head + come] + old[head + gone :] == new
        assert found.is_none == (old == new)
        if not found.is_none and gone and come:
            assert old[head] != new[head]
            assert old[head + gone - 1] != new[head + come - 1]


def test_a_key_is_found_in_either_order(dice: random.Random) -> None:
    ascending = sorted(dice.sample(range(1000), 100))
    mixed = dice.sample(ascending, 100)
    for key in dice.sample(range(1000), 200):
        row = key_rows.row_of(keys(ascending), key, is_ascending=True)
        assert row == (ascending.index(key) if key in ascending else -1)
        row = key_rows.row_of(keys(mixed), key, is_ascending=False)
        assert row == (mixed.index(key) if key in mixed else -1)


def test_ranges_are_rows_without_a_gap() -> None:
    assert key_rows.ranges_of([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
    assert key_rows.ranges_of([]) == []
    assert list(key_rows.keys_in(keys([5, 6, 7, 8]), [(2, 3), (0, 0)])) == [5, 7, 8]
