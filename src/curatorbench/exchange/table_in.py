"""One described table of an archive as rows of values by term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from curatorbench.domain.publication import Problem
from curatorbench.exchange.archive_in import DataFile
from curatorbench.exchange.complaints import Complaints
from curatorbench.exchange.delimited import BrokenRow, Dialect, rows
from curatorbench.exchange.meta import TableDescription
from curatorbench.exchange.vocabulary import local_name, term_of_iri

_NO_TERM = ""
_KEYS = ("occurrenceID", "materialEntityID", "catalogNumber")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What becomes of each column: its term or `_NO_TERM`; and what holds where there is no cell or an empty one."""

    names: tuple[str, ...]
    defaults: dict[str, str]
    width: int

    @property
    def is_whole(self) -> bool:
        """Whether every column has a term."""
        return _NO_TERM not in self.names


def read_table(
    file: DataFile,
    table: TableDescription,
    complaints: Complaints,
    problems: list[Problem],
    *,
    all_terms: bool = False,
) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield (line, identifier or "", values) of every sound row; others are complained about.

    Terms outside Darwin Core are named once in `problems` and left out, unless `all_terms`.
    """
    plan = _plan(file.name, table, problems, all_terms)
    names, width, defaults, whole = plan.names, plan.width, plan.defaults, plan.is_whole
    identifier = table.identifier
    dialect = Dialect(table.encoding, table.separator, table.line_end, table.quote)
    with file.open() as content:
        for number, cells in rows(content, file.name, dialect):
            if number <= table.header_lines:
                continue
            if isinstance(cells, BrokenRow):
                complaints.row(number, cells.why)
                continue
            if len(cells) < width:
                complaints.row(number, f"it has {len(cells)} columns where {width} are described")
                continue
            values = {name: cell for name, cell in zip(names, cells) if cell}  # noqa: B905 - `strict` costs a tenth
            if not whole:
                values.pop(_NO_TERM, None)
            if defaults:
                values = {**defaults, **values}
            yield number, "" if identifier is None else cells[identifier], values


def _plan(file: str, table: TableDescription, problems: list[Problem], all_terms: bool) -> _Plan:
    names = [_NO_TERM] * table.width
    defaults: dict[str, str] = {}
    strangers: list[str] = []
    for field in table.fields:
        name = local_name(field.term) if all_terms else term_of_iri(field.term)
        if name is None:
            strangers.append(local_name(field.term))
            continue
        if field.default:
            defaults[name] = field.default
        if field.index is not None and name not in names:
            names[field.index] = name
    if strangers:
        listed = ", ".join(dict.fromkeys(strangers))[:500]
        problems.append(Problem(file, f"These columns are not Darwin Core terms and were left out: {listed}."))
    return _Plan(tuple(names), defaults, table.width)


def best_key(values: dict[str, str], number: int) -> str:
    """The identifier of a row that has none of its own: of the occurrence, the material, its number, or the line."""
    return next((values[name] for name in _KEYS if name in values), f"line {number}")
