"""What an action is, and how menus, shortcuts and the palette are built from the one table in `action_table.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from curatorbench.ui.look.wording import translate

W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Action(Generic[W]):
    """`text` and `group` are marked for translation; `keys` are the defaults, the first is shown.

    `bench` limits the action to one bench ("" is everywhere); `in_form` gives it a key that counts only while a
    field has the focus, so that Enter can mean something else in a list. Only what `repeats` goes on while its key
    is held down: a hand that rests on Enter must not agree to everything.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    group: str
    perform: Callable[[W], object]
    bench: str = ""
    in_form: bool = False
    repeats: bool = False

    @property
    def shown_text(self) -> str:
        return translate("actions", self.text)

    @property
    def shown_key(self) -> str:
        return QKeySequence(self.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if self.keys else ""


def build(action: Action[W], window: W, keys_live_on: QWidget) -> QAction:
    """The Qt action of an entry; its keys are heard in `keys_live_on` and below."""
    made = QAction(action.shown_text, window)
    made.setObjectName(action.id)
    made.setShortcuts([QKeySequence(key) for key in action.keys])
    made.setShortcutContext(
        Qt.ShortcutContext.WidgetWithChildrenShortcut if action.in_form else Qt.ShortcutContext.WindowShortcut
    )
    made.setAutoRepeat(action.repeats)
    made.triggered.connect(lambda: action.perform(window))
    keys_live_on.addAction(made)
    return made


def fill_menu(menu: QMenu, table: Iterable[Action[W]], built: dict[str, QAction]) -> None:
    """One submenu a group, in the table's order."""
    groups: dict[str, QMenu] = {}
    for action in table:
        if action.group not in groups:
            groups[action.group] = menu.addMenu(translate("actions", action.group))
        groups[action.group].addAction(built[action.id])


def set_bench(table: Iterable[Action[W]], built: dict[str, QAction], bench: str) -> None:
    """Only actions of the bench in front can be done, so that one key may serve two benches."""
    for action in table:
        built[action.id].setEnabled(action.bench in ("", bench))
