"""Units of length as labels use them."""

from __future__ import annotations

from decimal import Decimal

METRES_IN: dict[str, Decimal] = {
    "m": Decimal(1),
    "km": Decimal(1000),
    "cm": Decimal("0.01"),
    "ft": Decimal("0.3048"),
    "yd": Decimal("0.9144"),
    "fm": Decimal("1.8288"),
    "mi": Decimal("1609.344"),
}
"""Metres in a unit, exact: fm is the fathom, mi the statute mile (international yard and pound agreement of 1959)."""
