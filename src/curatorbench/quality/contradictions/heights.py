"""Elevations and depths: least over most, heights that nothing has, and metres against what the label says."""

from __future__ import annotations

from decimal import Decimal

from curatorbench.quality import lengths
from curatorbench.quality.contradictions.contradiction import Contradiction, Surroundings
from curatorbench.quality.values import Values, number, value

HIGHEST, LOWEST, DEEPEST = 8850.0, -430.0, 11000.0  # metres, as BDQ has them
_ROUNDING = 0.03  # labels round when they give both units
_FOOT = Decimal("0.3048")


def elevation_order(values: Values, _: Surroundings) -> Contradiction | None:
    return _order(values, "Elevation")


def depth_order(values: Values, _: Surroundings) -> Contradiction | None:
    return _order(values, "Depth")


def _order(values: Values, what: str) -> Contradiction | None:
    terms = (f"minimum{what}InMeters", f"maximum{what}InMeters")
    least, most = (number(value(values, term)) for term in terms)
    if least is None or most is None or least <= most:
        return None
    return Contradiction(terms, f"The least {what.lower()}, {least:g} m, is more than the most, {most:g} m.")


def impossible_elevation(values: Values, _: Surroundings) -> Contradiction | None:
    """Higher than Everest or lower than the Dead Sea; feet taken for metres are the usual cause."""
    for term in ("minimumElevationInMeters", "maximumElevationInMeters"):
        found = number(value(values, term))
        if found is not None and not LOWEST <= found <= HIGHEST:
            feet = HIGHEST < found <= HIGHEST / float(_FOOT)
            sentence = f"No land is {found:g} m high." if found > 0 else f"No land lies at {found:g} m."
            return Contradiction((term,), sentence, "Feet taken for metres?" if feet else "")
    return None


def impossible_depth(values: Values, _: Surroundings) -> Contradiction | None:
    for term in ("minimumDepthInMeters", "maximumDepthInMeters"):
        found = number(value(values, term))
        if found is not None and not 0 <= found <= DEEPEST:
            return Contradiction((term,), f"No water is {found:g} m deep.")
    return None


def elevation_as_written(values: Values, _: Surroundings) -> Contradiction | None:
    return _as_written(values, "Elevation")


def depth_as_written(values: Values, _: Surroundings) -> Contradiction | None:
    return _as_written(values, "Depth")


def _as_written(values: Values, what: str) -> Contradiction | None:
    verbatim = value(values, f"verbatim{what}")
    meant = lengths.read(verbatim) if verbatim else None
    if meant is None:
        return None
    for term in (f"minimum{what}InMeters", f"maximum{what}InMeters"):
        found = number(value(values, term))
        if found is not None and not _is_near(found, meant):
            said = f"{lengths.plain(meant.least)} m" if meant.least == meant.most else _stretch(meant)
            sentence = f"The label's {verbatim} is {said}, not {found:g} m."
            return Contradiction((term, f"verbatim{what}"), sentence, _cause(found, meant))
    return None


def _is_near(found: float, meant: lengths.Stretch) -> bool:
    ends = float(meant.least), float(meant.most)
    slack = 1 + _ROUNDING * max(map(abs, ends))
    return ends[0] - slack <= found <= ends[1] + slack


def _stretch(meant: lengths.Stretch) -> str:
    return f"{lengths.plain(meant.least)} to {lengths.plain(meant.most)} m"


def _cause(found: float, meant: lengths.Stretch) -> str:
    as_numbers = [float(end / meant.unit) for end in (meant.least, meant.most)]
    if meant.unit == _FOOT and found in as_numbers:
        return "Feet taken for metres?"
    if meant.unit == 1 and any(abs(found - float(_FOOT) * end) < 1 for end in as_numbers):
        return "Metres taken for feet?"
    return ""
