"""One latitude or longitude as written: decimal degrees, degrees and minutes, or degrees, minutes and seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POSITIVE = ("n", "north", "norte", "nord", "norden", "noord", "e", "east", "este", "est", "ost", "osten", "leste", "o")
_LATITUDE = (
    "n",
    "s",
    "north",
    "south",
    "norte",
    "sur",
    "sul",
    "nord",
    "sud",
    "süd",
    "norden",
    "süden",
    "noord",
    "zuid",
)
# "O" is Ost to a German and Oeste to a Spaniard; GBIF reads Ost, and labels with it get little trust.
HEMISPHERE = (
    r"(?:north|south|east|west|norte|norden|nord|noord|süden|süd|sur|sul|sud|zuid"
    r"|oeste|ouest|osten|ost|leste|este|est|westen|[nsewo])"
)
_SAME_LENGTH = str.maketrans("º˚ᵒ∘’‘`´′ʹ“”″–—−", "°°°°''''''\"\"\"---")

# 4O°, 1l7°, 3O', 4l": a letter between a digit and a sign; O after two digits may be the sign of the degrees itself.
_AS_DIGIT = re.compile(
    r"(?<![A-Za-z])[lI|](?=\d{1,2}[ ]?[°'\"])|(?<=\d)[lI|](?=\d?[ ]?[°'\"])|(?<=\d)[oO](?=[ ]?[°\"])"
    r"|(?<=[°'\" ]\d)[oO](?=')|(?<=[°'])[lI|oO](?=\d['\"])"
)
_NUMBER = r"\d{1,3}(?:[.,]\d{1,10})?"
_SMALL = r"\d{1,2}(?:[.,]\d{1,6})?"
_FORMS = (
    # 41°11'30.5"N, 41 deg 11 min: at least the sign of the degrees stands there; "10 on Salix" is no angle
    rf"(?P<d1>{_NUMBER})(?!\s[dgo][nsewo]\b)\s?(?:°|deg(?:rees?|\.)?|(?:[dg*]|(?-i:o))(?=\s?\d|\s?{HEMISPHERE}\b)|(?<=\d\d)(?-i:O)(?=\s?\d{{1,2}}\s?'))"
    rf"(?:\s?(?P<m1>{_SMALL})(?:\s?(?:'\"(?!\d)|'|\"|min\.?|m(?![a-z]{{2}})))?"
    rf"(?:\s?(?P<s1>{_SMALL})(?:\s?(?:''|'|\"|sec\.?|s(?=\s?{HEMISPHERE}\b))?)?)?)?",
    # 30048'N: the sign of the degrees read as a nought; 36 40'51"N: lost; 30'48'N and 30"48'N: read as another sign
    rf"(?P<d8>1[0-8]\d|[1-9]\d)0\s?(?P<m8>[0-5]\d(?:[.,]\d{{1,6}})?)'(?:\s?(?P<s8>{_SMALL})\s?(?:''|'|\"))?(?(before)|(?=\s?{HEMISPHERE}\b))",
    rf"(?P<d9>\d{{1,3}})(?P<g9>\s|['\"]\s?)(?P<m9>[0-5]?\d(?:[.,]\d{{1,6}})?)'"
    rf"(?:\s?(?P<s9>{_SMALL})\s?(?:''|'|\")?)?(?(before)|(?=\s?{HEMISPHERE}\b))",
    # 40:7:22.8 and 27.15.45,2
    r"(?P<d2>\d{1,3})(?P<sep>[:.])(?P<m2>\d{1,2})(?P=sep)(?P<s2>\d{1,2}(?:[.,]\d{1,6})?)",
    # 40 7 22.8
    rf"(?P<d3>\d{{1,3}})\s(?P<m3>\d{{1,2}})\s(?P<s3>{_SMALL})",
    # 40 7.38
    rf"(?P<d4>\d{{1,3}})\s{{1,2}}(?P<m4>{_SMALL})'?",
    # 400722.8N and 4007.38N: only the letter makes it an angle
    rf"(?P<d5>\d{{2,3}})(?P<m5>\d\d)(?P<s5>\d\d(?:\.\d{{1,6}})?)(?!')(?=\s?{HEMISPHERE}\b|\s?{HEMISPHERE}\d)",
    rf"(?P<d6>\d{{2,3}})(?P<m6>\d\d\.\d{{1,6}})(?!')(?=\s?{HEMISPHERE}\b|\s?{HEMISPHERE}\d)",
    # 40.123
    rf"(?P<d7>{_NUMBER})",
)
_AXIS = r"(?:(?P<axis>lat(?:itude)?|long?(?:itude)?|lng)\b\.?\s?:?\s?)?"
ANGLE = (
    rf"{_AXIS}(?:(?P<before>{HEMISPHERE})[.:]?\s?)?(?P<sign>[-+])?\s?(?<!\d)(?:"
    + "|".join(_FORMS)
    + rf")(?P<unit>\s?°)?(?(before)|(?:\s{{0,3}}(?P<after>{HEMISPHERE})(?![^\W\d_])\.?)?)"
)
_ANGLE = re.compile(ANGLE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Angle:
    """`degrees` with its sign; `is_latitude` is None where neither a letter nor a word says it.

    `signed` says whether a sign of degrees or a hemisphere stood there at all; `decimals` counts the digits behind
    the point of plain decimal degrees. `sign` is "lost" where no sign of degrees was read, "nought" where 0 was
    read for it, and "either" where both may be: 60 54'N is 60°54' or 6°54'.
    """

    degrees: float
    is_latitude: bool | None
    signed: bool
    hemisphere: str
    decimals: int
    sign: str = ""


def tidy(text: str) -> str:
    """The many signs for degree, minute, second and minus made one each, and letters that stand for digits beside them
    made digits; positions stay as they are."""
    return _AS_DIGIT.sub(lambda letter: "0" if letter.group() in "oO" else "1", text.translate(_SAME_LENGTH))


def parse_angle(text: str) -> Angle | None:
    """The angle that the whole of `text` is, or None. The range is the caller's to check: 131°E is a fine longitude."""
    found = _ANGLE.fullmatch(tidy(text).strip())
    return angle_of(found.groupdict()) if found else None


