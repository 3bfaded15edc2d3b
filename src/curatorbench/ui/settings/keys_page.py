"""The keys: search an action, Enter, press the new key. A clash is said, the same key again takes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from curatorbench.ui.actions.action import Action, native
from curatorbench.ui.actions.keys import KeyMap
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.rows import ID_ROLE, TwoEnds, say

_BARE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyList(QListWidget):
    """Actions with their keys. While it listens, the next key is what it hears, whatever that does elsewhere."""

    heard = Signal(str)  # a key by its portable name
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_listening = False
        self.setItemDelegate(TwoEnds(self))
        self.setAccessibleName(self.tr("Actions and their keys"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def event(self, event: QEvent) -> bool:
        """Before any shortcut, and before Tab moves the focus."""
        if self.is_listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self._hear(event)
            event.accept()
            return True
        return super().event(event)

    def _hear(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.given_up.emit()
        elif event.key() not in _BARE:
            pressed = QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(event.key())))
            self.heard.emit(pressed.toString(QKeySequence.SequenceFormat.PortableText))


class KeysPage(QWidget):
    wanted = Signal(object)  # KeyMap: keep this one

    def __init__(self, keys: KeyMap) -> None:
        super().__init__()
        self._keys = keys
        self._asked = ""  # the key that clashed: pressed again, it is meant
        self._is_filled = False
        self.search = QLineEdit(placeholderText=self.tr("Search an action or a key"))
        self.search.setAccessibleName(self.tr("Search an action or a key"))
        self.search.setClearButtonEnabled(True)
        self.list = KeyList()
        self.said = quiet_label()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.search, self.list, self.said):
            column.addWidget(part)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.returnPressed.connect(self._on_found)
        self.list.itemActivated.connect(lambda _: self.listen())
        self.list.heard.connect(self._on_heard)
        self.list.given_up.connect(self._rest)
        self._rest()

    def showEvent(self, event: QShowEvent) -> None:
        """A hundred rows are made when they are first looked at."""
        super().showEvent(event)
        if not self._is_filled:
            self._fill()

    @property
    def action(self) -> Action | None:
        """The action whose row is current."""
        item = self.list.currentItem()
        return next((a for a in self._keys.table if item and a.id == item.data(ID_ROLE)), None)

    def take_keys(self, keys: KeyMap) -> None:
        self._keys = keys
        if self._is_filled:
            self._fill()
        if not self.list.is_listening:
            self._rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down from the search, which leaves it, goes among what it found."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _on_found(self) -> None:
        """Where one action was found, Enter means that one."""
        self.list.setFocus()
        if self.list.count() == 1:
            self.listen()

    def listen(self) -> None:
        if self.action:
            self.list.is_listening = True
            self._say(self.tr("Press the new key for “{what}”. Esc leaves it as it is."), what=self.action.shown_text)

    def take_away(self) -> None:
        if self.action and self.list.hasFocus():
            self.wanted.emit(self._keys.changed(self.action.id, ()))

    def reset(self) -> None:
        if self.action:
            self.wanted.emit(self._keys.reset(self.action.id))

    def reset_all(self) -> None:
        self.wanted.emit(self._keys.reset())

    def _on_heard(self, key: str) -> None:
        action = self.action
        if action is None:
            return
        clashes = self._keys.clashes(action.id, key)
        if clashes and self._asked != key:
            self._asked = key
            others = ", ".join(f"“{other.shown_text}”" for other in clashes)
            said = self.tr("{key} is the key of {others}. Press it again to take it, or another key; Esc leaves it.")
            self._say(said, key=native(key), others=others)
            return
        self._rest()
        self.wanted.emit(self._keys.changed(action.id, (key,)))

    def _rest(self) -> None:
        self.list.is_listening = False
        self._asked = ""
        said = self.tr("Enter changes a key, {none} takes it away, {default} puts the default back, {undo} undoes.")
        ids = {"none": "keys.none", "default": "setting.default", "undo": "edit.undo"}
        self._say(said, **{part: self._keys.words(id_) for part, id_ in ids.items()})

    def _say(self, text: str, **parts: str) -> None:
        self.said.setText(text.format(**parts))
        self.list.setAccessibleDescription(self.said.text())

    def _fill(self) -> None:
        self._is_filled = True
        chosen = self.action
        words = self.search.text().casefold().split()
        self.list.clear()
        for action in self._keys.table:
            keys = ", ".join(native(key) for key in self._keys.keys(action.id))
            if all(word in f"{action.shown_group} {action.shown_text} {keys}".casefold() for word in words):
                self._add(action, keys)
        row = next((r for r in range(self.list.count()) if chosen and self._id(r) == chosen.id), 0)
        self.list.setCurrentRow(row)

    def _id(self, row: int) -> str:
        return str(self.list.item(row).data(ID_ROLE))

    def _add(self, action: Action, keys: str) -> None:
        item = QListWidgetItem()
        item.setData(ID_ROLE, action.id)
        mark = self.tr("{keys} (changed)") if self._keys.is_changed(action.id) else "{keys}"
        say(item, f"{action.shown_group}: {action.shown_text}", mark.format(keys=keys))
        self.list.addItem(item)
