"""What has happened to a record, step by step, as its history shows it."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.record import Absence, Source


@dataclass(frozen=True, slots=True)
class StepPart:
    """One part of a record that a step changed.

    `kind` is `field`, `fact` or a kind of link (`image`, `relation`, `identification`, `type`, `identifier`,
    `assertion`); `name` the term, the fact (`status`, `storageUnit`, `retired` ...) or what the link is about: an
    image's SHA-256, a relation's kind, an identifier's type. `before` and `after` are what stood there, None for
    nothing: values, the UUID of a unit or record, an image's role. `absence` says why a field has no value now.
    """

    kind: str
    name: str
    before: str | None
    after: str | None
    absence: Absence | None = None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class RecordStep:
    """One change of a record: who, when (ISO 8601 UTC, to be read; order is `revision`'s), from what, and what.

    `kind` says what the step was about (`created`, `values`, `status`, `asset`, `mended` ...), `action` whether it was
    done, undone or redone. `batch` and `batch_name` are set for what was done together with other changes.
    """

    revision: int
    kind: str
    action: str
    source: Source
    operator: str
    at: str
    parts: tuple[StepPart, ...]
    batch: str | None = None
    batch_name: str | None = None
    note: str | None = None
