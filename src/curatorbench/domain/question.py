"""A question to the catalogue: what a list of records, a count or a batch edit is about."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.record import RecordStatus


@dataclass(frozen=True, slots=True)
class Question:
    """Every part narrows the answer; the empty question asks for all records in the order of capture.

    `text`: words of the accepted values, the last perhaps unfinished. `filters` are (name, value) where a name is
    a Darwin Core term, `year` (`1951`, `1950-1959`), `genus`, `collection`, `collector` or `taxon`; None as a value
    asks for records without one. `storage_unit` takes in everything below it, `batch` what it has touched. `sort`
    is a term or a fact of the record (`modified`, `status`), empty for the order of capture; records without that
    value come last.
    """

    text: str = ""
    filters: tuple[tuple[str, str | None], ...] = ()
    status: RecordStatus | None = None
    storage_unit: str | None = None
    batch: str | None = None
    sort: str = ""
    descending: bool = False
