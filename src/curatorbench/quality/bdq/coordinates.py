"""Tests of coordinates against countries, and coordinates read from what the label says.

The standard's authority is Natural Earth 1:10m joined with exclusive economic zones; ours is Natural Earth thinned, and
waters up to 200 nautical miles or half the way to the next coast.
"""

from __future__ import annotations

import math

from curatorbench.quality.bdq.authority import asked, service
from curatorbench.quality.bdq.countries import is_code
from curatorbench.quality.bdq.datums import code_of
from curatorbench.quality.bdq.parameters import Parameters, Rows
from curatorbench.quality.bdq.responses import (
    Response,
    amended,
    filled_in,
    issue,
    judged,
    unamended,
    unavailable,
    unmet,
)
from curatorbench.quality.country_list import UNKNOWN, name_of
from curatorbench.quality.degrees import pair_written, written
from curatorbench.quality.earth import KM_A_DEGREE
from curatorbench.quality.locating import country_of, is_in, mistaken, outlines, spot
from curatorbench.quality.values import Values, number, value

_EACH = ("verbatimLatitude", "verbatimLongitude")


def country_agrees(values: Values, parameters: Parameters) -> Response:
    place, code = spot(values), values.get("countryCode", "")
    if place is None or not place.is_on_earth or not is_code(code) or code == UNKNOWN:
        return unmet("countryCode or a coordinate is empty or no such thing.")
    unasked = asked(parameters)
    if unasked:
        return unasked
    inside = is_in(place, code, parameters.spatial_buffer / 1000)
    if inside is None:
        return unavailable(f"There is no outline of {name_of(code)}.")
    return judged(inside, f"The coordinates are not in {name_of(code)}.")


def code_from_coordinates(values: Values, parameters: Parameters) -> Response:
    place = spot(values)
    if value(values, "countryCode") or not (value(values, "decimalLatitude") and value(values, "decimalLongitude")):
        return unmet("countryCode is given, or a coordinate is empty.")
    unasked = asked(parameters)
    if unasked:
        return unasked
    code = country_of(place) if place is not None and place.is_on_earth else None
    if code is None:
        return unamended("The coordinates are in no country, or in two.")
    return filled_in(f"The coordinates are in {name_of(code)}.", countryCode=code)


def transposed(values: Values, parameters: Parameters) -> Response:
    """Signs turned or the two exchanged, where that alone brings the place into its country, in one way only."""
    code = value(values, "countryCode")
    if not (code and value(values, "decimalLatitude") and value(values, "decimalLongitude")):
        return unmet("countryCode or a coordinate is empty.")
    place, buffer = spot(values), parameters.spatial_buffer / 1000
    if place is None or not is_code(code) or (place.is_on_earth and is_in(place, code, buffer)):
        return unamended("The coordinates agree with the country, or cannot be compared.")
    found = {(one.latitude_text, one.longitude_text): name for name, one in mistaken(place) if is_in(one, code, buffer)}
    if len(found) != 1:
        return unamended("No one change alone brings the coordinates into the country.")
    (latitude, longitude), name = found.popitem()
    comment = f"With {name} changed the coordinates are in {name_of(code)}."
    return amended(comment, decimalLatitude=latitude, decimalLongitude=longitude)


def centre_of_country(values: Values, parameters: Parameters) -> Response:
    """Coordinates of the middle of a country were often put where nothing nearer was known."""
    place, code = spot(values), value(values, "countryCode")
    if place is None or not code:
        return unmet("countryCode or a coordinate is empty.")
    unasked = asked(parameters)
    if unasked:
        return unasked
    centre = outlines().centre(code)
    if centre is None:
        return unavailable(f"There is no outline of {code}.")
    latitude, longitude, area = centre
    wide = math.cos(math.radians(latitude))
    away = KM_A_DEGREE * math.hypot(place.latitude - latitude, (place.longitude - longitude) * wide)
    uncertainty = number(value(values, "coordinateUncertaintyInMeters"))
    vague = uncertainty is not None and uncertainty >= math.sqrt(area) / 2 * 1000
    is_centre = away <= parameters.centre_buffer / 1000 and not vague
    return issue(is_centre, f"The coordinates are the middle of {name_of(code)}.")


def from_verbatim(values: Values, _: Parameters) -> Response:
    """Decimal degrees from geographic coordinates as written; nothing is transformed."""
    one, each = value(values, "verbatimCoordinates"), [value(values, term) for term in _EACH]
    if value(values, "decimalLatitude") or value(values, "decimalLongitude") or not (one or all(each)):
        return unmet("A decimal coordinate is given, or no verbatim pair is.")
    separate = _pair(*each) if all(each) else None
    joined = pair_written(one) if one else None
    if (all(each) and separate is None) or (joined and separate and not _same(joined, separate)):
        return unamended("The verbatim coordinates are not geographic, or do not agree.")
    found = separate or joined
    datum = _geographic(value(values, "verbatimSRS"))
    if found is None or datum is None:
        return unamended("The verbatim coordinates are not geographic, or could be read in more than one way.")
    changes = {"decimalLatitude": found[0], "decimalLongitude": found[1]} | ({"geodeticDatum": datum} if datum else {})
    return filled_in("Read from the verbatim coordinates.", **changes)


def _pair(latitude: str, longitude: str) -> tuple[str, str] | None:
    north, east = written(latitude, "NS", 90), written(longitude, "EW", 180)
    return (north, east) if north is not None and east is not None else None


def _same(first: tuple[str, str], second: tuple[str, str]) -> bool:
    return all(abs(float(one) - float(other)) < 1e-4 for one, other in zip(first, second, strict=True))


def _geographic(system: str) -> str | None:
    """The datum as it is to be written, "" where none is given; None for a system that is not geographic."""
    if not system:
        return ""
    return code_of(system) or (None if system.upper().startswith("EPSG") else system)


ROWS: Rows = {
    "VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT": country_agrees,
    "AMENDMENT_COUNTRYCODE_FROM_COORDINATES": code_from_coordinates,
    "AMENDMENT_COORDINATES_TRANSPOSED": transposed,
    "AMENDMENT_COORDINATES_FROM_VERBATIM": from_verbatim,
    "ISSUE_COORDINATES_CENTEROFCOUNTRY": centre_of_country,
    "VALIDATION_COORDINATESSTATEPROVINCE_CONSISTENT": service(
        "outlines of states and provinces", "stateProvince decimalLatitude decimalLongitude"
    ),
    "VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT": service(
        "the World Register of Marine Species", "scientificName decimalLatitude decimalLongitude"
    ),
}
