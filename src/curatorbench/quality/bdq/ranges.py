"""Numbers of where: coordinates, elevations and depths within their bounds."""

from __future__ import annotations

from collections.abc import Callable

from curatorbench.quality.bdq.parameters import Parameters, Rows, Run
from curatorbench.quality.bdq.responses import Response, judged, unmet
from curatorbench.quality.values import Values, number, value

Bounds = Callable[[Parameters], tuple[float, float]]
_HALF_ROUND_THE_EARTH = 20_037_509  # metres
UNITS = {"decimalLatitude": "degrees", "decimalLongitude": "degrees"}


def within(term: str, bounds: Bounds, least_read: float | None = None) -> Run:
    """Compliant between `bounds`; what is no number, or below `least_read`, cannot be judged."""

    def run(values: Values, parameters: Parameters) -> Response:
        found = number(value(values, term))
        if found is None or (least_read is not None and found < least_read):
            return unmet(f"There is no {term} that can be read as such a number.")
        least, most = bounds(parameters)
        fault = f"{found:g} is not between {least:g} and {most:g} {UNITS.get(term, 'metres')}."
        return judged(least <= found <= most, fault)

    return run


def ordered(least_term: str, most_term: str, least_read: float | None = None) -> Run:
    def run(values: Values, _: Parameters) -> Response:
        least, most = number(value(values, least_term)), number(value(values, most_term))
        if least is None or most is None or (least_read is not None and min(least, most) < least_read):
            return unmet(f"{least_term} or {most_term} is no such number.")
        return judged(least <= most, f"The least, {least:g} m, is more than the most, {most:g} m.")

    return run


def not_zero(values: Values, _: Parameters) -> Response:
    latitude, longitude = (number(value(values, f"decimal{term}")) for term in ("Latitude", "Longitude"))
    if latitude is None or longitude is None:
        return unmet("There are no coordinates that are numbers.")
    return judged(bool(latitude or longitude), "Latitude and longitude are both zero.")


def uncertainty(values: Values, _: Parameters) -> Response:
    text = value(values, "coordinateUncertaintyInMeters")
    if not text:
        return unmet("coordinateUncertaintyInMeters is empty.")
    found = number(text)
    fault = f"{text} is no number of metres from 1 to half the way round the earth."
    return judged(found is not None and 1 <= found <= _HALF_ROUND_THE_EARTH, fault)


def _elevations(parameters: Parameters) -> tuple[float, float]:
    return parameters.lowest_elevation, parameters.highest_elevation


def _depths(parameters: Parameters) -> tuple[float, float]:
    return parameters.least_depth, parameters.greatest_depth


ROWS: Rows = {
    "VALIDATION_DECIMALLATITUDE_INRANGE": within("decimalLatitude", lambda _: (-90, 90)),
    "VALIDATION_DECIMALLONGITUDE_INRANGE": within("decimalLongitude", lambda _: (-180, 180)),
    "VALIDATION_COORDINATES_NOTZERO": not_zero,
    "VALIDATION_COORDINATEUNCERTAINTY_INRANGE": uncertainty,
    "VALIDATION_MINELEVATION_INRANGE": within("minimumElevationInMeters", _elevations),
    "VALIDATION_MAXELEVATION_INRANGE": within("maximumElevationInMeters", _elevations),
    "VALIDATION_MINELEVATION_LESSTHAN_MAXELEVATION": ordered("minimumElevationInMeters", "maximumElevationInMeters"),
    "VALIDATION_MINDEPTH_INRANGE": within("minimumDepthInMeters", _depths, least_read=0),
    "VALIDATION_MAXDEPTH_INRANGE": within("maximumDepthInMeters", _depths, least_read=0),
    "VALIDATION_MINDEPTH_LESSTHAN_MAXDEPTH": ordered("minimumDepthInMeters", "maximumDepthInMeters", least_read=0),
}
