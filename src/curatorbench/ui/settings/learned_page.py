"""What was learned, to be looked at and forgotten item by item: search, Enter forgets or uses again, undo undoes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from curatorbench.domain.learning import Item
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.language import term_label
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.rows import ID_ROLE, TwoEnds, say
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop
from curatorbench.ui.look.wording import translate

_MOST = 500  # rows; the search finds the others
_KINDS = {
    "value": noop("learned", "Known"),
    "correction": noop("learned", "Read so"),
    "run": noop("learned", "Numbers"),
    "place": noop("learned", "From there"),
    "refused": noop("learned", "Refused"),
    "trust": noop("learned", "Trust"),
}


class LearnedPage(QWidget):
    """`switch` is the control of the setting; `wanted` carries the item that is to be forgotten or used again."""

    wanted = Signal(object)  # Item
    entered = Signal(object)  # Item | None: the row that is current

    def __init__(self, switch: QWidget) -> None:
        super().__init__()
        self._items: Sequence[Item] = ()
        self._undo = ""
        self.search = QLineEdit(placeholderText=self.tr("Search what was learned"))
        self.search.setAccessibleName(self.tr("Search what was learned"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What was learned"))
        self.list.setItemDelegate(TwoEnds(self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        self.said = quiet_label()
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, 0)
        column.setSpacing(GRID)
        for part in (switch, self.search, self.list, self.said):
            column.addWidget(part, 1 if part is self.list else 0)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.itemActivated.connect(lambda _: self.turn())
        self.list.currentItemChanged.connect(lambda *_: self.entered.emit(self.item))

    @property
    def item(self) -> Item | None:
        """The item whose row is current."""
        row = self.list.currentItem()
        return next((item for item in self._items if row and item.id == row.data(ID_ROLE)), None)

    def take_items(self, items: Sequence[Item]) -> None:
        self._items = items
        self._fill()

    def show_keys(self, undo: str) -> None:
        self._undo = undo
        self._fill()

    def turn(self) -> None:
        """Forget the current item, or use it again."""
        if self.item and self.list.hasFocus():
            self.wanted.emit(self.item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down from the search, which leaves it, goes among what it found."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        chosen = self.item.id if self.item else ""
        words = self.search.text().casefold().split()
        found = [item for item in self._items if all(word in _searched(item) for word in words)]
        self.list.clear()
        for item in found[:_MOST]:
            self._add(item)
        row = next((r for r in range(self.list.count()) if self.list.item(r).data(ID_ROLE) == chosen), 0)
        self.list.setCurrentRow(row)
        self._say(len(found))

    def _add(self, item: Item) -> None:
        row = QListWidgetItem()
        row.setData(ID_ROLE, item.id)
        count = self.tr("one record") if item.records == 1 else self.tr("{n} records").format(n=grouped(item.records))
        end = self.tr("{count}, forgotten").format(count=count) if item.forgotten else count
        say(row, f"{kind_words(item)}: {item.said}", end)
        self.list.addItem(row)

    def _say(self, found: int) -> None:
        if not self._items:
            said = self.tr("Nothing yet. What people accept and correct on records is learned from.")
        elif found > _MOST:
            said = self.tr("The first {shown} of {found}; search to see others.").format(shown=_MOST, found=found)
        else:
            said = self.tr("Enter forgets what is chosen, or uses it again; {undo} takes that back.").format(
                undo=self._undo
            )
        self.said.setText(said)
        self.list.setAccessibleDescription(said)


def kind_words(item: Item) -> str:
    """What kind of thing it is, and of which field."""
    kind = translate("learned", _KINDS[item.kind])
    return f"{kind}, {term_label(item.term)}" if item.term else kind


def _searched(item: Item) -> str:
    return f"{kind_words(item)} {item.said} {item.id}".casefold()
