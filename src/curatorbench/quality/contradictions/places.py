"""Coordinates against the country, the label's own coordinates, and the state against its country."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

import pycountry

from curatorbench.quality.contradictions.contradiction import Contradiction, Surroundings
from curatorbench.quality.country_list import code_meant, code_named, countries, name_of
from curatorbench.quality.degrees import written
from curatorbench.quality.earth import KM_A_DEGREE, REACH_KM
from curatorbench.quality.locating import Spot, is_in, mistaken, outlines, spot
from curatorbench.quality.values import Values, fold, number, value

_COORDINATES = ("decimalLatitude", "decimalLongitude")
_BUFFER_KM = 10.0  # borders moved, and places are named by the nearest town
_NO_OUTLINE = frozenset({"XZ", "ZZ"})


def coordinates_against_country(values: Values, _: Surroundings) -> Contradiction | None:
    place, code = spot(values), _country(values)
    if place is None or not place.is_on_earth or code is None or code in _NO_OUTLINE:
        return None
    buffer, allowed = _BUFFER_KM + _vagueness(values, place), list(_family(code))
    found = [is_in(place, one, buffer) for one in allowed]
    if any(found) or all(one is None for one in found):
        return None
    terms = (*_COORDINATES, "country" if value(values, "country") else "countryCode")
    return Contradiction(terms, _where(place, code), _cause(place, allowed, buffer))


def _country(values: Values) -> str | None:
    named = value(values, "country").strip()
    return code_named(named) if named else code_meant(value(values, "countryCode"))


def _family(code: str) -> Iterator[str]:
    """The country, its territories, and the state that it belongs to: people write any of them."""
    yield code
    yield from (one.alpha2 for one in countries().values() if one.within == code)
    country = countries().get(code)
    if country and country.within:
        yield country.within


def _vagueness(values: Values, place: Spot) -> float:
    """Kilometres that the coordinates may be off: as stated, and half of the last decimal place."""
    stated = number(value(values, "coordinateUncertaintyInMeters")) or 0.0
    digits = min(len(text.partition(".")[2]) for text in (place.latitude_text, place.longitude_text))
    return max(stated, 0.0) / 1000 + float(KM_A_DEGREE) / 2 / float(10**digits)


def _where(place: Spot, code: str) -> str:
    held = outlines().holding(place.latitude, place.longitude)
    away = outlines().distances(place.latitude, place.longitude).get(code, math.inf)
    far = f"{away:.0f} km from" if away < REACH_KM else "far from"
    if held:
        return f"The coordinates lie in {' or '.join(sorted(map(name_of, held)))}, {far} {name_of(code)}."
    return f"The coordinates lie in the sea, {far} {name_of(code)}."


def _cause(place: Spot, allowed: list[str], buffer: float) -> str:
    named = dict.fromkeys(name for name, one in mistaken(place) if any(is_in(one, code, buffer) for code in allowed))
    causes = [_CAUSES[name] for name in named if name in _CAUSES]
    return f"{causes[0]}?" if causes else ""


_CAUSES = {
    "the sign of the latitude": "North for south",
    "the sign of the longitude": "East for west",
    "both signs": "Both signs turned",
    "latitude and longitude exchanged": "Latitude and longitude exchanged",
    "latitude and longitude exchanged, and a sign": "Latitude and longitude exchanged, and a sign turned",
    "latitude and longitude exchanged, and both signs": "Latitude and longitude exchanged, and both signs turned",
}


def off_the_earth(values: Values, _: Surroundings) -> Contradiction | None:
    place = spot(values)
    if place is None or place.is_on_earth:
        return None
    exchanged = abs(place.latitude) > 90 and abs(place.latitude) <= 180 and abs(place.longitude) <= 90
    sentence = f"No place has the coordinates {place.latitude_text}, {place.longitude_text}."
    return Contradiction(_COORDINATES, sentence, "Latitude and longitude exchanged?" if exchanged else "")


def latitude_as_written(values: Values, _: Surroundings) -> Contradiction | None:
    return _as_written(values, "Latitude", "NS", 90)


def longitude_as_written(values: Values, _: Surroundings) -> Contradiction | None:
    return _as_written(values, "Longitude", "EW", 180)


def _as_written(values: Values, which: str, letters: str, most: int) -> Contradiction | None:
    """Decimal against verbatim; a hundredth of a degree is for rounding."""
    verbatim, text = value(values, f"verbatim{which}"), value(values, f"decimal{which}")
    meant, found = written(verbatim, letters, most) if verbatim else None, number(text)
    if meant is None or found is None or abs(float(meant) - found) <= 0.01:
        return None
    turned = abs(float(meant) + found) <= 0.01
    sentence = f"The {which.lower()} {text} is not what the label has: {verbatim}."
    return Contradiction((f"decimal{which}", f"verbatim{which}"), sentence, "The sign is turned." if turned else "")


def state_against_country(values: Values, _: Surroundings) -> Contradiction | None:
    """A state that other countries have and the one named has not."""
    state, code = value(values, "stateProvince").strip(), _country(values)
    if not state or code is None or code not in _divided():
        return None
    homes = _homes().get(fold(state), frozenset())
    if not homes or homes & set(_family(code)):
        return None
    owners = " and ".join(sorted(name_of(home) for home in homes))
    sentence = f"{state} is a part of {owners}; none of that name is known in {name_of(code)}."
    return Contradiction(("stateProvince", "country" if value(values, "country") else "countryCode"), sentence)


@cache
def _homes() -> dict[str, frozenset[str]]:
    """Folded name of a part of a country -> the countries that have it (ISO 3166-2)."""
    found: dict[str, set[str]] = {}
    for division in pycountry.subdivisions:
        for name in {division.name, division.name.partition(" [")[0], division.name.partition(" (")[0]}:
            found.setdefault(fold(name), set()).add(division.country_code)
    return {name: frozenset(homes) for name, homes in found.items()}


@cache
def _divided() -> frozenset[str]:
    return frozenset(code for homes in _homes().values() for code in homes)
