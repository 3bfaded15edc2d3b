"""Months as collectors number them."""

from __future__ import annotations

_IN_ORDER = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

ROMAN: dict[str, int] = {numeral: number for number, numeral in enumerate(_IN_ORDER, start=1)}
"""Roman numeral in capitals -> month 1-12."""
