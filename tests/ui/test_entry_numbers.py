"""Numbers that count on, and how fast a sitting goes."""

import pytest

from curatorbench.ui.entry.numbers import Range, following, range_of
from curatorbench.ui.entry.sitting import Entered, Sitting


@pytest.mark.parametrize(
    ("number", "next_one"),
    [
        ("000123", "000124"),
        ("B 10 0999", "B 10 1000"),
        ("99", "100"),
        ("K-12a", "K-13a"),
        ("ZFMK", ""),
        ("", ""),
    ],
)
def test_the_last_digits_count_on_as_wide_as_before(number: str, next_one: str) -> None:
    assert following(number) == next_one


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("000120-000125", Range("000120", "000125")),
        ("B 10 120 - B 10 125", Range("B 10 120", "B 10 125")),
        ("B 10 120..125", Range("B 10 120", "B 10 125")),
        ("B 10 120–7", Range("B 10 120", "B 10 127")),
        ("120–127", Range("120", "127")),
        ("B-10", None),
        ("B-10-12", Range("B-10", "B-12")),
        ("125-120", None),
        ("A 1 - B 2", None),
        ("", None),
    ],
)
def test_a_range_is_two_numbers_of_one_kind(text: str, found: Range | None) -> None:
    assert range_of(text) == found


def test_a_range_runs_out() -> None:
    at: Range | None = Range("098", "100")
    used = []
    while at:
        used.append((at.first, at.count))
        at = at.rest
    assert used == [("098", 3), ("099", 2), ("100", 1)]


def test_the_pace_is_that_of_the_latest() -> None:
    sitting = Sitting()
    for number in range(30):
        sitting.add(Entered(f"m{number}", str(number), "", at=number * (60 if number < 10 else 20)))
        if number < 2:
            assert sitting.an_hour() is None
    assert sitting.an_hour() == 180
    assert [entry.number for entry in sitting.without(frozenset({"m29", "m3"}))] == ["3", "29"]
    assert sitting.count == 28
