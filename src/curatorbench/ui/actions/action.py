"""What an action is, and how menus, shortcuts and the palette are built from the one table in `table.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from curatorbench.ui.look.wording import translate

if TYPE_CHECKING:
    from curatorbench.ui.window import Window

B = TypeVar("B")
Entry = tuple[str, str, str, Callable[[B], object]]  # id, text, keys with a blank between, what is done


@dataclass(frozen=True, slots=True)
class Action:
    """`text` and `group` are marked for translation; `keys` are the defaults, the first is shown.

    `bench` limits the action to one bench ("" is everywhere); `in_form` gives it a key that counts only while a
    field has the focus, so that Enter can mean something else in a list. Only what `repeats` goes on while its key
    is held down: a hand that rests on Enter must not agree to everything.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    group: str
    perform: Callable[[Window], object]
    bench: str = ""
    in_form: bool = False
    repeats: bool = False

    @property
    def shown_text(self) -> str:
        return translate("actions", self.text)

    @property
    def shown_group(self) -> str:
        return translate("actions", self.group)


class Group(Generic[B]):
    """Actions that stand in one menu and count on one bench. What is done is done to that bench (type `B`)."""

    def __init__(self, bench: str, name: str) -> None:
        """`bench` is its id; `name` the menu's, marked for translation."""
        self._bench, self._name = bench, name

    def of(self, *entries: Entry[B], in_form: bool = False, repeats: bool = False) -> tuple[Action, ...]:
        return tuple(
            Action(id_, text, tuple(keys.split()), self._name, self._on_bench(do), self._bench, in_form, repeats)
            for id_, text, keys, do in entries
        )

    def _on_bench(self, do: Callable[[B], object]) -> Callable[[Window], object]:
        def perform(window: Window) -> object:
            bench: Any = window.bench_of(self._bench)
            return do(bench)

        return perform


def native(key: str) -> str:
    """A key as it is called on this machine."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def build(action: Action, window: Window, keys: Iterable[str]) -> QAction:
    """The Qt action of an entry. Where its keys are heard (`addAction`) is the caller's."""
    made = QAction(action.shown_text, window)
    made.setObjectName(action.id)
    made.setShortcuts([QKeySequence(key) for key in keys])
    made.setShortcutContext(
        Qt.ShortcutContext.WidgetWithChildrenShortcut if action.in_form else Qt.ShortcutContext.WindowShortcut
    )
    made.setAutoRepeat(action.repeats)
    made.triggered.connect(lambda: action.perform(window))
    return made


def fill_menu(menu: QMenu, table: Iterable[Action], built: dict[str, QAction]) -> None:
    """One submenu a group, in the table's order."""
    groups: dict[str, QMenu] = {}
    for action in table:
        if action.group not in groups:
            groups[action.group] = menu.addMenu(action.shown_group)
        groups[action.group].addAction(built[action.id])


def set_bench(table: Iterable[Action], built: dict[str, QAction], bench: str) -> None:
    """Only actions of the bench in front can be done, so that one key may serve two benches."""
    for action in table:
        built[action.id].setEnabled(action.bench in ("", bench))
