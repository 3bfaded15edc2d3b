"""Terms that hold a decimal number, where something else stands: all other checks are silent about such a value."""

from __future__ import annotations

from curatorbench.quality.contradictions.contradiction import Check, Contradiction, Surroundings
from curatorbench.quality.degrees import written
from curatorbench.quality.values import Values, number, value


def latitude(values: Values, _: Surroundings) -> Contradiction | None:
    return _degrees(values, "Latitude", "NS", 90)


def longitude(values: Values, _: Surroundings) -> Contradiction | None:
    return _degrees(values, "Longitude", "EW", 180)


def _degrees(values: Values, which: str, letters: str, most: int) -> Contradiction | None:
    text = value(values, f"decimal{which}").strip()
    if not text or number(text) is not None:
        return None
    meant = written(text, letters, most)
    sentence = f"The {which.lower()} has to be a number of degrees, which “{text}” is not."
    return Contradiction((f"decimal{which}",), sentence, f"{meant}?" if meant else "")


def metres(term: str, name: str) -> Check:
    """The check of one term that is in metres; `name` is what its sentence calls it."""

    def check(values: Values, _: Surroundings) -> Contradiction | None:
        text = value(values, term).strip()
        if not text or number(text) is not None:
            return None
        return Contradiction((term,), f"The {name} has to be a number of metres, which “{text}” is not.")

    return check


CHECKS: tuple[Check, ...] = (
    latitude,
    longitude,
    metres("minimumElevationInMeters", "lowest elevation"),
    metres("maximumElevationInMeters", "highest elevation"),
)
