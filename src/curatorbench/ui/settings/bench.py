"""Settings: a page for each part of the program, made from the declarations; every change is kept at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from curatorbench.domain.learning import Item
from curatorbench.domain.settings import SETTINGS, Setting, Value, setting
from curatorbench.ui.actions import keys as keymap
from curatorbench.ui.actions.keys import KeyMap
from curatorbench.ui.actions.table import ACTIONS
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.look.rows import ID_ROLE, TwoEnds
from curatorbench.ui.operations import changes
from curatorbench.ui.operations.operations import Change, Changed, ReadOperation
from curatorbench.ui.settings.keys_page import KeysPage
from curatorbench.ui.settings.learned_page import LearnedPage, kind_words
from curatorbench.ui.settings.row import SettingRow
from curatorbench.ui.settings.words import default_words, page_title, setting_help, setting_title, turning_command
from curatorbench.workflow import learn, settings

_KEYS, _LEARNING = "keys", "learning"
Step = tuple[str, Value, Value]  # name, before, after


class Settings(Bench):
    id = "settings"
    keys_page: KeysPage

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._values: dict[str, Value] = {declared.name: declared.default for declared in SETTINGS}
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self.rows = {s.name: SettingRow(s, s.default) for s in SETTINGS if s.is_shown}
        self.keys_page = KeysPage(KeyMap(ACTIONS))
        self.learned_page = LearnedPage(self.rows[learn.ENABLED])
        self.pages = QListWidget()
        self.pages.setAccessibleName(self.tr("Pages of settings"))
        self.pages.setItemDelegate(TwoEnds(self.pages))
        self._stack = QStackedWidget()
        self._head, self._help, self._default = QLabel(), QLabel(wordWrap=True), quiet_label()
        self._teaching = quiet_label()
        self._head.setFont(strong(self._head.font()))
        self._fill_pages()
        right = pane(self._head, self._help, self._default, (QWidget(), 1), self._teaching)
        right.setContentsMargins(GRID, GRID, GRID, GRID)
        self.set_panes(pane((self.pages, 1)), pane((self._stack, 1)), right)
        self._connect()
        self._ask()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        said = self.tr("A change is kept at once; {undo} takes it back, {default} puts the default back.")
        words = self._desk.keys
        self.learned_page.show_keys(words["edit.undo"])
        self._teaching.setText(said.format(undo=words["edit.undo"], default=words["setting.default"]))

    def arrive(self) -> None:
        self.pages.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_page(self, page: str) -> None:
        """Show a page and put the focus on its first control."""
        row = next(r for r in range(self.pages.count()) if self.pages.item(r).data(ID_ROLE) == page)
        self.pages.setCurrentRow(row)
        self.keys_page.search.setFocus() if page == _KEYS else self._first_control(page).setFocus()

    def back_to_default(self) -> None:
        """The setting, or the key, that has the focus."""
        if self._stack.currentWidget() is self.keys_page:
            self.keys_page.reset()
            return
        row = next((r for r in self.rows.values() if r.control.hasFocus()), None)
        if row:
            self._put(row.setting.name, row.setting.default)

    def undo(self, operator: str) -> bool:
        if self._done:
            name, before, after = self._done.pop()
            self._undone.append((name, before, after))
            self._keep(name, before)
            self._desk.notices.say(self._taken_back(name, before))
        else:
            self._desk.notices.say(self.tr("No setting was changed in this sitting."))
        return True

    def _taken_back(self, name: str, value: Value) -> str:
        if name == keymap.SETTING:
            return self.tr("Took back: the keys are as they were.")
        if name == learn.FORGOTTEN:
            return self.tr("Took back: what was learned is used as it was before.")
        words = setting(name).said(value) or self.tr("nothing")
        said = self.tr("Took back: {setting} is {value} again.")
        return said.format(setting=setting_title(setting(name)), value=words)

    def redo(self, operator: str) -> bool:
        if self._undone:
            name, before, after = self._undone.pop()
            self._done.append((name, before, after))
            self._keep(name, after)
        return True

    def _fill_pages(self) -> None:
        for page in dict.fromkeys(s.page for s in SETTINGS if s.is_shown):
            self._add_page(page, self.learned_page if page == _LEARNING else self._declared_page(page))
        self._add_page(_KEYS, self.keys_page)
        self.pages.setCurrentRow(0)

    def _add_page(self, page: str, widget: QWidget) -> None:
        item = QListWidgetItem(page_title(page))
        item.setData(ID_ROLE, page)
        self.pages.addItem(item)
        self._stack.addWidget(widget)

    def _declared_page(self, page: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(GRID, GRID, 2 * GRID, GRID)
        for row in self.rows.values():
            if row.setting.page == page:
                column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(body)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _connect(self) -> None:
        self.pages.currentRowChanged.connect(self._on_page)
        self.pages.itemActivated.connect(lambda item: self.open_page(item.data(ID_ROLE)))
        for row in self.rows.values():
            row.changed.connect(self._put)
            row.entered.connect(self._on_entered)
        self.keys_page.wanted.connect(lambda keys: self._put(keymap.SETTING, keys.text()))
        self.learned_page.wanted.connect(self._turn)
        self.learned_page.entered.connect(self._on_item)
        self._desk.operations.changed.connect(self._on_changed)

    def _on_page(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        for label in (self._head, self._help, self._default):
            label.clear()

        if self._stack.currentWidget() is self.learned_page:
            self._ask_learned()

    def _ask_learned(self) -> None:
        asked = ReadOperation(learn.learned).counting().newest("learned")
        self._desk.operations.run(asked.success(self.learned_page.take_items), self)

    def _turn(self, item: Item) -> None:
        """What was learned is forgotten, or used again."""
        now = str(self._values[learn.FORGOTTEN])
        self._put(learn.FORGOTTEN, (learn.with_again if item.forgotten else learn.without)(now, item.id))

    def _on_item(self, item: Item | None) -> None:
        if item is None:
            return
        self._head.setText(kind_words(item))
        self._help.setText(item.said)
        self._default.setText(turning_command(item))

    def _first_control(self, page: str) -> QWidget:
        return next(row.control for row in self.rows.values() if row.setting.page == page)

    def _put(self, name: str, value: Value) -> None:
        """A change of the person's: kept, and to be undone."""
        if value != self._values[name]:
            self._done.append((name, self._values[name], value))
            self._undone.clear()
            self._keep(name, value)

    def _keep(self, name: str, value: Value) -> None:
        self._values[name] = value
        self._show(self._values)
        self._desk.operations.run(changes.keep_setting(name, value), self)

    def _ask(self) -> None:
        self._desk.operations.run(ReadOperation(settings.every).newest("settings").success(self._show), self)

    def _on_changed(self, changed: Changed) -> None:
        if Change.SETTINGS in changed.what:
            self._ask()
        if self._stack.currentWidget() is self.learned_page:
            self._ask_learned()

    def _show(self, values: dict[str, Value]) -> None:
        self._values = dict(values)
        for name, row in self.rows.items():
            if not row.error:  # what is wrong stays, with its reason, until it is mended
                row.show_value(values[name])
        self.keys_page.take_keys(KeyMap.read(ACTIONS, str(values[keymap.SETTING])))

    def _on_entered(self, declared: Setting) -> None:
        self._head.setText(setting_title(declared))
        self._help.setText(setting_help(declared))
        self._default.setText(f"{default_words(declared)}\n\ncuratorbench settings WORKSPACE {declared.name} VALUE")
        row = self.rows[declared.name]
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(row)
