"""Values that cannot be: a warning where a label may say so all the same, a refusal where nobody may write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from math import inf

from curatorbench.domain.dates import DateInterval
from curatorbench.domain.errors import BadInput
from curatorbench.domain.terms import term_name

# A value longer than this is a paste gone wrong; the longest locality known to us has 1,900 characters.
LONGEST_VALUE = 10_000

# Minted at capture; written once, by this program or by the archive that a record came from.
MINTED = ("materialEntityID", "occurrenceID")
_NO_NUMBER = re.compile(
    r"(?:s\.?\s*n\.?|s\.?\s*nr?\.?|sine\s+n(?:um(?:ero|\.)?|o\.?)|no\s+number|without\s+number|unnumbered|ohne\s+(?:nr\.?|nummer)"
    r"|none|n/?a|[-–—?.]+)",
    re.IGNORECASE,
)
_TIME = re.compile(r"T\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?\Z", re.ASCII)


def clean(value: str | None) -> str | None:
    """Without the spaces around it and without control characters; an empty text is no value.

    Raises BadInput for a text longer than `LONGEST_VALUE`.
    """
    if value is None:
        return None
    if len(value) > LONGEST_VALUE:
        raise BadInput(f"A value of {len(value):,} characters is too long.", f"Keep it under {LONGEST_VALUE:,}.")
    return printable(value).strip() or None


def printable(text: str) -> str:
    """A text without its control characters, but for the ends of lines and tabs."""
    return text if text.isprintable() else "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())


def one_line(value: str | None) -> str | None:
    """`clean` for a name that stands on one line. Raises BadInput as `clean` does."""
    return " ".join((clean(value) or "").split()) or None


def check(term: str, value: str | None) -> None:
    """Raises BadInput for what a person may not write: an identifier that is minted here, a number that is none."""
    if term in MINTED:
        raise BadInput(
            f"{term} is minted when a record is made and never changes.",
            "A number of the museum's own belongs into catalogNumber or otherCatalogNumbers.",
        )
    if term == "catalogNumber" and value is not None and _NO_NUMBER.fullmatch(value):
        raise BadInput(
            f"{value!r} says that there is no catalogue number.",
            "Leave the field empty: a record needs none, and two without one are no conflict.",
        )


def checked(values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Values by plain term name, cleaned; None where there is none. Raises BadInput as `check` does, and for what
    is no term or a term that is given twice."""
    found: dict[str, str | None] = {}
    for written, value in values.items():
        term, kept = term_name(written), clean(value)
        check(term, kept)
        if term in found:
            raise BadInput(f"{term} is given twice.", "Give it once.")
        found[term] = kept
    return found


def warnings(term: str, value: str) -> tuple[str, ...]:
    """What cannot be about a value, in sentences for people; it may be kept all the same. `term` is a plain name."""
    test = _TESTS.get(term)
    said = test(term, value.strip()) if test and value.strip() else None
    return (said,) if said else ()


def _date(term: str, value: str) -> str | None:
    try:
        interval = _interval(value)
    except ValueError as error:
        return f"{term} {value!r} is no date as ISO 8601 has it: {error}."
    if interval.start.earliest > _latest_today():
        return f"{term} {value!r} lies in the future."
    return None


def _interval(value: str) -> DateInterval:
    """The days of an ISO 8601 date or interval; times of day are left aside, `2007-11-13/15` is written out."""
    first, slash, second = value.partition("/")
    first, second = _TIME.sub("", first), _TIME.sub("", second)
    if slash and 0 < len(second) < len(first) and not re.match(r"\d{4}", second):
        second = first[: -len(second)] + second
    if not re.match(r"\d{4}(?:-|\Z)", first):
        raise ValueError("write 1951-07-18, 1951-07 or 1951")
    return DateInterval.from_iso(f"{first}/{second}" if slash else first)


def _latest_today() -> date:
    """Today where it is latest on Earth."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def _between(least: float, most: float, unit: str = "", whole: bool = False) -> Callable[[str, str], str | None]:
    def test(term: str, value: str) -> str | None:
        try:
            number = int(value) if whole else float(value)
        except ValueError:
            return f"{term} {value!r} is no {'whole ' if whole else ''}number."
        if least <= number <= most:
            return None
        bounds = f"be at least {least:g}" if most == inf else f"lie between {least:g} and {most:g}"
        return f"{term} {value!r} cannot be: it must {bounds}{unit}."

    return test


_DEGREES, _METRES = " degrees", " metres"
_TESTS: dict[str, Callable[[str, str], str | None]] = {
    "eventDate": _date,
    "dateIdentified": _date,
    "georeferencedDate": _date,
    "year": _between(1400, 9999, whole=True),
    "month": _between(1, 12, whole=True),
    "day": _between(1, 31, whole=True),
    "startDayOfYear": _between(1, 366, whole=True),
    "endDayOfYear": _between(1, 366, whole=True),
    "decimalLatitude": _between(-90, 90, _DEGREES),
    "decimalLongitude": _between(-180, 180, _DEGREES),
    "coordinateUncertaintyInMeters": _between(0, 20_037_509, _METRES),
    "minimumElevationInMeters": _between(-500, 9_000, _METRES),
    "maximumElevationInMeters": _between(-500, 9_000, _METRES),
    "minimumDepthInMeters": _between(0, 11_100, _METRES),
    "maximumDepthInMeters": _between(0, 11_100, _METRES),
    "individualCount": _between(0, inf, whole=True),
}
