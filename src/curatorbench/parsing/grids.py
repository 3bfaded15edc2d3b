"""Grid references: UTM and MGRS the world over, the British National Grid, and the American township and range."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

_UTM = re.compile(
    r"\b(?:UTM\s?:?\s?)?(?:zone\s)?(?P<zone>\d{1,2})\s?(?P<band>[C-HJ-NP-X])[\s,:]{1,2}"
    r"(?P<easting>\d{6}(?:\.\d{1,3})?)\s?m?\s?E?[\s,;]{1,2}(?P<northing>\d{6,7}(?:\.\d{1,3})?)\s?m?\s?N?\b",
    re.IGNORECASE,
)
_MGRS = re.compile(
    r"(?<![\w.])(?P<zone>\d{1,2}[C-HJ-NP-X])\s?(?P<square>[A-HJ-NP-Z]{2})\s?(?P<digits>\d{2,5}\s?\d{2,5})(?!\w)"
)
_OSGR = re.compile(r"(?<!\w)(?P<square>[HNOST][A-HJ-Z])\s?(?P<digits>\d{2,5}\s?\d{2,5})(?!\w)")
_OSGR_NAMED = re.compile(r"(?:grid ref(?:erence)?|G\.?R\.?|NGR|VC)\W{0,3}$", re.IGNORECASE)
_PART = r"[NSEW]{1,2}\s?(?:1?[/\s]?[124]{1,2}|½|¼)?(?:\s?of)?[\s,.]{0,2}"
TOWNSHIP = re.compile(
    rf"(?:\b(?:{_PART}){{0,4}}\b(?:sec(?:tion|t|\.)?s?\.?|S\.?)\s?\d{{1,2}}[\s,.;:]{{1,3}})?"
    r"\bT\.?\s?\d{1,3}\.?\s?[NS]\b\.?[\s,.;:]{0,3}R\.?\s?\d{1,3}\.?\s?[EW]\b"
    r"(?:[\s,.;:]{1,3}(?:sec(?:tion|t|\.)?s?\.?|S\.?)\s?\d{1,2})?",
    re.IGNORECASE,
)
Grid = tuple[int, int, float, float, str]


def parse_grid(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) in WGS 84 of the grid reference that the whole of `text` is, or None."""
    for pattern, convert in ((_UTM, _from_utm), (_MGRS, _from_mgrs), (_OSGR, _from_osgr)):
        match = pattern.fullmatch(text)
        if match and (pair := convert(match)):
            return pair
    return None


def find_grid(text: str) -> Iterator[Grid]:
    """(start, end, latitude, longitude, form) of every grid reference in `text`; a bare British one only if named."""
    for pattern, convert, form in ((_UTM, _from_utm, "UTM"), (_MGRS, _from_mgrs, "MGRS"), (_OSGR, _from_osgr, "OSGR")):
        for match in pattern.finditer(text):
            named = form != "OSGR" or _OSGR_NAMED.search(text[max(0, match.start() - 20) : match.start()])
            pair = convert(match) if named else None
            if pair:
                yield (*match.span(), *pair, form)


def _from_utm(match: re.Match[str]) -> tuple[float, float] | None:
    """Band S is north of the equator, but people write S for south: that one is left alone."""
    from pygeodesy import Utm, UTMError

    band = match["band"].upper()
    if band == "S" or not 1 <= int(match["zone"]) <= 60:
        return None
    try:
        where = Utm(int(match["zone"]), "N" if band >= "N" else "S", float(match["easting"]), float(match["northing"]))
        return _degrees(where.toLatLon())
    except (UTMError, ValueError):
        return None


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
