"""All checks for contradictions, in the order in which a form shows their fields."""

from __future__ import annotations

from curatorbench.quality.contradictions import heights, numbers, places, times
from curatorbench.quality.contradictions.contradiction import Check, Contradiction, Surroundings
from curatorbench.quality.values import Values

CHECKS: tuple[Check, ...] = (
    times.collected_in_future,
    times.outside_collectors_life,
    times.date_as_written,
    times.parts_of_date,
    places.state_against_country,
    *numbers.CHECKS,
    places.off_the_earth,
    places.coordinates_against_country,
    places.latitude_as_written,
    places.longitude_as_written,
    heights.impossible_elevation,
    heights.elevation_order,
    heights.elevation_as_written,
    heights.impossible_depth,
    heights.depth_order,
    heights.depth_as_written,
    times.determined_in_future,
    times.determined_before_collected,
    times.outside_determiners_life,
)


def contradictions(values: Values, around: Surroundings | None = None) -> tuple[Contradiction, ...]:
    """What the values say against each other; of each check at most one."""
    surroundings = around or Surroundings()
    return tuple(found for check in CHECKS if (found := check(values, surroundings)))
