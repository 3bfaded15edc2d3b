"""Hybrid formulas: the names of the parents, written out where a formula shortens them."""

from __future__ import annotations

import re

_SIGN = re.compile(r"(?<=[\w.)])\s[×xX](?:\s(?=[A-Za-z?(])|$)")
_NAME = re.compile(r"(?P<genus>[A-ZÀ-Þ][a-zà-ÿ-]{2,})(?:\s\([A-ZÀ-Þ][a-z]+\))?(?:\s(?P<epithet>[a-zà-ÿ-]{3,}))?")
_SHORT = re.compile(r"^(?P<genus>[A-ZÀ-Þ])[a-z]{0,2}\.\s(?:\([A-ZÀ-Þ][a-z]{0,2}\.?\)\s)?(?=[a-z])")
_MOST = 6  # parents


def parents_of(formula: str) -> list[str]:
    """The names on both sides of every sign, [] if `formula` is none; "" for a parent that is not named.

    `Salix aurita L. × S. caprea L.` has the parents `Salix aurita L.` and `Salix caprea L.`; a nothospecies
    (`Salix × capreola`) is no formula.
    """
    sides = [side.strip() for side in _SIGN.split(formula)]
    first = _NAME.match(sides[0])
    if not 2 <= len(sides) <= _MOST or first is None:
        return []
    if not first["epithet"] and not all(_NAME.match(side) for side in sides[1:]):
        return []
    genus = first["genus"]
    written = [sides[0]]
    for side in sides[1:]:
        whole = _NAME.match(side)
        genus = whole["genus"] if whole else genus
        written.append(side if whole else _written_out(side, genus))
    return written


def _written_out(side: str, genus: str) -> str:
    """A parent with its genus: `S. caprea` and `caprea` of the genus before; "" if it says nothing."""
    short = _SHORT.match(side)
    if short and short["genus"] == genus[0]:
        return f"{genus} {side[short.end() :]}"
    return f"{genus} {side}" if re.match(r"[a-z]{3,}", side) else ""
