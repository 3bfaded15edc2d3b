"""Dates as precise as they were written, never more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curatorbench.domain.dates import DateInterval, PartialDate

_days = st.dates(date(1, 1, 1), date(9999, 12, 31))
_partial = st.builds(lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]), _days, st.integers(1, 3))
_intervals = st.builds(lambda a, b: sorted((a, b), key=lambda d: (d.earliest, d.latest)), _partial, _partial).filter(
    lambda ends: ends[0].earliest <= ends[1].latest
).map(lambda ends: DateInterval(*ends))  # fmt: skip


@given(_partial)
def test_iso_and_back(moment: PartialDate) -> None:
    assert PartialDate.from_iso(moment.iso()) == moment
    assert moment.iso().count("-") == (moment.month is not None) + (moment.day is not None)


@given(_partial)
def test_a_date_covers_just_the_days_that_begin_like_it(moment: PartialDate) -> None:
    for day in (moment.earliest, moment.latest):
        assert day.isoformat().startswith(moment.iso())
    if moment.earliest > date.min:
        assert not (moment.earliest - timedelta(1)).isoformat().startswith(moment.iso())
    if moment.latest < date.max:
        assert not (moment.latest + timedelta(1)).isoformat().startswith(moment.iso())


@given(_intervals)
def test_intervals_go_out_and_come_back(interval: DateInterval) -> None:
    assert DateInterval.from_iso(interval.iso()) == interval
    assert interval.contains(interval)


@given(_intervals, _intervals)
def test_containing_is_by_days(outer: DateInterval, inner: DateInterval) -> None:
    inside = outer.start.earliest <= inner.start.earliest and inner.end.latest <= outer.end.latest
    assert outer.contains(inner) is inside


def test_a_month_is_not_its_first_day() -> None:
    assert PartialDate.from_iso("1943-10") != PartialDate.from_iso("1943-10-01")
    assert DateInterval.from_iso("1943-10").contains(DateInterval.from_iso("1943-10-01"))
    assert not DateInterval.from_iso("1943-10-01").contains(DateInterval.from_iso("1943-10"))
    assert PartialDate(1904, 2).latest == date(1904, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["", "43", "1943-13", "1943-00", "1943-02-30", "1900-02-29", "1943-1", "1943-10-1", "19431001", "0000",
     "1943-10-01T00", "1951-07-18/22", "/1951", "1951/", "1953/1951", "1943/10", " 1943", "1943\n",
     "１９４３", "1943-10-01/1943-09"],
)  # fmt: skip
def test_what_is_not_said_in_full_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        DateInterval.from_iso(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(1943, day=3)
