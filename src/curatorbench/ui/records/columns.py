"""The columns a table of records can have: Darwin Core terms, and facts of the record that are no terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curatorbench.domain.terms import LABEL_TERMS, darwin_core
from curatorbench.ui.look.language import term_label
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate

IMAGE, STATUS, COLLECTION, MODIFIED = "image", "status", "collection", "modified"
LEAST, MOST = 5 * GRID, 80 * GRID  # px of a column
STEP = 2 * GRID  # px that a key makes a column wider

_FACTS: dict[str, str] = {
    IMAGE: QT_TRANSLATE_NOOP("columns", "Image"),
    STATUS: QT_TRANSLATE_NOOP("columns", "Status"),
    COLLECTION: QT_TRANSLATE_NOOP("columns", "Collection"),
    MODIFIED: QT_TRANSLATE_NOOP("columns", "Last changed"),
}
_WIDTHS: dict[str, int] = {
    IMAGE: 7 * GRID,
    STATUS: 12 * GRID,
    COLLECTION: 12 * GRID,
    MODIFIED: 18 * GRID,
    "catalogNumber": 16 * GRID,
    "scientificName": 24 * GRID,
    "recordedBy": 14 * GRID,
    "eventDate": 13 * GRID,
    "country": 11 * GRID,
    "locality": 30 * GRID,
    "habitat": 30 * GRID,
}
USUAL: tuple[str, ...] = (
    "catalogNumber", "scientificName", "recordedBy", "eventDate", "country", STATUS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is a term's or a fact's, `width` in px."""

    name: str
    width: int


def usual() -> tuple[Column, ...]:
    return tuple(Column(name, usual_width(name)) for name in USUAL)


def usual_width(name: str) -> int:
    return _WIDTHS.get(name, 14 * GRID)


def column_label(name: str) -> str:
    """What stands over a column, in the person's language."""
    return translate("columns", _FACTS[name]) if name in _FACTS else term_label(name)


def is_sortable(name: str) -> bool:
    return name != IMAGE


def every_column() -> list[str]:
    """All there are: what a form asks for first, then the facts, then the rest of Darwin Core in its order."""
    first = [*LABEL_TERMS, *_FACTS]
    return [*first, *(name for name in darwin_core() if name not in first)]


def asked_for(names: Iterable[str]) -> tuple[str, ...]:
    """Those columns whose values a page is read with; the others every row has."""
    return tuple(name for name in names if name not in (IMAGE, STATUS, COLLECTION))


def written(columns: Sequence[Column]) -> str:
    """Columns as one line of text, to be kept: `catalogNumber:128 country:112`."""
    return " ".join(f"{column.name}:{column.width}" for column in columns)


def read(text: str) -> tuple[Column, ...]:
    """What `written` wrote. What is no column any more is left out; the usual ones if none is left."""
    known = set(every_column())
    found: dict[str, Column] = {}
    for part in text.split():
        name, _, width = part.partition(":")
        if name in known:
            found[name] = Column(name, clamped(int(width)) if width.isdecimal() else usual_width(name))
    return tuple(found.values()) or usual()


def clamped(width: int) -> int:
    return min(max(width, LEAST), MOST)


def named(names: Iterable[str], widths: Mapping[str, int]) -> tuple[Column, ...]:
    """Columns by name, as wide as they were."""
    return tuple(Column(name, widths.get(name) or usual_width(name)) for name in dict.fromkeys(names))
