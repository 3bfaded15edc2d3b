"""Dates as people write them on labels, to intervals no finer than what was written.

`parse_date` answers only when one reading is possible: a two-digit year or a day and month that could be
swapped give None there, and their readings in `date_candidates`. No part is ever filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from curatorbench.domain.dates import DateInterval, PartialDate
from curatorbench.parsing.date_tokens import Token, shape, tokens

_CENTURIES = (1800, 1900, 2000)
FIRST_YEAR, LATEST_YEAR = 1600, 2099


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at `start`-`end` of a text. `candidates` are all its readings, never empty; `form` says how it was
    written; `order_open` if day and month may be swapped (several readings otherwise mean an open century)."""

    start: int
    end: int
    candidates: tuple[DateInterval, ...]
    form: str
    order_open: bool = False

    @property
    def interval(self) -> DateInterval | None:
        """The date, if only one reading is possible."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def has_day(self) -> bool:
        return self.candidates[0].start.day is not None


def parse_date(text: str) -> DateInterval | None:
    """The one date that `text` is; None if it is none, an impossible one, or has several readings."""
    candidates = date_candidates(text)
    return candidates[0] if len(candidates) == 1 else None


def date_candidates(text: str) -> tuple[DateInterval, ...]:
    """Every reading of `text` as one date, likeliest century last; empty if it is not a date."""
    bare = _NOISE.sub(" ", text).strip(" \t\r\n.,;:()[]日")
    found = list(find_dates(bare))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(bare)):
        return ()
    return found[0].candidates


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date in `text`, left to right, the longest reading at each place."""
    found = tokens(text)
    letters = shape(found)
    at = 0
    while at < len(letters):
        dated, at = _date_at(found, letters, at)
        if dated:
            yield dated


# A label before the date, a weekday, a time after it: said beside a date, no part of it.
_NOISE = re.compile(
    r"^\s*(?:date|datum|fecha|data|on)\b\s*[:.]?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?"
    r"|(?<=\d)(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[ap]\.?m\.?|[+-]\d{2}(?::?\d{2})?)?\s*$",
    re.IGNORECASE,
)

Parts = list[Token]


def _date_at(found: list[Token], letters: str, at: int) -> tuple[FoundDate | None, int]:
    """The date whose first token is at `at`, and the token to go on from.

    What is written whole but cannot be (31 June) is passed over whole: its year alone is not what was said.
    """
    if letters[at] not in "mrdyc":
        return None, at + 1
    impossible = at + 1
    for form in _FORMS:
        match = form.pattern.match(letters, at)
        if not match or match.end() < impossible or not _stands_free(letters, match):
            continue
        made = _make(form, [found[i] for i in range(match.start(), match.end()) if letters[i] in "mrdyac"])
        if made:
            return made, match.end()
        impossible = match.end()
    return None, impossible


def _stands_free(letters: str, match: re.Match[str]) -> bool:
    """Nothing is joined to it that would make it another thing: `32 jan 2018` is no January, `HR1998-01` no date."""
    before, first = letters[max(0, match.start() - 2) : match.start()], letters[match.start()]
    if first == "d" and re.search("k[ .]?$", before):
        return False
    after = letters[match.end() : match.end() + 2]
    joined = before.endswith(("w", "x")) or (before.endswith("n") and not re.search("[mr].*y|d.d.y", match.group()))
    if first in "dyc" and (joined or re.fullmatch("[dy][-/.]", before)):
        return False
    if first in "mr" and re.fullmatch("[dr][ .,/-]", before):
        return False
    return not re.match("[dyx]|[-/][dym]", after)


_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 8)})


def _make(form: _Form, parts: Parts) -> FoundDate | None:
    """The readings of `parts`; `1/4 1950` behind a section is a quarter of it and a year, and no date."""
    readings: list[DateInterval] = []
    if form.name == "numbers, year apart" and (parts[0].value, parts[1].value) in _FRACTIONS:
        return None
    for order in form.orders:
        readings += [reading for reading in _dated(order, parts) if reading not in readings]
        if readings and form.first_order_wins:
            break
    if not readings:
        return None
    orders = len({(r.start.month, r.start.day) for r in readings})
    return FoundDate(parts[0].start, parts[-1].end, tuple(readings), form.name, orders > 1)


def _year_is_short(parts: Parts, order: str) -> bool:
    return len(parts) == len(order) and parts[order.index("Y")].digits == 2


