"""What the Capture bench does. A device has a lane of its own, and so has taking in: neither waits for the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from curatorbench.domain.captures import Answer, Became, CaptureSession, Exposure, Tally
from curatorbench.domain.profiles import Profile
from curatorbench.ui.capture.turns import Turn
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation, Lane, ReadOperation
from curatorbench.workflow import capture
from curatorbench.workflow.capture import Shot, Station
from curatorbench.workflow.workbench import Workbench

T = TypeVar("T")
SHOWN = 8  # exposures in the filmstrip


@dataclass(frozen=True, slots=True)
class Standing:
    """How a session stands after what was done to it: `recent` are its last exposures, the newest first, `held` those
    that wait for an answer, the oldest first. `exposure` is what this step was about."""

    session: CaptureSession
    tally: Tally
    recent: tuple[Exposure, ...] = ()
    held: tuple[Exposure, ...] = ()
    exposure: Exposure | None = None


class DeviceOperation(ChangeOperation[T]):
    lane = Lane.DEVICE


class IntakeOperation(ChangeOperation[T]):
    lane = Lane.INTAKE


def connect(address: str, operator: str) -> IntakeOperation[Station]:
    """After what was let go before: it may be the same device."""
    return IntakeOperation(
        lambda bench: capture.connect(bench, address, claimed_by=operator),
        label=translate("changes", "connect the device"),
        changes=Change.JOBS,
    )


def disconnect(station: Station) -> IntakeOperation[None]:
    """After all that is being taken in: the device is told what it may forget."""
    return IntakeOperation(
        lambda _: station.close(), label=translate("changes", "disconnect the device"), changes=Change.JOBS
    )


def shoot(station: Station) -> DeviceOperation[Shot]:
    return DeviceOperation(lambda _: capture.shoot(station), label=translate("changes", "expose"), changes=Change.JOBS)


def next_page(station: Station) -> DeviceOperation[Shot | None]:
    return DeviceOperation(
        lambda _: capture.next_page(station), label=translate("changes", "feed a page"), changes=Change.JOBS
    )


def adjust(station: Station, name: str, value: str) -> DeviceOperation[None]:
    return DeviceOperation(
        lambda _: capture.adjust(station, name, value),
        label=translate("changes", "set the device"),
        changes=Change.JOBS,
    )


def waiting(station: Station) -> ReadOperation[list[Shot]]:
    """What arrived at the device by itself; asked again and again, so that nothing is told of an empty answer."""
    asked: ReadOperation[list[Shot]] = ReadOperation(lambda _: capture.waiting(station))
    asked.lane = Lane.DEVICE
    return asked


def begin(
    profile: Profile, *, collection: str, operator: str, station: str, storage: str | None, sticky: Mapping[str, str]
) -> IntakeOperation[Standing]:
    def work(bench: Workbench) -> Standing:
        begun = capture.begin(
            bench,
            profile,
            collection=collection,
            operator=operator,
            station=station,
            storage=storage,
            sticky=sticky,
        )
        return standing(bench, begun.id)

    return IntakeOperation(work, label=translate("changes", "begin the session"), changes=Change.JOBS)


def end(session_id: str) -> IntakeOperation[None]:
    return IntakeOperation(
        lambda bench: capture.end(bench, session_id),
        label=translate("changes", "end the session"),
        changes=Change.JOBS,
    )


def take(
    station: Station, session_id: str, shot: Shot, turn: Turn, instead_of: Turn | None = None
) -> IntakeOperation[Standing]:
    """`turn` is told what came of it. `instead_of` is the exposure that this one is to replace."""

    def work(bench: Workbench) -> Standing:
        is_reshoot = instead_of is not None and not instead_of.came_to_nothing
        turn.came_to_nothing = True  # until it is saved, whatever is raised
        taken = capture.take(bench, station, session_id, shot, is_reshoot=is_reshoot)
        turn.came_to_nothing = taken.became is Became.FAILED
        return standing(bench, session_id, taken)

    return IntakeOperation(
        work, label=translate("changes", "take the exposure in"), changes=Change.RECORDS | Change.JOBS
    )


def answer(session_id: str, exposure_id: str, said: Answer) -> IntakeOperation[Standing]:
    return _step(
        session_id,
        lambda bench: capture.answer(bench, session_id, exposure_id, said),
        translate("changes", "say what the exposure is"),
    )


def undo_last(session_id: str, meant: Turn) -> IntakeOperation[Standing]:
    """`Standing.exposure` is None where there was nothing to undo, or nothing came of the exposure that was meant."""
    return _step(
        session_id,
        lambda bench: None if meant.came_to_nothing else capture.undo_last(bench, session_id),
        translate("changes", "take the last exposure back"),
    )


def next_object(session_id: str) -> IntakeOperation[Standing]:
    return _turn(
        session_id,
        lambda bench: capture.next_object(bench, session_id),
        translate("changes", "go on to the next thing"),
    )


def another_view(session_id: str, view: str) -> IntakeOperation[Standing]:
    return _turn(
        session_id,
        lambda bench: capture.another_view(bench, session_id, view),
        translate("changes", "another view of the same thing"),
    )


def change_unit(session_id: str, storage: str | None) -> IntakeOperation[Standing]:
    return _turn(
        session_id,
        lambda bench: capture.change_unit(bench, session_id, storage),
        translate("changes", "change the storage unit"),
    )


def hand_over(session_id: str, operator: str) -> IntakeOperation[Standing]:
    return _turn(
        session_id,
        lambda bench: capture.hand_over(bench, session_id, operator),
        translate("changes", "hand the session over"),
    )


def set_sticky(session_id: str, said: Mapping[str, str]) -> IntakeOperation[Standing]:
    """`said` are the terms that a person has written, empty for none; a code may have given the session others."""

    def work(bench: Workbench) -> None:
        capture.set_sticky(bench, session_id, {**capture.session(bench, session_id).sticky, **said})

    return _turn(session_id, work, translate("changes", "change what every record gets"))


def give_number(material_id: str, number: str, operator: str) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: capture.give_number(bench, material_id, number, operator),
        label=translate("changes", "give the number"),
        changes=Change.RECORDS | Change.FIELDS,
        material_id=material_id,
        can_be_undone=True,
    )


def save_profile(profile: Profile) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: capture.save_profile(bench, profile),
        label=translate("changes", "keep the profile"),
        changes=Change.SETTINGS,
    )


def delete_profile(name: str) -> ChangeOperation[None]:
    return ChangeOperation(
        lambda bench: capture.delete_profile(bench, name),
        label=translate("changes", "delete the profile"),
        changes=Change.SETTINGS,
    )


def standing(bench: Workbench, session_id: str, exposure: Exposure | None = None) -> Standing:
    return Standing(
        capture.session(bench, session_id),
        capture.tally(bench, session_id),
        tuple(capture.recent(bench, session_id, SHOWN)),
        tuple(capture.held(bench, session_id)),
        exposure,
    )


def _step(session_id: str, work: Callable[[Workbench], Exposure | None], label: str) -> IntakeOperation[Standing]:
    """Something that an exposure becomes, or no longer is."""
    return IntakeOperation(
        lambda bench: standing(bench, session_id, work(bench)), label=label, changes=Change.RECORDS | Change.JOBS
    )


def _turn(session_id: str, work: Callable[[Workbench], object], label: str) -> IntakeOperation[Standing]:
    """The session itself goes on; no record is touched."""

    def both(bench: Workbench) -> Standing:
        work(bench)
        return standing(bench, session_id)

    return IntakeOperation(both, label=label, changes=Change.JOBS)
