"""What the Capture bench asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields

from curatorbench.domain.devices import DeviceFound, DeviceSetting
from curatorbench.domain.pictures import QualityReport
from curatorbench.domain.profiles import Profile
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.capture.changes import Standing, standing
from curatorbench.ui.operations import changes
from curatorbench.ui.operations.operations import ChangeOperation, Lane, ReadOperation
from curatorbench.workflow import capture, settings
from curatorbench.workflow.capture import Station
from curatorbench.workflow.workbench import Workbench

_KEPT = "capture.session"  # the setting


@dataclass(frozen=True, slots=True)
class Begun:
    """What the last session here was begun with: addresses, names and codes as text. `storage` is the unit's id and
    `place` what it is called; `known` are devices that were connected here, by address."""

    profile: str = ""
    device: str = ""
    collection: str = ""
    storage: str = ""
    place: str = ""
    station: str = ""
    known: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Begun:
        """What a setting says, whoever wrote it; nothing of it where it cannot be read."""
        try:
            kept = json.loads(text or "{}")
        except ValueError:
            kept = {}
        kept = kept if isinstance(kept, dict) else {}
        names = {entry.name for entry in fields(cls)} - {"known"}
        known = kept.get("known")
        words = {name: str(value) for name, value in kept.items() if name in names}
        return cls(**words, known=dict(known) if isinstance(known, dict) else {})

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form of a new session begins with; `standing` is that of a session which was not ended."""

    begun: Begun
    profiles: tuple[Profile, ...]
    standing: Standing | None


def proposal(operator: str) -> ReadOperation[Proposal]:
    def work(bench: Workbench) -> Proposal:
        going = capture.current(bench, operator)
        return Proposal(
            Begun.read(str(settings.get(bench, _KEPT))),
            tuple(capture.profiles(bench)),
            standing(bench, going.id) if going else None,
        )

    return ReadOperation(work).newest("capture proposal")


def profiles() -> ReadOperation[list[Profile]]:
    return ReadOperation(capture.profiles).newest("capture profiles")


def keep(begun: Begun) -> ChangeOperation[None]:
    return changes.keep_setting(_KEPT, begun.text())


def found(heard: Callable[[DeviceFound], None]) -> ReadOperation[list[DeviceFound]]:
    """The devices that are there now. Takes seconds: buses are searched, in a process of its own.

    `heard` is called with each as it is found, on the thread of the search.
    """

    def work(bench: Workbench) -> list[DeviceFound]:
        devices = []
        for device in capture.found(bench):
            devices.append(device)
            heard(device)
        return devices

    return ReadOperation(work).of_folders().newest("devices found")


def device_settings(station: Station) -> ReadOperation[tuple[DeviceSetting, ...]]:
    asked: ReadOperation[tuple[DeviceSetting, ...]] = ReadOperation(lambda _: tuple(capture.settings(station))).newest(
        "device settings"
    )
    asked.lane = Lane.DEVICE
    return asked


def reports(hashes: Sequence[str]) -> ReadOperation[dict[str, QualityReport]]:
    """The checks of images (by SHA-256) that have been made."""
    return ReadOperation(
        lambda bench: {sha256: report for sha256 in hashes if (report := capture.checks(bench, sha256))}
    ).newest("capture reports")


def now(session_id: str) -> ReadOperation[Standing]:
    """The session as it is now: numbers and names of its exposures may have been read since."""
    return ReadOperation(lambda bench: standing(bench, session_id)).newest("capture standing")


def without_number() -> ReadOperation[list[RecordSummary]]:
    return ReadOperation(lambda bench: list(capture.without_number(bench))).newest("without a number")


def report(sha256: str) -> ReadOperation[QualityReport | None]:
    return ReadOperation(lambda bench: capture.checks(bench, sha256)).newest("one capture report")
