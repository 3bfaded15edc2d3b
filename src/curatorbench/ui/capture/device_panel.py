"""What can be set at the device from here, folded until it is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import CuratorError
from curatorbench.ui.capture import changes, reads
from curatorbench.ui.capture.loop import Loop
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.operations.operations import Operations
from curatorbench.ui.parts.choice_box import ChoiceBox
from curatorbench.ui.parts.head import Head
from curatorbench.ui.parts.panel import named


class DevicePanel(QWidget):
    """Not there at all while the device has nothing to set."""

    opened = Signal()  # the settings are to be read now
    adjusted = Signal(str, str)  # name of a setting, and what it is to be

    def __init__(self) -> None:
        super().__init__()
        self.head = Head(self.tr("Device settings"))
        self.head.setChecked(False)
        self.head.show_count(0)
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        self._inner = QWidget()
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, GRID // 2, 0, 0)
        self._rows.setSpacing(GRID // 2)
        self._inner.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._inner)
        self.head.folded.connect(self._on_folded)
        self.hide()

    @property
    def is_folded(self) -> bool:
        return not self.head.isChecked()

    def toggle(self) -> None:
        """Fold, or unfold with the focus on the first setting."""
        self.head.toggle()

    def show_settings(self, settings: Sequence[DeviceSetting]) -> None:
        """Only what can be changed is worth a line; what is the same setting again keeps its field."""
        shown = [setting for setting in settings if setting.is_writable]
        if [setting.name for setting in shown] != list(self.fields):
            self._make(shown)
        for setting in shown:
            _show(self.fields[setting.name], setting)
        self.head.show_count(len(shown))
        if not self.is_folded and self.fields and self.head.hasFocus():
            next(iter(self.fields.values())).setFocus()

    def _make(self, settings: Sequence[DeviceSetting]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {setting.name: self._field(setting) for setting in settings}
        for setting in settings:
            self._rows.addWidget(named(setting.label, self.fields[setting.name]))

    def _field(self, setting: DeviceSetting) -> QComboBox | QLineEdit:
        field: QComboBox | QLineEdit
        if setting.choices:
            field = ChoiceBox()
            field.setMinimumContentsLength(8)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.textActivated.connect(lambda chosen: self.adjusted.emit(setting.name, chosen))
        else:
            line = field = QLineEdit()
            line.editingFinished.connect(lambda: self._on_written(setting.name, line))
        field.setAccessibleName(setting.label)
        return field

    def _on_written(self, name: str, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self.adjusted.emit(name, line.text().strip())

    def _on_folded(self, is_folded: bool) -> None:
        self._inner.setVisible(not is_folded)
        if not is_folded:
            self.head.setFocus()
            self.opened.emit()


class Dials(QObject):
    """Settings are read when they are unfolded, set where they stand, and read again as the device took them."""

    def __init__(self, operations: Operations, loop: Loop, panel: DevicePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._loop, self._panel = operations, loop, panel
        panel.opened.connect(self.ask)
        panel.adjusted.connect(self._adjust)

    def ask(self) -> None:
        if self._loop.station:
            asked = reads.device_settings(self._loop.station)
            self._operations.run(asked.success(self._panel.show_settings).failure(self._loop.failed.emit), self)

    def ask_again(self) -> None:
        """The device may have changed them itself; nobody looks while they are folded."""
        if not self._panel.is_folded:
            self.ask()

    def _adjust(self, name: str, value: str) -> None:
        if self._loop.station:
            change = changes.adjust(self._loop.station, name, value)
            self._operations.run(change.success(lambda _: self.ask()).failure(self._on_refused), self)

    def _on_refused(self, error: CuratorError) -> None:
        """What it cannot be is said, and what it is stands there again."""
        self._loop.failed.emit(error)
        self.ask()


def _show(field: QComboBox | QLineEdit, setting: DeviceSetting) -> None:
    if isinstance(field, QComboBox):
        if [field.itemText(at) for at in range(field.count())] != list(setting.choices):
            field.clear()
            field.addItems(list(setting.choices))
        field.setCurrentText(setting.value)
    elif not field.hasFocus():
        field.setText(setting.value)
