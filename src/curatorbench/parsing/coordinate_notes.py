"""What a label says about its coordinates: how uncertain they are, and in which system they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.parsing.lengths import METRES_IN

_UNITS = {"km": "km", "kil": "km", "mi": "mi", "mil": "mi", "yar": "yd", "yd": "yd", "f": "ft", "m": "m"}
_LENGTH = (
    r"(?P<number>\d{1,6}(?:[.,]\d{1,3})?)\s?"
    r"(?P<unit>km|kilomet\w+|miles?|mi\b|yards?|yds?|met\w+|m\b|feet|ft\b)\.?"
)
_NAMED = re.compile(
    r"\b(?:coordinate\s)?(?:uncertainty|unsicherheit|incertidumbre|incertitude|error(?:\sradius)?|accuracy"
    r"|accurate to|epe|gps error|precision|geo-?ref(?:erence)? error|radius)\b"
    rf"(?:\s?\w+){{0,2}}?\s?[:=]?\s?(?:\+/?-|±|of|to|ca\.?|about|within|<)?\s?{_LENGTH}",
    re.IGNORECASE,
)
# Right behind coordinates: `116°49'25"W, +-1000 m`.
_BEHIND = re.compile(
    r"[\s,;()]{0,3}(?:(?:NAD|WGS)\s?-?\d\d,?\s)?[([]?"
    rf"(?:\+\s?/?\s?[-–]|±|\+)\s?{_LENGTH}",
    re.IGNORECASE,
)
Metres = tuple[int, int, float]


def named_uncertainties(text: str) -> Iterator[Metres]:
    """(start, end, metres) of every uncertainty that a word names."""
    for match in _NAMED.finditer(text):
        yield *match.span(), _metres(match)


def uncertainty_behind(text: str, end: int) -> Metres | None:
    """(start, end, metres) of the uncertainty that stands right behind coordinates ending at `end`, or None."""
    match = _BEHIND.match(text, end)
    return (match.start("number"), match.end(), _metres(match)) if match else None


def _metres(match: re.Match[str]) -> float:
    unit = match["unit"].lower()
    key = next(key for key in _UNITS if unit.startswith(key))
    return round(float(match["number"].replace(",", ".")) * METRES_IN[_UNITS[key]], 1)


def system_of(written: str, form: str) -> str:
    """Darwin Core's name for the system that coordinates are written in; `form` is that of FoundCoordinates."""
    if form in ("UTM", "MGRS"):
        return form
    if form == "OSGR":
        return "Ordnance Survey National Grid"
    numbers = re.findall(r"\d+(?:[.,]\d+)?", written)
    sides = 1 if form == "one of two" else 2
    if len(numbers) > 2 * sides:
        return "degrees minutes seconds"
    if len(numbers) > sides:
        return "degrees decimal minutes" if re.search(r"\d[.,]\d", written) else "degrees minutes"
    return "decimal degrees"
