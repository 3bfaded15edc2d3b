"""A record as people see it: its fields, where each came from, and what has happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from curatorbench.domain.suggestion import Judgement, Suggestion


class RecordStatus(StrEnum):
    """How far a record has come. Only `approved` has been signed off by a curator."""

    CAPTURED = "captured"
    READ = "read"
    CHECKED = "checked"
    APPROVED = "approved"
    WITHHELD = "withheld"


class Absence(StrEnum):
    """Why a field has no value. Not yet read is the absence of any row."""

    EMPTY = "empty"  # a person looked, there is none
    UNREADABLE = "unreadable"  # a person looked and cannot read it


class SourceKind(StrEnum):
    """Who made a value the record's."""

    PERSON = "person"
    RULE = "rule"
    IMPORT = "import"
    CAPTURE = "capture"
    SYNC = "sync"


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is the operator's, the rule's, the archive's or the device's."""

    kind: SourceKind
    name: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One row of a field's append-only history. `value` None with `absence` None means withdrawn.
    `at` is ISO 8601 UTC for people to read; order is `revision`'s, never the clock's."""

    term: str
    value: str | None
    verbatim: str | None
    absence: Absence | None
    revision: int
    source: Source
    checked: bool
    at: str
    operator: str
    batch: str | None


class UndoVerb(StrEnum):
    """The two ways through what a person did."""

    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Undone:
    """A step of a person that was taken back or done again, as what is so now: a field with its value (None with
    `absence` None where it has none), the record's `status`, or else `what`: the fact or kind of link that changed;
    `retired` where the record itself came or went, and `is_there` says which.

    `material_entity_id` is empty where it was no record's. A batch is one step: `batch` is its name, `records` how many
    were put back, the first of them in `material_entity_id`, `skipped` how many parts others had changed since."""

    material_entity_id: str
    catalog_number: str | None
    verb: UndoVerb
    term: str | None = None
    value: str | None = None
    absence: Absence | None = None
    status: RecordStatus | None = None
    what: str = ""
    is_there: bool = True
    batch: str | None = None
    records: int = 1
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class RecordSummary:
    """One row of a list of records."""

    material_entity_id: str
    collection: str
    catalog_number: str | None
    scientific_name: str | None
    status: RecordStatus
    asset_sha256: str | None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything about one record that a screen shows. `values` are the current ones by term;
    `suggestions` are of the newest reading, best first; `assets` are the SHA-256 of its images;
    `image_faults` say in sentences what the checks found wrong with them."""

    summary: RecordSummary
    values: dict[str, FieldChange]
    suggestions: tuple[Suggestion, ...]
    judgements: tuple[Judgement, ...]
    assets: tuple[str, ...]
    image_faults: tuple[str, ...] = ()
