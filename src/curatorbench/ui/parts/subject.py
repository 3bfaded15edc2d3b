"""What a person has before them when they begin to mend: a record, a selection, an image, a field, a drawer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from curatorbench.domain.record import RecordSummary
from curatorbench.ui.parts.side import Side


@dataclass(frozen=True, slots=True)
class Subject:
    """`record` is the current one, `keys` the local keys of all that are selected, in the order of the list.

    `image` is the one that is seen (SHA-256), `images` all of the record in order; `term` the field or column that
    the keyboard is in, `unit` the storage unit (its UUID) that is being looked at. `is_growing`: all of an answer is
    selected, and not all of it has arrived.
    """

    record: RecordSummary | None = None
    keys: Sequence[int] = ()
    image: str = ""
    images: tuple[str, ...] = ()
    term: str = ""
    unit: str = ""
    is_growing: bool = False

    @property
    def number(self) -> str:
        return (self.record.catalog_number or "") if self.record else ""


@runtime_checkable
class Mendable(Protocol):
    """A bench on which things can be mended: panels slide into its side."""

    @property
    def side(self) -> Side: ...

    def subject(self) -> Subject: ...
