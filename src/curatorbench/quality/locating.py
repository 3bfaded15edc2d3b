"""A pair of coordinates against a country: on its land, in its waters, or elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curatorbench.quality.country_list import HIGH_SEAS
from curatorbench.quality.earth import ERROR_KM
from curatorbench.quality.values import Values, number, value

if TYPE_CHECKING:
    from curatorbench.quality.outlines import Outlines

EXCLUSIVE_ZONE_KM = 370.4  # 200 nautical miles from the coast


@dataclass(frozen=True, slots=True)
class Spot:
    """Coordinates in degrees, with how they were written."""

    latitude: float
    longitude: float
    latitude_text: str
    longitude_text: str

    @property
    def is_on_earth(self) -> bool:
        return abs(self.latitude) <= 90 and abs(self.longitude) <= 180


def outlines() -> Outlines:
    """The outlines of countries. numpy comes with them, only where there are coordinates: no window waits for it."""
    from curatorbench.quality import outlines as drawn

    return drawn.read()


def spot(values: Values) -> Spot | None:
    """The record's decimal coordinates; None where they are missing or no numbers."""
    texts = value(values, "decimalLatitude").strip(), value(values, "decimalLongitude").strip()
    latitude, longitude = map(number, texts)
    return None if latitude is None or longitude is None else Spot(latitude, longitude, *texts)


def country_of(place: Spot) -> str | None:
    """The one country whose land or waters hold the place, the high seas' code outside all of them; None where two
    do."""
    held = outlines().holding(place.latitude, place.longitude)
    if held:
        return next(iter(held)) if len(held) == 1 else None
    distances = outlines().distances(place.latitude, place.longitude)
    nearest = min(distances, key=lambda code: distances[code], default=HIGH_SEAS)
    return nearest if distances.get(nearest, EXCLUSIVE_ZONE_KM) <= EXCLUSIVE_ZONE_KM else HIGH_SEAS


def is_in(place: Spot, code: str, buffer_km: float) -> bool | None:
    """Whether the place is in the country, its waters, or not farther from either than `buffer_km`; None for a code
    without an outline. Waters reach 200 nautical miles, or half the way to a nearer coast."""
    distances = outlines().distances(place.latitude, place.longitude)
    at_sea = not outlines().holding(place.latitude, place.longitude)
    nearest = min(distances.values(), default=math.inf)
    if code == HIGH_SEAS:
        return at_sea and nearest > EXCLUSIVE_ZONE_KM
    if not outlines().has(code):
        return None
    away = distances.get(code, math.inf)
    if away <= buffer_km + ERROR_KM:
        return True
    return at_sea and away <= min(EXCLUSIVE_ZONE_KM, nearest) + buffer_km


def mistaken(place: Spot) -> Iterator[tuple[str, Spot]]:
    """What the coordinates would be had signs been lost or the two been exchanged, each with its name."""
    north, east = place.latitude_text, place.longitude_text
    for name, latitude, longitude in (
        ("the sign of the latitude", _turned(north), east),
        ("the sign of the longitude", north, _turned(east)),
        ("both signs", _turned(north), _turned(east)),
        ("latitude and longitude exchanged", east, north),
        ("latitude and longitude exchanged, and a sign", _turned(east), north),
        ("latitude and longitude exchanged, and a sign", east, _turned(north)),
        ("latitude and longitude exchanged, and both signs", _turned(east), _turned(north)),
    ):
        other = Spot(float(latitude), float(longitude), latitude, longitude)
        if other.is_on_earth and (other.latitude, other.longitude) != (place.latitude, place.longitude):
            yield name, other


def _turned(text: str) -> str:
    return text[1:] if text.startswith("-") else f"-{text.removeprefix('+')}"
