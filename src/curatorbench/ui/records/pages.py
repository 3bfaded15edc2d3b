"""Pages of rows around what is seen: read when they are wanted, the latest wanted first, the oldest forgotten."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from curatorbench.domain.found import Row
from curatorbench.ui.operations.operations import Operations
from curatorbench.ui.records import reads
from curatorbench.ui.records.key_rows import no_keys
from curatorbench.ui.records.reads import PAGE

_KEPT = 60  # pages: 12,000 rows of some 2 KB
_WANTED = 6  # pages; what was scrolled past while others were read is not read any more
_KNOWN = 50_000  # materialEntityIDs whose key is remembered, so that going back to a record need not ask


class Pages(QObject):
    """Rows by their place in the answer. A row that is not at hand is None; it will arrive."""

    arrived = Signal(int, int)  # first and last row that can now be shown, or are shown as they now are

    def __init__(self, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self._keys = no_keys()
        self._columns: tuple[str, ...] = ()
        self._kept: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._stale: set[int] = set()  # shown still, to be read again when they are looked at
        self._wanted: list[int] = []
        self._reading: int | None = None
        self._age = 0  # answers to questions of an older age are not kept
        self._key_of: OrderedDict[str, int] = OrderedDict()

    def begin(self, keys: array[int], columns: Sequence[str], first: Sequence[Row] = ()) -> None:
        """Begin anew with the keys of another answer or other columns; `first` are rows of the first page."""
        self._keys, self._columns = keys, tuple(columns)
        self._forget()
        if first:
            self._keep(0, first)  # and nobody is told: who begins anew tells of all rows at once

    def move_on(self, keys: array[int]) -> None:
        """Other keys of the same question: rows that are known are shown where they now stand."""
        known = {row.key: row for page in self._kept.values() for row in page if row}
        self._keys = keys
        self._age += 1
        self._reading = None
        for page in list(self._kept):
            here = [known.get(key) for key in keys[page * PAGE : (page + 1) * PAGE]]
            self._kept[page] = here
            if not all(here):
                self._stale.add(page)
        self._read_next()

    def row(self, row: int) -> Row | None:
        """The row if it is at hand; it is not asked for."""
        page = self._kept.get(row // PAGE)
        return page[row % PAGE] if page and row % PAGE < len(page) else None

    def key_of(self, material_id: str) -> int | None:
        """The key of a record that was shown not long ago."""
        return self._key_of.get(material_id)

    def look_at(self, first: int, last: int, *, is_going_up: bool) -> None:
        """These rows are seen. Their pages are wanted first, then the next in the direction of scrolling."""
        seen = range(first // PAGE, max(0, last) // PAGE + 1)
        ahead = seen[0] - 1 if is_going_up else seen[-1] + 1
        for page in (ahead, *reversed(seen)):
            self._want(page)
        for page in seen:
            if page in self._kept:
                self._kept.move_to_end(page)
        self._read_next()

    def refresh(self, rows: Iterable[int] | None = None) -> None:
        """Read again the pages of these rows (None: all) as they are looked at. What is shown stays meanwhile."""
        pages = set(self._kept) if rows is None else {row // PAGE for row in rows} & self._kept.keys()
        self._stale |= pages

    def _want(self, page: int) -> None:
        is_there = page in self._kept and page not in self._stale
        if is_there or page == self._reading or not 0 <= page * PAGE < len(self._keys):
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        del self._wanted[:-_WANTED]

    def _read_next(self) -> None:
        if self._reading is not None or not self._wanted:
            return
        page = self._reading = self._wanted.pop()
        self._stale.discard(page)
        age, keys = self._age, self._keys[page * PAGE : (page + 1) * PAGE]
        asked = reads.rows(keys, self._columns).success(lambda rows: self._take(page, age, rows))
        self._operations.run(asked.failure(lambda _: self._fail(page, age)), self)

    def _take(self, page: int, age: int, rows: list[Row]) -> None:
        if age != self._age:
            return
        self._reading = None
        here = self._keep(page, rows)
        self.arrived.emit(page * PAGE, page * PAGE + here - 1)
        self._read_next()

    def _fail(self, page: int, age: int) -> None:
        """The rows stay empty until they are looked at again; a notice says why."""
        if age == self._age:
            self._reading = None
            self._wanted.clear()

    def _keep(self, page: int, rows: Sequence[Row]) -> int:
        """How many rows the page has."""
        there = {row.key: row for row in rows}
        keys = self._keys[page * PAGE : (page + 1) * PAGE]
        self._kept[page] = [there.get(key) for key in keys]
        self._kept.move_to_end(page)
        for row in rows:
            self._key_of[row.summary.material_entity_id] = row.key
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        while len(self._key_of) > _KNOWN:
            self._key_of.popitem(last=False)
        return len(keys)

    def _forget(self) -> None:
        self._age += 1
        self._reading = None
        self._kept.clear()
        self._stale.clear()
        self._wanted.clear()
