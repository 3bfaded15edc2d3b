"""Mending: what a person is about to change on many records at once, said before it is done, and what was done.

Everything here is made in one batch, so that one key takes it back whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from curatorbench.domain.record import RecordStatus

# Records that a plan shows with their values before and after; it counts all of them.
SHOWN = 50


class Part(NamedTuple):
    """One thing of a record that changes: a term, `status`, `image`, `storageUnit`, `relation`...; None is nothing."""

    what: str
    before: str | None
    after: str | None


class ImageMove(NamedTuple):
    """An image (its SHA-256) that is on the record `source` and belongs to `target`; None: to one of its own."""

    sha256: str
    source: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """A record that will change. `material_entity_id` is None for one that will be made."""

    material_entity_id: str | None
    catalog_number: str | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TwoValues:
    """Both records of a merge have the term, and differ; `takes_other` says whose value will stand."""

    term: str
    kept: str | None
    other: str | None
    takes_other: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen. `name` is the batch's; `count` records will change, `already` are so; of the former
    `approved` and `withheld` many have that status. `records` are the first 50; `warnings` are sentences."""

    name: str
    count: int
    records: tuple[PlannedRecord, ...] = ()
    warnings: tuple[str, ...] = ()
    already: int = 0
    approved: int = 0
    withheld: int = 0
    conflicts: tuple[TwoValues, ...] = ()


class Skipped(NamedTuple):
    """A record that was left as it is, and why, in a sentence."""

    material_entity_id: str
    catalog_number: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: `batch` takes it back (None where nothing had to change), `records` were changed.

    `made` are the records that were made for it (placeholders, the other half of a split).
    """

    batch: str | None
    name: str
    records: int
    skipped: tuple[Skipped, ...] = ()
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetTerm:
    """The term gets the value, whatever it had."""

    term: str
    value: str


@dataclass(frozen=True, slots=True)
class FillEmpty:
    """The term gets the value where it has none and nobody said why; what a person found empty stays empty."""

    term: str
    value: str


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Every `find` inside the term's value becomes `replacement`; case counts unless `any_case`.

    `whole_words`: only where no letter or digit stands before or after it.
    """

    term: str
    find: str
    replacement: str
    whole_words: bool = False
    any_case: bool = False


@dataclass(frozen=True, slots=True)
class ClearTerm:
    """The term has no value any more."""

    term: str


@dataclass(frozen=True, slots=True)
class MoveStatus:
    """The record moves to the status."""

    status: RecordStatus


@dataclass(frozen=True, slots=True)
class PutInto:
    """The thing lies in the storage unit (its UUID) from now on; None: in none that is known."""

    storage_unit: str | None


Edit = SetTerm | FillEmpty | ReplaceText | ClearTerm | MoveStatus | PutInto


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as a list shows it. `records` were changed of `planned` that were to be (0: not said in advance);
    fewer are left of one that was cancelled or cut off. `taken_back_by` is the batch that took this one back."""

    batch: str
    name: str
    operator: str
    made: str
    records: int
    planned: int = 0
    taken_back_by: str | None = None
    takes_back: bool = False
