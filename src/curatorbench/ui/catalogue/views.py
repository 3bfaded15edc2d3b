"""Saved views by key: letters find one, Enter shows it, a new name keeps what is shown under it, Del forgets one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from curatorbench.domain.found import View
from curatorbench.ui.catalogue import changes, reads
from curatorbench.ui.desk import Desk
from curatorbench.ui.frame.overlay import Overlay
from curatorbench.ui.look.rows import ID_ROLE, say
from curatorbench.ui.look.wording import translate

_SAVE = "\n"  # no view is called so: the line that keeps what is shown


class Views(QObject):
    """The views of the workspace, as they are known here."""

    changed = Signal()
    wanted = Signal(object)  # View: show it

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: tuple[View, ...] = ()

    @property
    def known(self) -> tuple[View, ...]:
        return self._known

    def named(self, name: str) -> View | None:
        return next((view for view in self._known if view.name.casefold() == name.strip().casefold()), None)

    def read(self) -> None:
        self._desk.operations.run(reads.views().newest("catalogue views").success(self._take), self)

    def save(self, view: View) -> None:
        change = changes.save_view(view, self._desk.operator)
        self._run(change, self.tr("The view “{name}” is kept.").format(name=view.name))

    def delete(self, view: View) -> None:
        said = self.tr("The view “{name}” is forgotten.").format(name=view.name)
        self._run(changes.delete_view(view.name), said)

    def _run(self, change: changes.ViewChange, said: str) -> None:
        def done(_: object) -> None:
            self._desk.notices.say(said)
            self.read()

        self._desk.operations.run(change.success(done), self)

    def _take(self, views: Sequence[View]) -> None:
        self._known = tuple(views)
        self.changed.emit()


class ViewChooser(Overlay):
    """Choosing, keeping and forgetting in one place. What is forgotten can be kept again until the panel closes."""

    def __init__(self, window: QWidget, views: Views, shown: Callable[[str], View]) -> None:
        self._views, self._as_shown = views, shown
        super().__init__(
            window,
            field_name=translate("ViewChooser", "Find or name a view"),
            list_name=translate("ViewChooser", "Views"),
            hint=translate("ViewChooser", "A view's name, or a new one for what is shown. Del forgets a view"),
        )
        views.changed.connect(lambda: self.match(self.field.text()))

    def match(self, typed: str) -> None:
        name = typed.strip()
        self.matches.clear()
        for view in self._views.known:
            if name.casefold() in view.name.casefold():
                self._add(view.name, view.name, "")
        if name:
            known = self._views.named(name)
            said = self.tr("Keep what is shown as “{name}”")
            self._add(_SAVE, said.format(name=known.name if known else name), self.tr("replaces") if known else "")
        if not self.matches.count():
            self._add("", self.tr("No view is kept yet: write a name and press Enter."), "")
        self.matches.setCurrentRow(0)

    def choose(self, item: QListWidgetItem | None) -> None:
        chosen = item.data(ID_ROLE) if item else ""
        if chosen == _SAVE:
            known = self._views.named(self.field.text())
            self._views.save(self._as_shown(known.name if known else self.field.text().strip()))
        elif view := self._views.named(chosen):
            self._views.wanted.emit(view)

    def _add(self, name: str, words: str, end: str) -> None:
        item = QListWidgetItem()
        item.setData(ID_ROLE, name)
        say(item, words, end)
        self.matches.addItem(item)

    def _on_key(self, event: QKeyEvent) -> bool:
        is_at_end = self.field.cursorPosition() == len(self.field.text())
        item = self.matches.currentItem()
        view = self._views.named(item.data(ID_ROLE)) if item else None
        if event.key() == Qt.Key.Key_Delete and is_at_end and view:
            self._views.delete(view)
            return True
        return super()._on_key(event)
