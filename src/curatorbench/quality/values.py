"""The values of one record, by plain Darwin Core name, and what they can be read as.

Empty is what BDQ calls so: missing, or nothing but white space and signs that do not print. "null" is a value.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping

Values = Mapping[str, str]

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?\Z", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}\Z", re.ASCII)
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def is_empty(text: str | None) -> bool:
    return all(unicodedata.category(sign) in _UNSEEN for sign in text or "")


def value(values: Values, term: str) -> str:
    """The value as written, "" where it is empty."""
    text = values.get(term, "")
    return "" if is_empty(text) else text


def number(text: str) -> float | None:
    """A decimal number with a point, of nothing else; None for what is no number."""
    if not _NUMBER.match(text.strip()):
        return None
    found = float(text)
    return found if math.isfinite(found) else None


def integer(text: str) -> int | None:
    return int(text) if _INTEGER.match(text.strip()) else None


def fold(text: str) -> str:
    """Letters and digits only, without accents and case: `Wgs_84` is `wgs84`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())
