"""Places by numbers: pairs of latitude and longitude, and the grids (UTM, MGRS, British National Grid)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curatorbench.parsing.angles import ANGLE, Angle, angle_of, tidy
from curatorbench.parsing.grids import find_grid, parse_grid


@dataclass(frozen=True, slots=True)
class FoundCoordinates:
    """A pair at `start`-`end`, WGS 84 unless the label says otherwise; `sure` if signs or letters say what it is.

    Latitude or longitude is None where only one of them stands on the label. `east_or_west` if the letter O leaves open
    whether Ost or Oeste is meant; the longitude is then the eastern one.
    """

    start: int
    end: int
    latitude: float | None
    longitude: float | None
    sure: bool
    form: str
    east_or_west: bool = False


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees, south and west negative, that the whole of `text` says, or None."""
    bare = tidy(text).strip(" \t\r\n()[].,;")
    whole = _PAIR.fullmatch(bare)
    pair = _pair(whole) if whole and not _ONE_NUMBER.fullmatch(bare) else None
    return pair or parse_grid(bare)


def find_coordinates(text: str) -> Iterator[FoundCoordinates]:
    """Every pair in `text`, then lone latitudes or longitudes, then grid references; left to right in each."""
    clean = tidy(text)
    taken: list[tuple[int, int]] = []
    for match in _PAIR.finditer(clean):
        pair, sure = _pair(match), _sure(match)
        if pair and sure is not None:
            taken.append(match.span())
            yield FoundCoordinates(*_trimmed(match), *pair, sure, "degrees", _letter_o(match))
    for match in _SINGLE.finditer(clean):
        angle = angle_of(match.groupdict())
        free = not any(start < match.end() and match.start() < end for start, end in taken)
        if angle and free and angle.hemisphere and _marked(match) and not match["sign"] and _in_range(angle):
            yield _lone(match, angle)
    yield from (FoundCoordinates(start, end, lat, lon, True, form) for start, end, lat, lon, form in find_grid(text))


def _in_range(angle: Angle) -> bool:
    return abs(angle.degrees) <= (90 if angle.is_latitude else 180)


def _marked(match: re.Match[str]) -> bool:
    """Whether signs of an angle stand there, even if they were misread; `10' 20' N` alone may be feet."""
    return bool(match["d1"] or match["d8"] or (match["d9"] and not match["g9"].isspace()))


def _renamed(angle: str, suffix: str) -> str:
    """The same pattern with its groups' names ending in `suffix`, so that it can stand twice in one pattern."""
    return re.sub(r"\(\?(P<|P=|\()(\w+)", rf"(?\1\2{suffix}", angle)


_EDGE = r"(?<![\w.,°'\"])"
_PAIR = re.compile(
    _EDGE
    + _renamed(ANGLE, "_a")
    + r"(?:\s{0,2}lat(?:itude)?\b\.?)?\s{0,2}[.,;/&x]?\s{0,2}[,;]?\s{0,24}(?:(?:and|und|et|y|by)\s)?"
    + _renamed(ANGLE, "_b")
    + r"(?![\d°])",
    re.IGNORECASE,
)
_SINGLE = re.compile(_EDGE + ANGLE, re.IGNORECASE)


# 1/2 is a fraction, 1,000.00 and 1 000,00 are thousands.
_ONE_NUMBER = re.compile(r"[-+]?\d{1,3}(?:/\d{1,3}|(?P<apart>[,. ])0\d\d(?:(?P=apart)\d{3})*(?:[.,]\d+)?)")
_GAP = re.compile(r"[\s,;/&]")


def _sides(match: re.Match[str]) -> tuple[Angle | None, Angle | None]:
    groups = match.groupdict()
    first, second = ({k[:-2]: v for k, v in groups.items() if k.endswith(side)} for side in ("_a", "_b"))
    return angle_of(first), angle_of(second)


def _pair(match: re.Match[str]) -> tuple[float, float] | None:
    first, second = _sides(match)
    if first is None or second is None or (first.is_latitude is not None and first.is_latitude == second.is_latitude):
        return None
    if (first.is_latitude is None) != (second.is_latitude is None) and not _GAP.search(match.group().strip()):
        return None  # 77°46W is one angle
    if "either" in (first.sign, second.sign) and "lost" not in (first.sign, second.sign):
        return None
    latitude, longitude = first.degrees, second.degrees
    unnamed = first.is_latitude is None and second.is_latitude is None
    if first.is_latitude is False or second.is_latitude is True or (unnamed and abs(latitude) > 90):
        latitude, longitude = longitude, latitude
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _sure(match: re.Match[str]) -> bool | None:
    """None: two plain numbers, on a label no coordinates. False: decimals that look like coordinates. True: said so."""
    first, second = _sides(match)
    if first is None or second is None:
        return None
    if first.is_latitude is not None and second.is_latitude is not None:
        return "o" not in (first.hemisphere, second.hemisphere)
    if first.signed and second.signed and (match["d1_a"] or match["unit_a"]):
        return False
    return False if min(first.decimals, second.decimals) >= 4 else None


def _letter_o(match: re.Match[str]) -> bool:
    return any((match[f"{place}_{side}"] or "").lower() == "o" for place in ("before", "after") for side in "ab")


def _lone(match: re.Match[str], angle: Angle) -> FoundCoordinates:
    latitude, longitude = (angle.degrees, None) if angle.is_latitude else (None, angle.degrees)
    return FoundCoordinates(*_trimmed(match), latitude, longitude, True, "one of two")


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    text = match.group()
    return match.start() + len(text) - len(text.lstrip()), match.start() + len(text.rstrip(" \t\n.,;"))
