"""Grid references: UTM and MGRS the world over, the British National Grid, and the American township and range."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

_METRES = r"\d{1,3}(?:[ ,]\d{3})(?:\.\d{1,3})?|0?\d{6}(?:\.\d{1,3})?"
_NORTH_METRES = r"\d{1,2}[ ,]\d{3}[ ,]\d{3}(?:\.\d{1,3})?|\d{6,7}(?:\.\d{1,3})?"
_UTM = re.compile(
    r"\b(?:UTM\b[\s:,(]{0,3})?(?:zone[\s:]{0,2})?(?P<zone>\d{1,2})\s?(?P<band>[C-HJ-NP-X])\b[\s,:;)]{1,3}"
    rf"(?:E[\s:]{{0,2}})?(?P<easting>{_METRES})\s?m?\.?\s?E?[\s,;/]{{1,3}}(?:N[\s:]{{0,2}})?(?P<northing>{_NORTH_METRES})"
    r"\s?m?\.?\s?N?\b",
    re.IGNORECASE,
)
# `UTM: zone 11, 359602E, 3718689N`: without a band the letter behind the northing says the hemisphere.
_UTM_NO_BAND = re.compile(
    r"\b(?:UTM\b[\s:,(]{0,3})?zone[\s:]{0,2}(?P<zone>\d{1,2})\b[\s,:;)]{1,3}(?:UTM\s)?"
    rf"(?P<easting>{_METRES})\s?m?\.?\s?E[\s,;/]{{1,3}}(?P<northing>{_NORTH_METRES})\s?m?\.?\s?(?P<band>[NS])\b",
    re.IGNORECASE,
)
_MGRS = re.compile(
    r"(?<![\w.])(?P<zone>\d{1,2}[C-HJ-NP-X])\s?(?P<square>[A-HJ-NP-Z]{2})\s?(?P<digits>\d{2,5}\s?\d{2,5})(?!\w)"
)
_OSGR = re.compile(r"(?<!\w)(?P<square>[HNOST][A-HJ-Z])\s?(?P<digits>\d{2,5}\s?\d{2,5})(?!\w)")
_OSGR_NAMED = re.compile(r"(?:grid ref(?:erence)?|G\.?R\.?|NGR|VC)\W{0,3}$", re.IGNORECASE)
_UTM_NAMED = re.compile(r"UTM|zone|\d\s?m?\.?\s?[EN]\b|\bE[\s:]?\d", re.IGNORECASE)
_PART = r"[NSEW]{1,2}\s?(?:1?[/\s]?[124]{1,2}|½|¼)?(?:\s?of)?[\s,.]{0,2}"
TOWNSHIP = re.compile(
    rf"(?:\b(?:{_PART}){{0,4}}\b(?:sec(?:tion|t|\.)?s?\.?|S\.?)\s?\d{{1,2}}[\s,.;:]{{1,3}})?"
    r"\bT\.?\s?\d{1,3}\.?\s?[NS]\b\.?[\s,.;:]{0,3}R\.?\s?\d{1,3}\.?\s?[EW]\b"
    r"(?:[\s,.;:]{1,3}(?:sec(?:tion|t|\.)?s?\.?|S\.?)\s?\d{1,2})?",
    re.IGNORECASE,
)
Grid = tuple[int, int, float, float, str]


_DATUMS = {
    "NAD27": r"NAD\s?-?(?:19)?27",
    "NAD83": r"NAD\s?-?(?:19)?83",
    "ED50": r"ED\s?-?(?:19)?50|European (?:Datum )?1950",
}
_CONVERTERS = (("UTM", _UTM), ("UTM", _UTM_NO_BAND), ("MGRS", _MGRS), ("OSGR", _OSGR))
_REACH = 60  # characters around a grid reference in which its datum may be said


def parse_grid(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) of the grid reference that the whole of `text` is, or None; WGS 84."""
    for form, pattern in _CONVERTERS:
        match = pattern.fullmatch(text)
        if match and (pair := _converted(form, pattern, match)):
            return pair
    return None


