"""Geographic coordinates as written, degrees, minutes and seconds or decimal, as decimal text."""

from __future__ import annotations

import re

_ONE = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<sign>[+\-−])?\s*(?P<degrees>\d{1,3}(?:\.\d+)?)\s*(?:[°º˚d]|deg(?:rees)?\.?)?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*(?:['′’‘m]|min\.?)\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:[\"″”“s]|''|′′|sec\.?)\s*)?(?P<after>[NSEW])?\Z",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(.*?[NS])[\s,;]*([\d(].*?[EW])\Z|([NS].*?)[\s,;]*([EW].*)\Z|(.+?)\s*[,;]\s*(.+)\Z", re.I | re.S)
_DIGITS = 7  # about a centimetre


def written(text: str, letters: str, most: int) -> str | None:
    """One coordinate as decimal degrees; `letters` are its hemispheres, the second of them negative. None where it is
    no such coordinate, or contradicts itself."""
    found = _ONE.match(text.strip())
    if not found or (found["before"] and found["after"]) or (found["seconds"] and not found["minutes"]):
        return None
    hemisphere = (found["before"] or found["after"] or "").upper()
    if (hemisphere and hemisphere not in letters) or (hemisphere and found["sign"]):
        return None
    negative = hemisphere == letters[1] if hemisphere else found["sign"] not in (None, "+")
    degrees = _decimal(found["degrees"], found["minutes"], found["seconds"])
    if degrees is None or float(degrees) > most:
        return None
    return f"-{degrees}" if negative and float(degrees) else degrees


def _decimal(degrees: str, minutes: str | None, seconds: str | None) -> str | None:
    if minutes is None:
        return degrees
    if "." in degrees or float(minutes) >= 60 or float(seconds or 0) >= 60 or (seconds and "." in minutes):
        return None
    exact = float(degrees) + float(minutes) / 60 + float(seconds or 0) / 3600
    return f"{exact:.{_DIGITS}f}".rstrip("0").rstrip(".")


def pair_written(text: str) -> tuple[str, str] | None:
    """Latitude and longitude of `41° 3' 9" S, 71° 31' 52" W` or `-41.05, -71.53`."""
    found = _PAIR.match(text.strip(" ()"))
    if not found:
        return None
    north_text, east_text = (part for part in found.groups() if part is not None)
    north, east = written(north_text, "NS", 90), written(east_text, "EW", 180)
    return (north, east) if north is not None and east is not None else None