def _dated(order: str, parts: Parts) -> Iterator[DateInterval]:
    """What `parts` say when read in `order`: Y year, M month, D day; a letter again is the range's end."""
    said: dict[str, list[int]] = {"Y": [], "M": [], "D": []}
    for letter, token in zip(order, _compact(parts, order), strict=True):
        said[letter].append(token)
    latest = date.today().year
    for century in _CENTURIES if _year_is_short(parts, order) else (0,):
        dated = _interval([year + century for year in said["Y"]], said["M"], said["D"])
        if dated and not (century and dated.end.year > latest):
            yield dated


def _compact(parts: Parts, order: str) -> list[int]:
    """Eight digits in a run are cut as `order` says; else each token is its own part."""
    if parts[0].kind != "c":
        return [token.value for token in parts]
    digits, cut = f"{parts[0].value:08d}", []
    for letter in order:
        size = 4 if letter == "Y" else 2
        cut.append(int(digits[:size]))
        digits = digits[size:]
    return cut


def _interval(years: list[int], months: list[int], days: list[int]) -> DateInterval | None:
    try:
        start = PartialDate(years[0], months[0] if months else None, days[0] if days else None)
        end = PartialDate(years[-1], months[-1] if months else None, days[-1] if days else None)
        interval = DateInterval(start, end)
    except ValueError:
        return None
    return interval if start.year >= FIRST_YEAR and end.year <= LATEST_YEAR else None


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing a date: its shape, and the orders in which its parts may be read."""

    name: str
    pattern: re.Pattern[str]
    orders: tuple[str, ...]
    first_order_wins: bool


def _form(name: str, pattern: str, *orders: str, first_order_wins: bool = False) -> _Form:
    named = {"S": "[ .,/-]?", "T": "(?:[ .,/-]? ?o? ?)", "R": " ?[-&/,] ?", "Y": "[yad]", "Z": "[ya]"}
    written = "".join(named.get(letter, letter) for letter in pattern)
    return _Form(name, re.compile(written), orders, first_order_wins)


# Longest first. S: a gap or none. T: likewise, perhaps with "de". R: a range's sign. Y: any year. Z: not a bare 51.
_FORMS: tuple[_Form, ...] = (
    _form("day month year range", "dSmTYRdSmTY", "DMYDMY"),
    _form("day month range", "dTmRdTmTY", "DMDMY"),
    _form("day month range", "d[ .-]rRd[ .-]r[ .,-]Y", "DMDMY"),
    _form("month day range", "mSdRmSdSY", "MDMDY"),
    _form("month day range", "r[.-]dRr[.-]d[ .,-]Y", "MDMDY"),
    _form("month range", "mSm ?& ?mSZ", "MMMY"),
    _form("day range month", "d ?[-&/,] ?dTmTY", "DDMY"),
    _form("day range month", "d ?[-&/] ?d[ .-]r[ .,-]Y", "DDMY"),
    _form("month day range", "mSd ?[-&/, ] ?dSZ", "MDDY"),
    _form("month day range", "r[ .-]d ?[-&/] ?d[ .,-]Y", "MDDY"),
    _form("day month year", "dTmTY", "DMY"),
    _form("day roman year", "dSrSY", "DMY"),
    _form("month day year", "mSdSY", "MDY"),
    _form("roman day year", "rSdSY", "MDY"),
    _form("year month day", "ySmSd(?![ .,]{0,2}y)", "YMD"),
    _form("year month day", "y[-./]r[-./]d", "YMD"),
    _form("year month day", "y([-./])d\\1d", "YMD"),
    _form("numbers, dotted", "d\\.d\\.[yd]", "DMY", "MDY", first_order_wins=True),
    _form("numbers", "d(?P<s>[-/ ])d(?P=s)Z", "DMY", "MDY"),
    _form("numbers", "d[-/]d[-/]d", "DMY", "MDY"),
    _form("numbers", "d/d ?a", "DMY", "MDY"),
    _form("numbers, year apart", "d/d y", "DMY", "MDY"),
    _form("numbers, run together", "c", "YMD", "DMY", "MDY"),
    _form("month range", "mRmSZ", "MMY"),
    _form("month year", "mTZ", "MY"),
    _form("roman year", "r[-./]y", "MY"),
    _form("year month", "y[ -]m(?![ .,]{0,2}[dy])", "YM"),
    _form("month number year", "d[-/.] ?y", "MY"),
    _form("year month number", "y[-/]d", "YM"),
    _form("year range", "y-y", "YY"),
    _form("year", "y", "Y"),
)
