"""What lists of records ask, as named functions that return an operation not yet run."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from curatorbench.domain.found import Row
from curatorbench.domain.question import Question
from curatorbench.domain.things import UnitPath
from curatorbench.ui.operations.operations import ReadOperation
from curatorbench.ui.records import key_rows
from curatorbench.ui.records.key_rows import Difference
from curatorbench.workflow import explore, storage
from curatorbench.workflow.workbench import Workbench

PAGE = 200  # rows read at once


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The first rows of an answer, with values of `columns`. There may be more if `keys` are PAGE."""

    columns: tuple[str, ...]
    keys: array[int]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys of an answer and how they differ from the `old` ones that were shown."""

    keys: array[int]
    old: array[int]
    difference: Difference


def first_page(question: Question, columns: Sequence[str]) -> ReadOperation[FirstPage]:
    def work(bench: Workbench) -> FirstPage:
        keys = explore.keys(bench, question, limit=PAGE)
        return FirstPage(tuple(columns), keys, explore.rows(bench, keys, columns))

    return ReadOperation(work).newest("catalogue rows")


def all_keys(question: Question, old: array[int]) -> ReadOperation[Keys]:
    """`old` are the keys that are shown now; what differs is found beside the UI thread, too."""

    def work(bench: Workbench) -> Keys:
        keys = explore.keys(bench, question)
        return Keys(keys, old, key_rows.difference(old, keys))

    return ReadOperation(work).counting().newest("catalogue keys")


def rows(keys: Sequence[int], columns: Sequence[str]) -> ReadOperation[list[Row]]:
    return ReadOperation(lambda bench: explore.rows(bench, keys, columns))


def key_of(material_id: str) -> ReadOperation[int | None]:
    """The local key of a record, None if there is none."""
    return ReadOperation(lambda bench: next(iter(explore.keys_of(bench, [material_id])), None))


def exactly(text: str) -> ReadOperation[Row | UnitPath | None]:
    """What bears `text`, as a scanner reads it: the one record of that number or UUID, else the storage unit of that
    barcode; None if it is neither, or not just one."""
    return ReadOperation(lambda bench: _exactly(bench, text.strip())).newest("catalogue scan")


def _exactly(bench: Workbench, text: str) -> Row | UnitPath | None:
    keys: Sequence[int] = explore.keys(bench, Question(filters=(("catalogNumber", text),)), limit=2)
    if not keys and _is_uuid(text):
        keys = explore.keys_of(bench, [str(UUID(text))])
    if len(keys) == 1:
        return explore.rows(bench, keys, ())[0]
    units = storage.find(bench, text, limit=1) if not keys else []
    return next((unit for unit in units if unit.identifier == text), None)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
