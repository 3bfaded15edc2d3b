"""The pane of facets: how many records have which status, name, place, date ..., and narrowing by them with keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.ui.catalogue import reads
from curatorbench.ui.catalogue.facet_lines import LINE_ROLE, FacetLines
from curatorbench.ui.catalogue.facet_tree import Counted, FacetTree, Kind, Line, Node, Path, choices_in
from curatorbench.ui.catalogue.search import Burst
from curatorbench.ui.look.language import status_word
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate
from curatorbench.ui.operations.operations import Change, Changed, Operations
from curatorbench.ui.records.records_model import Index

_AGAIN = 2000  # ms at least between two counts of what worker processes change
_REST = 100  # ms without another question before anything is counted

_TITLES: dict[str, str] = {
    "status": QT_TRANSLATE_NOOP("facets", "Status"),
    "taxon": QT_TRANSLATE_NOOP("facets", "Taxon"),
    "place": QT_TRANSLATE_NOOP("facets", "Place"),
    "date": QT_TRANSLATE_NOOP("facets", "Date"),
    "person": QT_TRANSLATE_NOOP("facets", "Collector"),
    "storage": QT_TRANSLATE_NOOP("facets", "Storage"),
    "collection": QT_TRANSLATE_NOOP("facets", "Collection"),
    "batch": QT_TRANSLATE_NOOP("facets", "Batch"),
}


def title(facet: str) -> str:
    return translate("facets", _TITLES[facet])


class LinesModel(QAbstractListModel):
    """The lines of the tree; while they are the same nodes, only what they say is replaced."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> bool:
        """True if the same lines stand where they stood."""
        same = [(line.kind, line.node) for line in lines] == [(line.kind, line.node) for line in self._lines]
        if not same:
            self.beginResetModel()
        self._lines = lines
        if same and lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
        elif not same:
            self.endResetModel()
        return same

    def line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, node: Node) -> int:
        return next((row for row, line in enumerate(self._lines) if line.node == node), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return words(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _said(line)
        return None


class Facets(QListView):
    """Arrows move, Space and Enter choose, Left and Right fold; letters seek among the values of a facet."""

    narrowed = Signal()  # other values are chosen
    counted = Signal()  # counts have come
    scanned = Signal(str, bool)  # what a scanner typed, True

    def __init__(self, operations: Operations, burst: Burst) -> None:
        super().__init__()
        self._operations, self._burst = operations, burst
        self._question = Question()
        self.tree = FacetTree()
        self._lines = LinesModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(FacetLines(self.tree, self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Narrow by"))
        self.setAccessibleDescription(self.tr("Space chooses, Left and Right fold, letters seek among the values."))
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._count)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._count)
        operations.changed.connect(self._on_changed)
        self._show()

    # What is asked and chosen

    def narrow(self, question: Question) -> Question:
        """`question` with all that is chosen here."""
        return self.tree.narrowed(question)

    def follow(self, question: Question) -> None:
        """Count for another question (without the choices made here). What was counted stays until then."""
        self._question = question
        self._rest.start()

    def take_choices(self, question: Question) -> Question:
        """Choose what a kept question narrows by; what is left of it is returned."""
        self.tree.choices, rest = choices_in(question)
        for facet, path in self.tree.choices.items():
            self._name_choice(facet, path)
        self._show()
        return rest

    def take_off(self, facet: str) -> None:
        """Take the choice of a facet back."""
        if self.tree.choices.pop(facet, None):
            self._show()
            self.narrowed.emit()

    def choose_unit(self, unit: str, name: str) -> None:
        """Narrow to a storage unit, as if it had been chosen in the tree."""
        self.tree.choices["storage"] = (unit,)
        self.tree.labels[("storage", (unit,))] = name
        self._show()
        self.narrowed.emit()

    def take_all_off(self) -> None:
        if self.tree.choices:
            self.tree.choices.clear()
            self._show()

    def choice_words(self, facet: str) -> str:
        """`Place: Paraguay`, for the chip of a choice."""
        path = self.tree.choices[facet]
        named = " / ".join(
            label_of(facet, path[: n + 1], self.tree.label((facet, path[: n + 1]))) for n in range(len(path))
        )
        return f"{title(facet)}: {named}"

    def _choose(self, line: Line) -> None:
        if line.kind is Kind.VALUE:
            self.tree.choose(line.node)
            self._show()
            self.narrowed.emit()
        elif line.kind is Kind.MORE:
            self.tree.whole.add((line.facet, line.path[:-1]))
            self._show(line.node)
        elif line.kind is Kind.HEAD:
            self._fold(line, not line.is_open)

    def _name_choice(self, facet: str, path: Path) -> None:
        """A kept question has the identifier of a unit, a chip has its name."""
        unit = path[-1]
        if facet == "storage" and unit and (facet, path) not in self.tree.labels:
            asked = reads.unit_name(unit).success(lambda name: self._take_name((facet, path), name))
            self._operations.run(asked, self)

    def _take_name(self, node: Node, name: str) -> None:
        self.tree.labels[node] = name
        self.counted.emit()

    # Folding

    def _fold(self, line: Line, is_open: bool) -> None:
        if not line.can_open:
            return
        if is_open:
            self.tree.open(line.node)
            self._ask(line.node)
        else:
            self.tree.close(line.node)
        self._show(line.node)

    def _go_left(self, line: Line) -> None:
        if line.is_open:
            self._fold(line, False)
        elif line.path:
            self.setCurrentIndex(self._lines.index(self._lines.row_of((line.facet, line.path[:-1]))))

    def _go_right(self, line: Line, row: int) -> None:
        if not line.is_open:
            self._fold(line, True)
        elif row + 1 < self._lines.rowCount():
            self.setCurrentIndex(self._lines.index(row + 1))

    # Counting

    def _count(self) -> None:
        for node in self.tree.open_nodes():
            self._ask(node)

    def _ask(self, node: Node) -> None:
        if not self.tree.can_open(node):
            return
        level, question = self.tree.question_below(node, self._question)
        asked = reads.counted(level, question).newest(f"facet {node}")
        self._operations.run(asked.success(lambda values: self._take(node, values)), self)

    def _take(self, node: Node, values: list[Counted]) -> None:
        self.tree.take(node, values)
        self._show()
        self._go_to_first_sought()
        self.counted.emit()

    def _on_changed(self, changed: Changed) -> None:
        if changed.what & Change.RECORDS and self.isVisible() and not self._again.isActive():
            self._again.start()

    # Showing

    def _show(self, at: Node | None = None) -> None:
        """Put the lines anew; the current one stays the current one."""
        before = self._lines.line(self.currentIndex().row())
        node = at or (before.node if before else None)
        scrolled = self.verticalScrollBar().value()
        if self._lines.show_lines(self.tree.lines()):
            return
        row = self._lines.row_of(node) if node else 0
        while row < 0 and node and node[1]:
            node = (node[0], node[1][:-1])
            row = self._lines.row_of(node)
        self.setCurrentIndex(self._lines.index(max(0, row)))
        self.verticalScrollBar().setValue(scrolled)
        self.scrollTo(self.currentIndex())

    # Keys and mouse

    def showEvent(self, event: QShowEvent) -> None:
        """What was changed while the pane was folded or another bench in front was not counted."""
        super().showEvent(event)
        self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        line = self._lines.line(row)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if scanned := self._burst.hear(event):
            self._end_seeking()
            self.scanned.emit(scanned, True)
            return
        if line is None or not plain or not self._hear(event, line, row):
            super().keyPressEvent(event)

    def _hear(self, event: QKeyEvent, line: Line, row: int) -> bool:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Space and not self.tree.typed):
            self._choose(line)
        elif key == Qt.Key.Key_Left:
            self._go_left(line)
        elif key == Qt.Key.Key_Right:
            self._go_right(line, row)
        elif key == Qt.Key.Key_Escape and self.tree.sought:
            self._seek(line, "")
        elif key == Qt.Key.Key_Backspace and self.tree.sought:
            self._seek(line, self.tree.typed[:-1])
        elif text and text.isprintable():
            self._seek(line, self.tree.typed + text)
        else:
            return False
        return True

    def _seek(self, line: Line, typed: str) -> None:
        """Show only the values that hold `typed`, of the node that the line is in; a head is in its own."""
        node = self.tree.sought or (line.facet, line.path[:-1])
        if node not in self.tree.opened:
            self.tree.open(node)
            self._ask(node)
        self.tree.sought, self.tree.typed = (node, typed) if typed else (None, "")
        self._show()
        self._go_to_first_sought()
        self.viewport().update()

    def _go_to_first_sought(self) -> None:
        """To the first value that holds what was typed, unless the current one does."""
        node, line = self.tree.sought, self._lines.line(self.currentIndex().row())
        if node is None or (line and line.kind is Kind.VALUE and (line.facet, line.path[:-1]) == node):
            return
        first = self._lines.row_of(node) + 1
        below = self._lines.line(first)
        if below and below.kind is Kind.VALUE:
            self.setCurrentIndex(self._lines.index(first))

    def _end_seeking(self) -> None:
        self.tree.sought, self.tree.typed = None, ""
        self._show()

    def keyboardSearch(self, search: str) -> None:
        """Letters seek among the values, `_seek`."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self._lines.line(index.row()) if index.isValid() else None
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if line.can_open and FacetLines.is_on_sign(line, event.position().x()):
            self._fold(line, not line.is_open)
        else:
            self._choose(line)


def label_of(facet: str, path: Path, label: str) -> str:
    """How a value is called on screen."""
    value = path[-1]
    if value is None:
        return translate("facets", "none")
    if facet == "status":
        return status_word(RecordStatus(value))
    return value.replace("-", "–") if facet == "date" else label


def words(line: Line) -> str:
    """What a line says, without its count."""
    if line.kind is Kind.HEAD:
        return title(line.facet)
    if line.kind is Kind.MORE:
        return translate("facets", "{count} more").format(count=grouped(line.count or 0))
    if line.kind is Kind.NOTHING:
        return translate("facets", "nothing here")
    return label_of(line.facet, line.path, line.label)


def _said(line: Line) -> str:
    """A line for those who hear it."""
    parts = [words(line)]
    if line.kind is Kind.VALUE and line.count is not None:
        parts.append(translate("facets", "records: {count}").format(count=grouped(line.count)))
    if line.is_chosen and line.kind is Kind.VALUE:
        parts.append(translate("facets", "chosen"))
    if line.can_open:
        parts.append(translate("facets", "unfolded") if line.is_open else translate("facets", "folded"))
    return ", ".join(parts)
