"""Lengths as labels write them, with their unit: `10-15 ftm`, `1500 to 1800 ft`, `ca. 2,300 m`, in metres.

Decimal, so that metres can be turned back: ten fathoms are 18.288 m and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from curatorbench.domain.units import METRES_IN

_WRITTEN = {
    "m": "m meter metre mtr mt metro msnm masl msm",
    "km": "km kilometer kilometre",
    "cm": "cm",
    "ft": "ft foot feet ' ′ ’",
    "yd": "yd yard",
    "fm": "ftm fm fms fath fthm fathom",
}
_METRES = {word: METRES_IN[unit] for unit, words in _WRITTEN.items() for word in words.split()}
_NUMBER = r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = r"[a-zA-Z]+\.?|['′’]"
_SINGLE = re.compile(rf"({_NUMBER})\s*({_UNIT})\Z")
_RANGE = re.compile(
    rf"(?:between\s+|from\s+)?({_NUMBER})\s*({_UNIT})?\s*(?:-|–|—|to|and|\.{{2,3}})\s*({_NUMBER})\s*({_UNIT})\Z", re.I
)
_NAMED = re.compile(
    rf"min(?:imum)?\.?\s*(?:depth|elev\w*)?\s*[:=]?\s*({_NUMBER})\s*({_UNIT})?[\s,;]+"
    rf"max(?:imum)?\.?\s*(?:depth|elev\w*)?\s*[:=]?\s*({_NUMBER})\s*({_UNIT})\Z",
    re.I,
)
_LEAD = re.compile(r"(?:(?:at|depth|elev(?:ation)?|alt(?:itude)?|height)\b[.:=]?\s*(?:of\s+)?)+", re.I)
_TAIL = re.compile(r"\s*(?:above\s+(?:mean\s+)?sea\s+level|a\.?\s?(?:m\.?\s?)?s\.?\s?l\.?|deep|depth|elevation|s\.?n\.?m\.?)\Z", re.I)  # fmt: skip  # noqa: E501


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `least` to `most` metres, equal for a single length, as written in `unit` (its metres)."""

    least: Decimal
    most: Decimal
    unit: Decimal


def read(text: str) -> Stretch | None:
    """None where there is no unit, only one end of two, or more than one thing is said."""
    plain = _TAIL.sub("", _LEAD.sub("", text.strip(" .;"), count=1)).strip(" .;")
    single = _SINGLE.match(plain)
    if single:
        unit = _unit(single[2])
        return Stretch(_decimal(single[1]) * unit, _decimal(single[1]) * unit, unit) if unit else None
    found = _RANGE.match(plain) or _NAMED.match(text.strip(" .;"))
    if not found:
        return None
    first_unit, unit = _unit(found[2] or found[4]), _unit(found[4])
    if not unit or not first_unit:
        return None
    least, most = _decimal(found[1]) * first_unit, _decimal(found[3]) * unit
    return Stretch(least, most, unit) if least <= most else None


def plain(length: Decimal) -> str:
    """Without exponent and without zeros that multiplying brought."""
    text = f"{length:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _unit(text: str) -> Decimal | None:
    word = text.rstrip(".").lower()
    return _METRES.get(word) or (_METRES.get(word[:-1]) if word.endswith("s") else None)
