"""What the catalogue answers: rows of a table of records, and the questions that people keep under a name."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordSummary


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a table. `key` is its local key, `values` stand in the order of the columns asked for."""

    key: int
    summary: RecordSummary
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A question with the columns that show its answer, kept under a name."""

    name: str
    columns: tuple[str, ...]
    question: Question
