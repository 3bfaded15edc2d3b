"""The loop: expose, take in, next. What `take` has returned as saved is on disk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice

from curatorbench.capture.port import Shot
from curatorbench.domain.captures import Became, Exposure
from curatorbench.domain.devices import Ability
from curatorbench.domain.errors import BadInput, Conflict, StorageError
from curatorbench.domain.identifiers import mint
from curatorbench.domain.pictures import QualityReport
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.record import RecordSummary
from curatorbench.models.finding import explore
from curatorbench.models.history import batches
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, exposures, numbers, sittings
from curatorbench.models.records.exposures import Kept
from curatorbench.models.records.sittings import Sitting
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.workflow.capture import arriving, deciding
from curatorbench.workflow.capture.showing import shown
from curatorbench.workflow.capture.stations import Station
from curatorbench.workflow.workbench import Workbench


def shoot(station: Station, progress: Progress = silent) -> Shot:
    """Press the shutter once. Raises BadInput where there is none, DeviceError."""
    _need(station, Ability.SHUTTER, "be told to expose", "Expose at the device: what it makes is taken in.")
    shot = station.device.shoot(progress)
    station.handed.take(shot)
    return shot


def next_page(station: Station, progress: Progress = silent) -> Shot | None:
    """Feed and scan one page; None when the feeder is empty. Raises BadInput where there is none, DeviceError."""
    _need(station, Ability.FEEDER, "feed pages", "Lay each page on the glass.")
    shot = station.device.next_page(progress)
    if shot is not None:
        station.handed.take(shot)
    return shot


def waiting(station: Station) -> list[Shot]:
    """What has arrived by itself, or was left by a program that was killed, the oldest first; before it what the
    camera left at an earlier connection. Raises DeviceError."""
    return [shot for shot in (*station.left.shots(), *station.device.shots(silent)) if station.handed.take(shot)]


def left_behind(station: Station) -> int:
    """How many pictures of an earlier connection of the camera are still to be taken in. Each becomes a question."""
    return station.left.count


def take(
    bench: Workbench, station: Station | None, session_id: str, shot: Shot, *, is_reshoot: bool = False
) -> Exposure:
    """Take an exposure in and say what became of it: by then all of it is on disk, and the device may forget it.

    `is_reshoot`: it stands in the place of the last one. What an earlier connection left is HELD, for whose it is
    nobody here knows, and never erased from the card. What a disk or database refuses is FAILED, and is offered
    by the device again; so is a shot at which anything else is raised. Raises NotFound for an unknown session.
    """
    with ExitStack() as not_taken:
        if station is not None:
            not_taken.callback(station.handed.give_back, shot)
        with bench.workspace.store.read() as session:
            sittings.sitting(session, session_id)
        try:
            whose = deciding.Whose() if station is not None and station.left.has(shot) else None
            taken, safe = arriving.arrive(bench, session_id, shot, is_reshoot=is_reshoot, whose=whose)
        except StorageError as error:
            return Exposure(mint(), shot.files, Became.FAILED, error=error)
        if station is not None:
            _let_go(bench, station, session_id, shot, safe)
        not_taken.pop_all()  # from here on the station gives it back, once it is released
    return taken


def undo_last(bench: Workbench, session_id: str) -> Exposure | None:
    """Take the last exposure back: a record that it made is withdrawn, from others its picture is taken off, the
    original stays. None where there is nothing. Raises Conflict where others have worked on it since."""
    with bench.workspace.store.write() as session:
        sitting = sittings.sitting(session, session_id)
        last = exposures.last_done(session, sitting.key)
        if last is None:
            return None
        if last.batch is not None:
            person = operator_of(session, sitting.operator)
            back = batches.take_back(session, last.batch, person, "undo")
            if back.skipped:
                raise Conflict(
                    f"The last capture was worked on since ({', '.join(name for _, name in back.skipped)}).",
                    "Mend the record itself.",
                )
        return shown(session, _gone_back(session, sitting, last))


def recent(bench: Workbench, session_id: str, count: int = 8) -> list[Exposure]:
    """The newest exposures that stand, the newest first. Raises NotFound."""
    with bench.workspace.store.read() as session:
        sitting = sittings.sitting(session, session_id)
        return [shown(session, kept) for kept in islice(exposures.standing(session, sitting.key), count)]


def checks(bench: Workbench, sha256: str) -> QualityReport | None:
    """What the checks said of an image, None while they have not."""
    with bench.workspace.store.read() as session:
        asset = assets.asset_by_hash(session, sha256)
        return readings.quality_of(session, asset.id) if asset else None


def record_of(bench: Workbench, sha256: str) -> RecordSummary | None:
    """The record that an exposure belongs to now, with the exposure as its image: its own, or one that its code met."""
    with bench.workspace.store.read() as session:
        owners = assets.materials_of(session, sha256)
        return replace(explore.page(session, owners[0]).summary, asset_sha256=sha256) if owners else None


def _need(station: Station, ability: Ability, what: str, hint: str) -> None:
    if ability not in station.abilities:
        raise BadInput(f"{station.name} cannot {what}.", hint)


def _let_go(bench: Workbench, station: Station, session_id: str, shot: Shot, safe: Sequence[str]) -> None:
    with bench.workspace.store.read() as session:
        profile = sittings.sitting(session, session_id).profile
    may_erase = profile.erases_card and Ability.ERASING in station.abilities and not station.left.has(shot)
    station.handed.release(shot, safe if may_erase else ())


def _gone_back(session: Session, sitting: Sitting, last: Kept) -> Kept:
    """The session is where it was before the exposure; what was answered is a question again."""
    before = last.before
    if "storage" in before:
        sittings.change(
            session,
            sitting.key,
            storage_unit_id=before["storage"],
            sticky=before["sticky"],
            asks_again=before["asks_again"],
        )
    if last.number is not None:
        template = sitting.profile.number
        numbers.take_back(session, sitting.collection_id, template, last.number, before.get("number"))
    if exposures.was_asked(last):
        exposures.save(session, again := exposures.asked_again(last))
        return again
    sittings.change(session, sitting.key, closed_at=before.get("closed_at", 0), view="")
    exposures.save(session, replace(last, is_undone=True))
    return last
