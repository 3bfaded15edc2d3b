"""The geodetic datum against the codes of EPSG (`resources/reference/geodetic_codes.csv`)."""

from __future__ import annotations

import csv
import re
from functools import cache

from curatorbench.domain.resources import resource
from curatorbench.quality.bdq.authority import asked, standardized
from curatorbench.quality.bdq.parameters import Parameters, Rows
from curatorbench.quality.bdq.responses import Response, amended, filled_in, judged, unamended, unmet
from curatorbench.quality.values import Values, fold, number, value

_NOT_RECORDED = "not recorded"
_UNKNOWN = {"notrecorded", "unknown", "notknown", "unrecorded", "notspecified", "unspecified"}
# Names in use that EPSG writes in full; a datum is never taken for another, however near.
_IN_USE = {
    "wgs1984": "EPSG:4326", "worldgeodeticsystem1984": "EPSG:4326", "northamericandatum1927": "EPSG:4267",
    "northamericandatum1983": "EPSG:4269", "nad1927": "EPSG:4267", "nad1983": "EPSG:4269",
    "europeandatum1950": "EPSG:4230", "agd1966": "EPSG:4202", "agd1984": "EPSG:4203", "gda1994": "EPSG:4283",
    "internationalellipsoid1924": "EPSG:7022", "osgb1936": "EPSG:4277", "psad56": "EPSG:4248",
}  # fmt: skip
_CODE = re.compile(r"\d{4,5}\Z", re.ASCII)
# The most that any datum's coordinates are off others', in metres (Chapman and Wieczorek 2020, 3.4.4).
_GREATEST_SHIFT = 5359


@cache
def _codes() -> frozenset[str]:
    return frozenset(f"EPSG:{row['code']}" for row in _rows())


@cache
def _names() -> dict[str, str]:
    """Folded name -> code: of the coordinate system where there is one, else of the datum, else of the ellipsoid."""
    found: dict[str, str] = {}
    for row in _rows():
        found.setdefault(fold(row["name"]), f"EPSG:{row['code']}")
    return found | _IN_USE


def _rows() -> list[dict[str, str]]:
    with resource("reference", "geodetic_codes.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def code_of(text: str) -> str | None:
    """The EPSG code that a name, code or bare number of a datum can only mean."""
    folded = fold(text).removeprefix("epsg") or fold(text)
    if folded in _UNKNOWN:
        return _NOT_RECORDED
    if _CODE.match(folded):
        return f"EPSG:{folded}" if f"EPSG:{folded}" in _codes() else None
    return _names().get(folded)


def standard(values: Values, parameters: Parameters) -> Response:
    text = values.get("geodeticDatum", "")
    if not value(values, "geodeticDatum"):
        return unmet("geodeticDatum is empty.")
    fault = f"{text} is no EPSG code of a geographic system, datum or ellipsoid, such as EPSG:4326."
    return asked(parameters) or judged(text in _codes() or text == _NOT_RECORDED, fault)


datum_standardized = standardized("geodeticDatum", code_of, "It is a code already, or no name that EPSG knows.")


def assumed(values: Values, parameters: Parameters) -> Response:
    """Fill in the default; what is uncertain grows by as much as two datums can be apart."""
    if value(values, "geodeticDatum"):
        return unamended("geodeticDatum is given.")
    uncertainty = number(value(values, "coordinateUncertaintyInMeters"))
    located = value(values, "decimalLatitude") and value(values, "decimalLongitude")
    if not located or uncertainty is None or uncertainty <= 0:
        return filled_in(f"No datum is given; {parameters.datum} is assumed.", geodeticDatum=parameters.datum)
    grown = f"{uncertainty + _GREATEST_SHIFT:g}"
    changes = {"geodeticDatum": parameters.datum, "coordinateUncertaintyInMeters": grown}
    return amended(f"No datum is given; {parameters.datum} is assumed, up to {_GREATEST_SHIFT} m off.", **changes)


ROWS: Rows = {
    "VALIDATION_GEODETICDATUM_STANDARD": standard,
    "AMENDMENT_GEODETICDATUM_STANDARDIZED": datum_standardized,
    "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT": assumed,
}