def find_grid(text: str) -> Iterator[Grid]:
    """(start, end, latitude, longitude, form) of every grid reference in `text`; a bare British one only if named.

    Where a datum is said beside a UTM reference, latitude and longitude are in that datum, as the label's are.
    """
    taken: list[tuple[int, int]] = []
    for form, pattern in _CONVERTERS:
        for match in pattern.finditer(text):
            named = _is_named(form, match)
            pair = _converted(form, pattern, match) if named else None
            if pair and not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield (*match.span(), *pair, form)


def _is_named(form: str, match: re.Match[str]) -> bool:
    """Whether the label says what the numbers are; the letters of MGRS say it themselves."""
    if form == "UTM":
        return _UTM_NAMED.search(match.group()) is not None
    return form != "OSGR" or _OSGR_NAMED.search(match.string[max(0, match.start() - 20) : match.start()]) is not None


def _converted(form: str, pattern: re.Pattern[str], match: re.Match[str]) -> tuple[float, float] | None:
    if form == "UTM":
        return _from_utm(match, banded=pattern is _UTM)
    return _from_mgrs(match) if form == "MGRS" else _from_osgr(match)


def _from_utm(match: re.Match[str], banded: bool) -> tuple[float, float] | None:
    from pygeodesy import Datums, Utm, UTMError

    zone, easting, northing = int(match["zone"]), _metres(match["easting"]), _metres(match["northing"])
    hemisphere = _hemisphere(match["band"].upper(), zone, northing, banded)
    if not hemisphere or not 1 <= zone <= 60:
        return None
    around = match.string[max(0, match.start() - _REACH) : match.end() + _REACH]
    datum = next((name for name, said in _DATUMS.items() if re.search(said, around, re.IGNORECASE)), "WGS84")
    try:
        return _degrees(Utm(zone, hemisphere, easting, northing, datum=getattr(Datums, datum)).toLatLon())
    except (UTMError, ValueError):
        return None


def _hemisphere(band: str, zone: int, northing: float, banded: bool) -> str:
    """`N` or `S`; "" if the label leaves it open.

    Band S lies north of the equator, but people write S for south. Its northings decide: in the south they are those of
    the sea about 50-58 degrees, but for the zones of Patagonia.
    """
    if not banded or band != "S":
        return "N" if band >= "N" and (banded or band == "N") else "S"
    if not _BAND_S[0] <= northing <= _BAND_S[1]:
        return "S"
    return "" if zone in _PATAGONIA else "N"


_BAND_S = (3_540_000, 4_432_000)  # metres north of the equator from 32 to 40 degrees, with what the zone's edge adds
_PATAGONIA = range(17, 23)


def _metres(written: str) -> float:
    return float(re.sub("[ ,]", "", written))


def _from_mgrs(match: re.Match[str]) -> tuple[float, float] | None:
    from mgrs import MGRS
    from mgrs.core import MGRSError

    digits = re.sub(r"\s", "", match["digits"])
    if len(digits) % 2:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the library warns of a square that its band does not have, and goes on
        try:
            latitude, longitude = MGRS().toLatLon(f"{match['zone']:0>3}{match['square']}{digits}")
        except (MGRSError, RuntimeWarning):
            return None
    return float(latitude), float(longitude)


def _from_osgr(match: re.Match[str]) -> tuple[float, float] | None:
    from pygeodesy import OSGRError, parseOSGR

    digits = re.sub(r"\s", "", match["digits"])
    if len(digits) % 2:
        return None
    try:
        return _degrees(parseOSGR(f"{match['square']}{digits}").toLatLon())
    except (OSGRError, ValueError):
        return None


def _degrees(where: Any) -> tuple[float, float]:
    return float(where.lat), float(where.lon)
