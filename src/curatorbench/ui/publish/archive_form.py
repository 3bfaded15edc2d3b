"""What archive to write, and what became of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.publishing import Publication
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.parts.choice_box import ChoiceBox
from curatorbench.ui.publish import changes, reads
from curatorbench.workflow.publish import Published

# Format -> how its files end. The first is what GBIF and its like take.
_ENDINGS = {"dwca": ".zip", "dwc-dp": ".zip", "csv": ".csv", "xlsx": ".xlsx"}


class ArchiveForm(QWidget):
    """Reads top-down: which format, which records, where to, go; beneath it what was said of the last one."""

    narrowed = Signal()  # what is asked for has changed

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._folder = Path()
        self._code = ""
        self._named_by_person = False
        self.format = ChoiceBox()
        self.format.addItem(self.tr("Darwin Core Archive"), "dwca")
        self.format.addItem(self.tr("Darwin Core Data Package"), "dwc-dp")
        self.format.addItem(self.tr("Table, CSV"), "csv")
        self.format.addItem(self.tr("Spreadsheet, XLSX"), "xlsx")
        self.approved = QCheckBox(self.tr("Only what a curator approved"))
        self.approved.setChecked(True)
        self.target = QLineEdit()
        self.button = QPushButton(self.tr("Write the archive"))
        self.said, self.last = QLabel(wordWrap=True), quiet_label()
        self.said.setAccessibleName(self.tr("What became of it"))
        self._lay_out()
        self._connect()

    @property
    def only_approved(self) -> bool:
        return self.approved.isChecked()

    def prepare(self) -> None:
        """Take the person's setting and the workspace's folder, once."""
        if self._folder == Path():
            asked = reads.preferences().newest("publishing")
            self._desk.operations.run(asked.success(self._on_preferences), self)

    def set_collection(self, code: str) -> None:
        self._code = code
        self._named_by_person = False
        self._name()

    def show_key(self, key: str) -> None:
        self.button.setText(f"{self.tr('Write the archive')}  {key}")

    def show_last(self, last: Publication | None) -> None:
        if last is None:
            self.last.setText(self.tr("Nothing of this collection has left the house yet."))
            return
        said = self.tr("Last: {records} records on {date} by {who}, {target}")
        day = last.made[:10]
        self.last.setText(said.format(records=grouped(last.records), date=day, who=last.operator, target=last.target))

    def write(self, code: str) -> None:
        """Begin; the words say how it ended, and the status line how far it is."""
        out = Path(self.target.text().strip()).expanduser()
        if not self.target.text().strip():
            self.said.setText(self.tr("Say where to: a file that is written whole or not at all."))
            self.target.setFocus()
            return
        change = changes.write(
            code, self.format.currentData(), out, self._desk.operator, only_approved=self.only_approved
        )
        self.said.setText(self.tr("Writing …"))
        self.button.setEnabled(False)
        change.success(lambda published: self._on_written(out, published)).cancelled(self._on_cancelled)
        self._desk.operations.run(change.failure(self._on_failed), self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        for words, widget in (
            (self.tr("Format"), self.format),
            ("", self.approved),
            (self.tr("Write to"), self.target),
            ("", self.button),
            ("", self.said),
            ("", self.last),
        ):
            if words:
                label = QLabel(words)
                label.setFont(strong(label.font()))
                label.setBuddy(widget)
                widget.setAccessibleName(words)
                column.addWidget(label)
            column.addWidget(widget)
        column.addStretch(1)

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(lambda _: self._name())
        self.approved.toggled.connect(lambda _: self.narrowed.emit())
        self.target.textEdited.connect(lambda _: self._on_named())
        self.button.clicked.connect(lambda: self.write(self._code))

    def _on_preferences(self, found: reads.Preferences) -> None:
        self._folder = found.folder
        self.approved.setChecked(found.only_approved)
        self._name()

    def _on_named(self) -> None:
        self._named_by_person = True

    def _name(self) -> None:
        """A name for the archive, until the person gives one."""
        if not self._named_by_person and self._code and self._folder != Path():
            ending = _ENDINGS[self.format.currentData()]
            self.target.setText(str(self._folder / f"{self._code}-{date.today().isoformat()}{ending}"))

    def _on_written(self, out: Path, published: Published) -> None:
        self.button.setEnabled(True)
        records, problems = grouped(published.records), published.problems
        if problems:
            said = self.tr("{records} records written; a reader would stumble over {count} things. The first: {first}")
            self.said.setText(said.format(records=records, count=len(problems), first=problems[0].text()))
        elif not published.records:
            said = self.tr("{name} is written, but holds no record: none of the collection is ready to leave.")
            self.said.setText(said.format(name=out.name))
        else:
            said = self.tr("{records} records written to {name}, and found whole on reading back.")
            self.said.setText(said.format(records=records, name=out.name))
        self._desk.notices.say(self.said.text())
        self.narrowed.emit()

    def _on_failed(self, error: CuratorError) -> None:
        self.button.setEnabled(True)
        self.said.setText(f"{error.message} {error.hint}")

    def _on_cancelled(self) -> None:
        self.button.setEnabled(True)
        self.said.setText(self.tr("Stopped; nothing was written."))
