"""Where the exposures come from and what they become: the few things to say before the first one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from curatorbench.ui.look.palette import GRID, strong


class Connection(QWidget):
    """`wanted` and `unwanted` tell that the person wants the device connected, or let go."""

    wanted = Signal()
    unwanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind, self.folder, self.collection = QComboBox(), QLineEdit(), QLineEdit("MAIN")
        self.kind.addItem(self.tr("Folder of a tethering program or scanner"), "folder")
        self.kind.addItem(self.tr("Simulated copy stand, to learn and to try"), "simulated")
        self.button = QPushButton()
        self.said = QLabel(wordWrap=True)
        self._simulated = Path()
        self._is_connected = False
        self._key = ""
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._propose_folder())
        self.button.clicked.connect(self._on_button)
        self.show_connected("")

    @property
    def chosen(self) -> tuple[str, Path, str]:
        """Kind of device, its folder, code of the collection."""
        folder = Path(self.folder.text().strip()).expanduser()
        return self.kind.currentData(), folder, self.collection.text().strip()

    @property
    def is_complete(self) -> bool:
        return bool(self.folder.text().strip())

    def propose(self, proposal: tuple[Path, str]) -> None:
        """Where the simulated stand may write, and the collection there is; what a person wrote stays."""
        self._simulated, collection = proposal
        self._propose_folder()
        if collection and not self.collection.isModified():
            self.collection.setText(collection)

    def show_key(self, key: str) -> None:
        """`key` connects the device."""
        self._key = key
        self._name_button()

    def show_connected(self, name: str) -> None:
        """`name` of the device, empty once it is let go."""
        self._is_connected = bool(name)
        for field in (self.kind, self.folder, self.collection):
            field.setEnabled(not name)
        self._name_button()
        self.said.setText(self.tr("connected: {name}").format(name=name) if name else "")

    def say(self, text: str) -> None:
        self.said.setText(text)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for words, field in (
            (self.tr("Source"), self.kind),
            (self.tr("Folder"), self.folder),
            (self.tr("Collection"), self.collection),
        ):
            label = QLabel(words)
            label.setFont(strong(label.font()))
            label.setBuddy(field)
            field.setAccessibleName(words)
            column.addWidget(label)
            column.addWidget(field)
        self.kind.setMinimumContentsLength(12)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column.addWidget(self.button)
        column.addWidget(self.said)

    def _propose_folder(self) -> None:
        if self.kind.currentData() == "simulated":
            self.folder.setText(str(self._simulated))
        elif self.folder.text() == str(self._simulated):
            self.folder.clear()

    def _name_button(self) -> None:
        connect = "  ".join(filter(None, [self.tr("Connect"), self._key]))
        self.button.setText(self.tr("Let go") if self._is_connected else connect)

    def _on_button(self) -> None:
        (self.unwanted if self._is_connected else self.wanted).emit()
