"""Heights above the sea: as written, and in metres where the unit is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curatorbench.parsing.lengths import ABOUT, METRES_IN, NUMBER, UNIT, digits_of, number_of, unit_of

HIGHEST, LOWEST = 8900, -500  # metres; no collector stood higher, and few lower

_WORD = (
    r"(?:elevation|elevación|elevação|elevatio|elev|altitude|altitudine|altitud|altit|alto?|höhe|hoehe|seehöhe|meereshöhe"
    r"|cota|ü\.?\s?m|m\.?\s?s\.?\s?m|h[øo]jde|hoogte|n\.?\s?m\.?\s?v|el)"
)
_LEVEL = (
    r"(?:a\.?\s?s\.?\s?l|s\.?\s?n\.?\s?m|s\.?\s?l\.?\s?m|s\.?\s?m\.?\b|n\.?\s?m\.?\b|n\.?p\.?m|n\.?v\.?m|o\.?\s?h\.?\b|ö\.?\s?h\.?\b"
    r"|m?oh\b|tszf"
    r"|above sea[ -]?level|above the sea|ü\.?\s?(?:d\.?\s?)?m|u\.?\s?m\.|(?:ü\.?\s?)?nh?n\b|o\.?d\b"
    r"|alt(?:itude|itud)?\b|elev(?:ation)?\b|el\."
    r"|d'alt|de alt|over havet|sur le niveau|sobre el nivel|(?P<below>below sea[ -]?level|b\.?s\.?l\b))"
)
_SAID = re.compile(
    rf"(?:\b(?P<word>{_WORD})\b[.,:;]{{0,3}}\s{{0,3}}(?:[:=]\s?)?(?:of\s|de\s)?)?(?<!\d[.,])(?<![\w°'’/-])(?<!\b[A-Z]\.)"
    rf"(?P<value>(?P<about>{ABOUT})?(?:(?P<first>m\.?\s)(?=\d))?(?P<low>{NUMBER})[ \t]{{0,3}}"
    rf"(?:(?P<low_unit>{UNIT})?[ \t]{{0,3}}(?:-{{1,2}}|–|—|÷|\bto\b|\band\b(?=\s\d)|\bal?\b|\bà\b|\bbis\b)\s?"
    rf"(?P<high>{NUMBER}))?"
    rf"[ \t]{{0,3}}(?P<unit>{UNIT})?)"
    rf"(?P<level>[,(]?\s?{_LEVEL}[\w. ]{{0,8}})?",
    re.IGNORECASE,
)
# A number that a point or comma and a blank part, `alt. 1. 900 m`: only behind the word for height.
_PARTED = re.compile(
    rf"\b(?:elev|alt)[a-z]{{0,7}}[.:]?\s?(?P<value>(?P<low>\d[.,]\s\d{{3}})\s?(?P<unit>{UNIT}))", re.IGNORECASE
)
# What is so many metres long, wide, tall or away is no height above the sea.
_SIZE = (
    r"tall|high\b|in height|height|wide|long\b|deep|in depth|depth|diam\w*|dbh|d\.b\.h|broad|thick|de alto|de altura"
    r"|alto\b|de ancho|alta\b|across|spread|transect|quadrat|radius|x\b|×|sq|prof\w*|tief|fathoms|hoch\b|lang\b|breit"
)
_AWAY = (
    r"from\b|off\b|away|distan\w+|apart|up\b|down|below\b(?! sea)|inland|to the|beyond|past|along|behind|upstream"
    r"|downstream|uphill|downhill|upslope|before\b"
)
_POINT = r"(?:N|S|E|W|N[EW]|S[EW]|[NSEW]{2,3})\b\.?|north\w*|south\w*|east\w*|west\w*"
_NOT_TALL = re.compile(rf"^[ \t]*\n?[ \t]*(?:{_SIZE})", re.IGNORECASE)
_NOT_NEAR = re.compile(rf"^[ \t]*\n?[ \t]*(?:{_AWAY}|(?:{_POINT})\s+(?:of|from|side of)\b)", re.IGNORECASE)
_NOT_ON_A_LINE = re.compile(
    rf"^[ \t]*(?:{_POINT})(?![ -]?(?:slope|facing|expos|aspect|hang|side\b(?! of)))", re.IGNORECASE
)
_BEFORE_NOT = re.compile(
    r"(?:uncertainty|height|\bto|depth|tall|diam\w*|±|\+|/|-|°|depth of|dbh|within|error|accuracy|epe"
    r"|\bno|\bnr|#|prof\w*|tiefe)[\s:.]*$",
    re.IGNORECASE,
)
_AT_SEA_LEVEL = re.compile(
    r"\b(?:at|near|elev(?:ation)?[.:]?|alt(?:itude)?[.:]?)\s(?P<value>sea[ -]level)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundElevation:
    """`verbatim` without the word for height; metres are None where no unit was written. `named` if a word said so.

    `corrected` if letters were read as the digits they stand for.
    """

    start: int
    end: int
    verbatim: str
    minimum: float | None
    maximum: float | None
    unit: str
    named: bool
    corrected: bool = False


def find_elevations(text: str) -> Iterator[FoundElevation]:
    """Every height in `text`, left to right. A number without unit counts only after a word such as alt.

    A second number that says the same height in another unit is left out.
    """
    before: FoundElevation | None = None
    clean = digits_of(text)
    for found in sorted(_all(text, clean), key=lambda one: one.start):
        if before is None or not (found.start < before.end or _same_height(before, found)):
            yield found
            before = found


def _all(text: str, clean: str) -> Iterator[FoundElevation]:
    parted = list(_PARTED.finditer(clean))
    for match in parted:
        yield from _measured(match, text, number_of(match["low"].replace(" ", "")), None, True)
    for match in _SAID.finditer(clean):
        inside = any(one.start() < match.end() and match.start() < one.end() for one in parted)
        if not inside and _plausible(clean, match):
            low, high = number_of(match["low"]), number_of(match["high"]) if match["high"] else None
            yield from _measured(match, text, low, high, bool(match["word"] or match["level"] or match["first"]))
    for match in _AT_SEA_LEVEL.finditer(clean):
        yield FoundElevation(*match.span("value"), match["value"], 0.0, 0.0, "m", True)


def _measured(match: re.Match[str], text: str, low: float, high: float | None, named: bool) -> Iterator[FoundElevation]:
    said = match.groupdict()
    unit = unit_of(said["unit"] or said.get("low_unit") or said.get("first"))
    scale = METRES_IN.get(unit, 1.0) * (-1 if said.get("below") else 1)
    ends = sorted((low * scale, (low if high is None else high) * scale))
    if (high is not None and low > high) or ends[0] < LOWEST or ends[1] > HIGHEST * (1 if unit else 4):
        return
    least, most = (round(ends[0], 1), round(ends[1], 1)) if unit else (None, None)
    start, end = match.span("value")
    value = re.sub(r"(?<=[\d\s])rn\b", "m", match["value"].strip(), flags=re.IGNORECASE)
    corrected = text[start:end].strip() != value
    yield FoundElevation(start, end, value, least, most, unit, named, corrected)


def _same_height(one: FoundElevation, other: FoundElevation) -> bool:
    if one.minimum is None or other.minimum is None or one.unit == other.unit or other.start - one.end > 12:
        return False
    return abs(one.minimum - other.minimum) <= max(15.0, 0.03 * abs(one.minimum))


def _plausible(text: str, match: re.Match[str]) -> bool:
    unit = unit_of(match["unit"] or match["low_unit"] or match["first"])
    word, level, after = match["word"], match["level"], text[match.end() : match.end() + 24]
    if _NOT_TALL.match(after) or (not word and (_NOT_NEAR.match(after) or (not level and _NOT_ON_A_LINE.match(after)))):
        return False
    if match["first"] and not (word or level):
        return False
    if word or level:
        return not (unit == "" and (not word or word.lower() in ("el", "alto", "to")))
    if unit == "" or _BEFORE_NOT.search(text[max(0, match.start() - 20) : match.start()]):
        return False
    return number_of(match["low"]) >= _least(match["unit"] or match["low_unit"]) or bool(match["high"])


def _least(unit: str) -> float:
    """The lowest number that a unit alone makes a height: the sign for feet is also that for minutes."""
    return 100 if unit in ("'", "’", "′", "´") else 500 if unit.lower().rstrip(".") == "f" else 10
