"""One setting: its name, a control that fits its declaration, what it does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from curatorbench.domain.errors import BadInput
from curatorbench.domain.settings import Setting, Value
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID, small, strong
from curatorbench.ui.look.wording import translate
from curatorbench.ui.parts.choice_box import ChoiceBox
from curatorbench.ui.settings.words import setting_help, setting_title


class SettingRow(QWidget):
    """`changed` carries a value that has been checked; what cannot be is said under the control."""

    changed = Signal(str, object)  # name, Value
    entered = Signal(object)  # Setting: its control has the focus

    def __init__(self, setting: Setting, value: Value) -> None:
        super().__init__()
        self.setting = setting
        title = QLabel(setting_title(setting))
        title.setFont(strong(small(self.font())))
        self._below = quiet_label(setting_help(setting))
        self.control = self._control()
        self.control.setAccessibleName(setting_title(setting))
        self.control.setAccessibleDescription(setting_help(setting))
        self.control.installEventFilter(self)
        title.setBuddy(self.control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(4)
        for part in (title, self.control, self._below):
            column.addWidget(part)
        title.setVisible(not isinstance(self.control, QCheckBox))  # a box has its name beside it
        self.show_value(value)

    @property
    def error(self) -> str:
        """What was wrong with what was typed; empty if nothing was."""
        return self._below.text() if self._below.property("tone") == "wrong" else ""

    def show_value(self, value: Value) -> None:
        self._value = value
        said = self.setting.said(value)
        self.control.blockSignals(True)
        if isinstance(self.control, QCheckBox):
            self.control.setChecked(bool(value))
        elif isinstance(self.control, QComboBox):
            self.control.setCurrentIndex(self.control.findData(said))
        elif isinstance(self.control, QLineEdit):
            self.control.setText(said)
        self.control.blockSignals(False)
        self._put_below(setting_help(self.setting), "quiet")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.setting)
        if event.type() == QEvent.Type.ShortcutOverride and not self._is_typed():
            event.ignore()  # nothing is being typed: Ctrl+Z takes back the last setting
            return True
        return super().eventFilter(watched, event)

    def _is_typed(self) -> bool:
        """Whether something stands there that is not kept yet."""
        return isinstance(self.control, QLineEdit) and self.control.text() != self.setting.said(self._value)

    def _control(self) -> QWidget:
        if isinstance(self.setting.default, bool):
            box = QCheckBox(setting_title(self.setting))
            box.toggled.connect(self._take)
            return box
        if self.setting.choices:
            choice = ChoiceBox()
            for text in self.setting.choices:
                choice.addItem(translate("settings", text), text)
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            choice.currentIndexChanged.connect(lambda _: self._take(choice.currentData()))
            return choice
        field = QLineEdit()
        field.editingFinished.connect(lambda: self._read(field.text()))
        return field

    def _read(self, text: str) -> None:
        try:
            self._take(self.setting.read(text))
        except BadInput as error:
            self._put_below(f"{error.message} {error.hint}", "wrong")

    def _take(self, value: Value) -> None:
        self._put_below(setting_help(self.setting), "quiet")
        if value != self._value:
            self._value = value
            self.changed.emit(self.setting.name, value)

    def _put_below(self, text: str, tone: str) -> None:
        self._below.setText(text)
        if self._below.property("tone") != tone:
            self._below.setProperty("tone", tone)
            self._below.style().polish(self._below)