def angle_of(said: dict[str, str | None]) -> Angle | None:
    """The angle that the groups of an ANGLE match say; None for 60 minutes, two hemispheres and the like."""
    parts = [_number(said.get(f"{part}{form}")) for form in range(1, 10) for part in "dms" if said.get(f"d{form}")]
    degrees, minutes, seconds = (part if part is not None else 0.0 for part in (*parts, None, None)[:3])
    before, after = (said.get("before") or "").lower(), (said.get("after") or "").lower()
    if minutes >= 60 or seconds >= 60 or (before and after and before != after) or _odd_fraction(parts):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    hemisphere = before or after
    if said.get("d8") and 10 <= degrees <= 18 and hemisphere not in _LATITUDE:
        return None  # 10048'W is 10°48' or 100°48'
    if said.get("sign") == "-" or (hemisphere and hemisphere not in _POSITIVE):
        value = -value
    signed = bool(hemisphere or said.get("unit") or said.get("d1") or said.get("d9"))
    return Angle(
        value, _is_latitude(hemisphere, said.get("axis")), signed, hemisphere, _decimals(said.get("d7")), _sign(said)
    )


def _sign(said: dict[str, str | None]) -> str:
    if said.get("d8"):
        return "nought"
    degrees, gap = said.get("d9"), said.get("g9")
    if not degrees or not gap or gap.strip():
        return ""
    return "either" if len(degrees) > 1 and degrees.endswith("0") else "lost"


def _is_latitude(hemisphere: str, axis: str | None) -> bool | None:
    if hemisphere:
        return hemisphere in _LATITUDE
    return axis.lower().startswith("la") if axis else None


def _odd_fraction(parts: list[float | None]) -> bool:
    """Only the last part may have a fraction: 41.5° 30' is no angle."""
    said = [part for part in parts if part is not None]
    return any(part % 1 for part in said[:-1])


def _number(text: str | None) -> float | None:
    return float(text.replace(",", ".")) if text else None


def _decimals(text: str | None) -> int:
    return len(re.split("[.,]", text)[1]) if text and re.search("[.,]", text) else 0
