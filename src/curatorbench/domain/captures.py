"""A sitting at a stand and what became of its exposures, as screens and commands show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.pictures import Barcode
from curatorbench.domain.profiles import Profile
from curatorbench.domain.record import RecordSummary
from curatorbench.domain.things import UnitPath


class Became(StrEnum):
    """What an exposure became. `held`: nothing was saved as a record yet, a person has to say what it is; its original
    is safe. `known`: the same content was taken in before. `context`: it showed a code of a drawer or a taxon.
    `put away`: a person said that no record shows it.
    """

    SAVED = "saved"
    MET = "met"
    HELD = "held"
    CONTEXT = "context"
    KNOWN = "known"
    AWAY = "put away"
    QUARANTINED = "quarantined"
    FAILED = "failed"


class Answer(StrEnum):
    """What a held exposure is: another picture of that record, a better one of the same view, or a thing of its own
    whose number has to be looked at; or it is put away, and stays as an original that no record shows."""

    ANOTHER = "another picture"
    RESHOT = "in place of the one before"
    APART = "a thing of its own"
    AWAY = "put away"


@dataclass(frozen=True, slots=True)
class CaptureSession:
    """What the next exposures become. `storage` is where the things lie, `sticky` the values that every one gets.

    `object` is the record whose views are being taken, None before the first one; `view` is the picture that comes
    next, `number` the number that the next thing will get where the profile mints numbers. `asks_again`: the unit was
    changed, and the sticky fields want to be looked at.
    """

    id: str
    collection: str
    profile: Profile
    operator: str
    station: str
    storage: UnitPath | None = None
    sticky: Mapping[str, str] = field(default_factory=dict)
    object: str | None = None
    view: str = ""
    number: str | None = None
    asks_again: bool = False


@dataclass(frozen=True, slots=True)
class Exposure:
    """What became of one exposure. `records` are those that its picture shows now (of a held one: those it may be of);
    `view` is the role of the image. `error` says why it could not be taken in, or what a person has to decide."""

    id: str
    files: tuple[Path, ...]
    became: Became
    sha256: str | None = None
    view: str = ""
    records: tuple[RecordSummary, ...] = ()
    codes: tuple[Barcode, ...] = ()
    has_unread_code: bool = False
    error: CuratorError | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How a sitting goes: things and exposures taken, how many its unit holds (None if nobody counted), the pace of
    the last ten minutes of work in things an hour (pauses left out), and how many images wait for a number."""

    things: int
    exposures: int
    expected: int | None
    per_hour: float
    without_number: int
