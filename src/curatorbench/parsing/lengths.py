"""Lengths as labels have them: numbers with thousands parted, units, and letters that were read for digits."""

from __future__ import annotations

import re

from curatorbench.domain import units
from curatorbench.parsing.slips import TO_DIGITS

METRES_IN = {unit: float(metres) for unit, metres in units.METRES_IN.items()}

NUMBER = r"(?:\d{1,2}[,.'’ ]\d{3}|\d{1,5})(?![\d])"
ABOUT = (
    r"(?:(?:ca|c|cca|circa|about|approx(?:imately)?|abt|around|near|to|above|over|up to|unos|aprox|env|environ|etwa|bei"
    r"|um|cerca de|alrededor de|between|from|entre|zwischen)\b[.,]?\s{0,3}|[±~]\s?)"
)
UNIT = (
    r"(?:m\.?\s?(?:s\.?\s?n\.?\s?m|s\.?\s?l\.?\s?m|a\.?\s?s\.?\s?l|ü\.?\s?m|s\.?m|o\.?h)\b\.?"
    r"|m(?:et(?:er|re)s?|etros|ètres?|etri|tr?s?)?\b\.?|rn\b\.?|f(?:ee|oo)?t\b\.?|f\b\.?(?!\s?\w)|pieds\b|pies\b|fu(?:ss|ß)\b|['’′´](?!\d))"
)
# 5OOO ft, l200 m, 12OO': letters among digits before a unit of length.
_MISREAD = re.compile(r"(?<![\w.])(?=[\dlIOo|,. ]{0,6}\d)[\dlIOo|][\dlIOo|,.]{1,6}(?=[ ]?(?:m|ft|feet|['’])(?![\w]))")


def digits_of(text: str) -> str:
    """`text` with the letters that stand for digits in lengths made digits; positions stay as they are."""
    return _MISREAD.sub(lambda read: read.group().translate(TO_DIGITS), text)


def number_of(written: str) -> float:
    return float(re.sub(r"[,.'’ ]", "", written))


def unit_of(written: str | None) -> str:
    """m, ft or "" for none."""
    if not written:
        return ""
    return "m" if written.lower().strip().startswith(("m", "rn")) else "ft"
