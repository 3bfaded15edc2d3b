"""What a test may be told, with the defaults that the standard gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from curatorbench.quality.bdq.responses import Response
from curatorbench.quality.values import Values


@dataclass(frozen=True, slots=True)
class Parameters:
    """Bounds and defaults of the tests; `today` is the day on which they run.

    `source_authority` None is the test's default authority; any other name is one that cannot be asked here, and tests
    that lean on an authority say so."""

    today: date = field(default_factory=date.today)
    source_authority: str | None = None
    earliest_event: date = date(1582, 11, 15)
    earliest_identification: date = date(1753, 1, 1)
    include_event_date: bool = True
    lowest_elevation: float = -430
    highest_elevation: float = 8850
    least_depth: float = 0
    greatest_depth: float = 11000
    spatial_buffer: float = 3000  # metres
    centre_buffer: float = 5000  # metres
    datum: str = "EPSG:4326"
    occurrence_status: str = "present"


Run = Callable[[Values, Parameters], Response]
Rows = dict[str, Run]  # a test's label in the standard, and how it runs
