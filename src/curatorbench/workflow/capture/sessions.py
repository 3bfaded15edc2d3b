"""Sessions: what is being captured where, by whom, and how.

All of it is kept, so that a program that was killed goes on where it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from curatorbench.domain.captures import CaptureSession, Tally
from curatorbench.domain.errors import Conflict
from curatorbench.domain.profiles import Profile
from curatorbench.models.records import catalogue, exposures, numbers, profiles, sittings, storage
from curatorbench.models.records.sittings import Sitting
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.operators import operators
from curatorbench.models.store.store import Session
from curatorbench.workflow.capture import places
from curatorbench.workflow.values import checked
from curatorbench.workflow.workbench import Workbench

PACE_SECONDS = 600.0
PAUSE_SECONDS = 300.0  # longer than this between two exposures, nobody was working
_MOST_PACED = 1000  # exposures: more are not made in ten minutes
_SHORTEST = 60.0  # seconds over which a pace is told at the least: one thing after two seconds is no pace
_MOST_COUNTED = 1000


def begin(
    bench: Workbench,
    profile: Profile,
    *,
    collection: str,
    operator: str,
    station: str = "",
    storage: str | None = None,
    sticky: Mapping[str, str] = {},
) -> CaptureSession:
    """Begin a session in a collection (its code, made known if new); `storage` is the UUID of a unit, `sticky` values
    by Darwin Core term. Raises BadInput for what cannot be, NotFound for an unknown unit."""
    said = _said(sticky)
    with bench.workspace.store.write() as session:
        collection_id = catalogue.ensure_collection(session, collection.strip())
        catalogue.ensure_operator(session, operator)
        identifier = sittings.begin(session, collection_id, operator, profile, station, storage, said)
        return shown(session, sittings.sitting(session, identifier))


def session(bench: Workbench, identifier: str) -> CaptureSession:
    """Raises NotFound."""
    with bench.workspace.store.read() as reading:
        return shown(reading, sittings.sitting(reading, identifier))


def current(bench: Workbench, operator: str) -> CaptureSession | None:
    """The operator's session to go on with: the newest that was not ended."""
    with bench.workspace.store.read() as session:
        known = any(name == operator.strip() for _, name, _ in operators(session))
        identifier = sittings.open_one(session, operator) if known else None
        return shown(session, sittings.sitting(session, identifier)) if identifier else None


def end(bench: Workbench, identifier: str) -> None:
    """The session is over. Raises NotFound."""
    with bench.workspace.store.write() as session:
        sittings.end(session, identifier)


def change_unit(bench: Workbench, identifier: str, storage: str | None) -> CaptureSession:
    """What follows lies in another unit (its UUID), and is another thing; the sticky fields want to be looked at."""
    with bench.workspace.store.write() as session:
        sitting = sittings.sitting(session, identifier)
        move(session, sitting, storage)
        return shown(session, sittings.sitting(session, identifier))


def hand_over(bench: Workbench, identifier: str, operator: str) -> CaptureSession:
    """What follows is another person's work, and so is the session to go on with. Raises BadInput, NotFound."""
    with bench.workspace.store.write() as session:
        sitting = sittings.sitting(session, identifier)
        catalogue.ensure_operator(session, operator)
        sittings.change(session, sitting.key, operator_id=operator_of(session, operator).key)
        return shown(session, sittings.sitting(session, identifier))


def set_sticky(bench: Workbench, identifier: str, sticky: Mapping[str, str]) -> CaptureSession:
    """What every new thing gets from now on. Raises BadInput for what is no term or value."""
    said = _said(sticky)
    with bench.workspace.store.write() as session:
        sitting = sittings.sitting(session, identifier)
        sittings.change(session, sitting.key, sticky=said, asks_again=False)
        return shown(session, sittings.sitting(session, identifier))


def next_object(bench: Workbench, identifier: str) -> CaptureSession:
    """The thing has no more pictures: the next one begins another."""
    with bench.workspace.store.write() as session:
        sitting = sittings.sitting(session, identifier)
        newest = exposures.newest_key(session, sitting.key)
        sittings.change(session, sitting.key, closed_at=newest, view="")
        return shown(session, sittings.sitting(session, identifier))


def another_view(bench: Workbench, identifier: str, view: str) -> CaptureSession:
    """The next picture is one more of the last thing. Raises BadInput for no view, Conflict before the first thing."""
    profiles.check_view(view)
    with bench.workspace.store.write() as session:
        sitting = sittings.sitting(session, identifier)
        last = exposures.last_of_a_thing(session, sitting.key)
        if last is None or not places.things_of(session, last):
            raise Conflict("There is no thing yet that another picture could show.", "Capture one first.")
        sittings.change(session, sitting.key, view=view)
        return shown(session, sittings.sitting(session, identifier))


def tally(bench: Workbench, identifier: str) -> Tally:
    """How the session goes. Raises NotFound."""
    with bench.workspace.store.read() as session:
        sitting = sittings.sitting(session, identifier)
        taken, things = exposures.counts(session, sitting.key)
        pace = _pace(sitting.begun, exposures.moments(session, sitting.key, _MOST_PACED))
        waiting = len(numbers.numberless(session, _MOST_COUNTED, sitting.key))
        return Tally(things, taken, _expected(session, sitting), pace, waiting)


def move(session: Session, sitting: Sitting, unit: str | None) -> None:
    """Another unit within a transaction; the same one again changes nothing."""
    key = storage.unit_key(session, unit) if unit is not None else None
    if key != sitting.storage_key:
        newest = exposures.newest_key(session, sitting.key)
        asks = bool(sitting.sticky)
        sittings.change(session, sitting.key, storage_unit_id=key, asks_again=asks, closed_at=newest, view="")


def shown(session: Session, sitting: Sitting) -> CaptureSession:
    """A sitting as screens show it."""
    place = places.place(session, sitting)
    return CaptureSession(
        id=sitting.id,
        collection=sitting.collection,
        profile=sitting.profile,
        operator=sitting.operator,
        station=sitting.station,
        storage=sittings.unit_of(session, sitting),
        sticky=dict(sitting.sticky),
        object=place.object,
        view=place.view,
        number=None if place.things else places.next_number(session, sitting),
        asks_again=sitting.asks_again,
    )


def _pace(begun: str, moments: Sequence[tuple[str, int]]) -> float:
    """Things an hour over the last ten minutes of work. `moments` as from `exposures.moments`. A pause is left out, and
    so is the thing that ended it: how long that one took nobody knows. 0 where that leaves nothing."""
    worked = things = 0.0
    at = [datetime.fromisoformat(when) for when in (*(taken for taken, _ in moments), begun)]
    for (_, begins), (taken, earlier) in zip(moments, pairwise(at), strict=True):
        if worked >= PACE_SECONDS:
            break
        gap = (taken - earlier).total_seconds()
        if gap <= PAUSE_SECONDS:
            worked += max(0.0, gap)
            things += begins
    return things * 3600.0 / max(_SHORTEST, worked)


def _said(sticky: Mapping[str, str]) -> dict[str, str]:
    """Sticky values by plain term; those without a value are left out, and no two things have the same number."""
    said = checked(sticky)
    return {term: value for term, value in said.items() if value is not None and term != "catalogNumber"}


def _expected(session: Session, sitting: Sitting) -> int | None:
    unit = sittings.unit_of(session, sitting)
    counts = storage.holding_counts(session, unit.id) if unit else []
    return counts[0].number if counts else None
