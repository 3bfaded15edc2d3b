"""Heights above the sea: as written, and in metres where the unit is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FOOT = 0.3048
HIGHEST, LOWEST = 8900, -500  # metres; no collector stood higher, and few lower

_WORD = r"(?:elevation|elev|elevación|elevação|altitude|altitud|altit|alto?|höhe|hoehe|ü\.?\s?m|m\.?\s?s\.?\s?m|el)"
_NUMBER = r"(?:\d{1,2}[,.'’ ]\d{3}|\d{1,5})(?![\d])"
_ABOUT = r"(?:(?:ca|c|circa|about|approx(?:imately)?|abt|around|near|to|above|over|up to|unos)\b[.,]?\s{0,3}|[±~]\s?)"
_UNIT = (
    r"(?:m\.?\s?(?:s\.?n\.?m|a\.?s\.?l)\b\.?"
    r"|m(?:et(?:er|re)s?|etros|tr?s?)?\b\.?|f(?:ee|oo)?t\b\.?|pieds\b|['’′´](?!\d))"
)
_SAID = re.compile(
    rf"(?:\b(?P<word>{_WORD})\b[.,:;]{{0,3}}\s{{0,3}})?(?<![\w.,°'’/-])"
    rf"(?P<value>(?P<about>{_ABOUT})?(?P<low>{_NUMBER})[ \t]{{0,3}}"
    rf"(?:(?P<low_unit>{_UNIT})?[ \t]{{0,3}}(?:-|–|—|\bto\b|\ba\b"
    rf"|\bbis\b)\s?(?P<high>{_NUMBER}))?[ \t]{{0,3}}(?P<unit>{_UNIT})?)"
    rf"(?P<level>\s?(?:a\.?s\.?l|s\.?n\.?m|s\.?m\.?\b|above sea level|alt\b|elev\b|d'alt|de alt|o\.?d\b"
    rf"|ü\.?\s?(?:d\.?\s?)?m)[\w. ]{{0,8}})?",
    re.IGNORECASE,
)
# What is so many metres long, wide, tall or away is no height above the sea.
_NOT_HEIGHT = re.compile(
    r"^[ \t]*\n?[ \t]*(?:tall|high\b|in height|height|wide|long|deep|diam\w*|dbh|d\.b\.h|broad|thick|de alto"
    r"|de altura|alto\b|de ancho|alta\b|across|spread"
    r"|from\b|off\b|away|distan\w+|apart|up\b|down|below|inland|transect|quadrat|radius|x\b|×|sq|N\b|S\b|E\b|W\b"
    r"|N[EW]\b|S[EW]\b|[NSEW]{2,3}\b"
    r"|north|south|east|west|to the|beyond|past|along|behind|upstream|downstream)",
    re.IGNORECASE,
)
_BEFORE_NOT = re.compile(
    r"(?:uncertainty|height|to|depth|tall|diam\w*|±|\+|/|-|°|depth of|dbh|within|error)[\s:.]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundElevation:
    """`verbatim` without the word for height; metres are None where no unit was written. `named` if a word said so."""

    start: int
    end: int
    verbatim: str
    minimum: float | None
    maximum: float | None
    unit: str
    named: bool


def find_elevations(text: str) -> Iterator[FoundElevation]:
    """Every height in `text`, left to right. A number without unit counts only after a word such as alt."""
    for match in _SAID.finditer(text):
        named = bool(match["word"] or match["level"])
        unit = _unit(match["unit"] or match["low_unit"])
        if not _plausible(text, match, named, unit):
            continue
        scale = {"m": 1.0, "ft": FOOT}.get(unit)
        low, high = _number(match["low"]), _number(match["high"] or match["low"])
        if low > high or not LOWEST <= high * (scale or 1.0) <= HIGHEST * (1 if scale else 4):
            continue
        least, most = (round(low * scale, 1), round(high * scale, 1)) if scale else (None, None)
        start, end = match.span("value")
        yield FoundElevation(start, end, match["value"].strip(), least, most, unit, named)


def _plausible(text: str, match: re.Match[str], named: bool, unit: str) -> bool:
    after = text[match.end() : match.end() + 20]
    if _NOT_HEIGHT.match(after):
        return False
    if named:
        return not (unit == "" and match["word"] in ("el", "alto", "to"))
    if unit == "" or _BEFORE_NOT.search(text[max(0, match.start() - 20) : match.start()]):
        return False
    short_foot = match["unit"] in ("'", "’", "′", "´")
    return _number(match["low"]) >= (100 if short_foot else 10) or bool(match["high"])


def _unit(written: str | None) -> str:
    if not written:
        return ""
    return "m" if written.lower().startswith("m") else "ft"


def _number(written: str) -> float:
    return float(re.sub(r"[,.'’ ]", "", written))
