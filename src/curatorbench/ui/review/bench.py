"""Review: one sheet, one question, and three keys; a thin bar of what is left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.judged import Answer, JudgedSheet, Pile
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.language import judgement_words
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID, strong
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.records.short_list import ShortList
from curatorbench.ui.review import changes, reads


class Review(Bench):
    id = "review"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheets: dict[str, JudgedSheet] = {}
        self._answered: set[str] = set()  # told to the store, which has not yet answered
        self._wanted = ""  # the record that is to be in front once the pile has been read anew
        self.waiting = ShortList(desk.thumbnails, self.tr("Sheets that wait"))
        self.image = ImageView(self._empty_text())
        self.question = QLabel(self.tr("Is this sheet stained by mercury?"), wordWrap=True)
        self.question.setFont(strong(self.question.font()))
        self.machine = QLabel(wordWrap=True)
        self.machine.setAccessibleName(self.tr("What the machine says"))
        self.buttons = {
            Answer.YES: QPushButton(),
            Answer.NO: QPushButton(),
            Answer.CANNOT_TELL: QPushButton(),
        }
        self.left = QProgressBar(textVisible=False)
        self.left.setFixedHeight(GRID // 2)
        self.count = quiet_label()
        self._lay_out()
        self._connect()

    @property
    def sheet(self) -> JudgedSheet | None:
        """The sheet in front of the person."""
        record = self.waiting.record
        return self._sheets.get(record.material_entity_id) if record else None

    def arrive(self) -> None:
        self.refresh()
        self.waiting.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        for answer, words, action in (
            (Answer.YES, self.tr("Stained"), "review.yes"),
            (Answer.NO, self.tr("Clean"), "review.no"),
            (Answer.CANNOT_TELL, self.tr("Cannot tell"), "review.cannot_tell"),
        ):
            self.buttons[answer].setText(f"{words}  {keys[action]}")

    def show_record(self, material_id: str, term: str | None = None) -> None:
        """Bring its sheet in front, now or when the pile has been read: an answer taken back is for that sheet."""
        self._wanted = material_id
        self._go_to_wanted()

    def refresh(self) -> None:
        self._desk.operations.run(reads.pile().newest("pile").success(self._show), self)

    def answer(self, said: Answer) -> None:
        """Keep the answer and go on at once; undo brings the sheet back."""
        sheet = self.sheet
        if sheet is None:
            return
        material_id = sheet.record.material_entity_id
        self._answered.add(material_id)
        change = changes.answer(material_id, said, self._desk.operator)
        change.success(lambda _: self.refresh()).failure(lambda error: self._on_refused(material_id, error))
        self._desk.operations.run(change, self)
        self._show_waiting()

    def _lay_out(self) -> None:
        for button in self.buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        right = pane(self.question, self.machine, *self.buttons.values(), self.left, self.count, (QWidget(), 1))
        right.setContentsMargins(GRID, GRID, GRID, GRID)
        self.set_panes(pane((self.waiting, 1)), pane((self.image, 1)), right)
        self._show_sheet(None)

    def _connect(self) -> None:
        for said, button in self.buttons.items():
            button.clicked.connect(lambda _=False, said=said: self.answer(said))
        self.waiting.chosen.connect(self._on_chosen)
        self.waiting.opened.connect(self._open)
        self._desk.operations.changed.connect(self._on_changed)

    def _show(self, found: Pile) -> None:
        self._sheets = {sheet.record.material_entity_id: sheet for sheet in found.sheets}
        self._answered &= self._sheets.keys()
        total = found.waiting + found.answered
        self.left.setRange(0, max(1, total))
        self.left.setValue(found.answered)
        said = self.tr("{left} wait, {done} answered") if total else ""
        self.count.setText(said.format(left=grouped(found.waiting), done=grouped(found.answered)))
        self.left.setAccessibleName(self.count.text())
        self._show_waiting()
        self._go_to_wanted()
        self._wanted = ""

    def _show_waiting(self) -> None:
        rows = [sheet.record for key, sheet in self._sheets.items() if key not in self._answered]
        self.waiting.show_records(rows)
        if not rows:
            self._show_sheet(None)

    def _go_to_wanted(self) -> None:
        waiting = [key for key in self._sheets if key not in self._answered]
        if self._wanted in waiting:
            self.waiting.go_to(waiting.index(self._wanted))
            self._wanted = ""

    def _on_chosen(self, _record: RecordSummary) -> None:
        self._show_sheet(self.sheet)

    def _show_sheet(self, sheet: JudgedSheet | None) -> None:
        self.question.setVisible(sheet is not None)
        self.machine.setText(judgement_words(sheet.judgement) if sheet else "")
        for button in self.buttons.values():
            button.setEnabled(sheet is not None)
        if sheet is None or sheet.record.asset_sha256 is None:
            self.image.show_nothing(self._empty_text())
            return
        self.image.wait_for_image()
        self._desk.pictures.get(sheet.record.asset_sha256, lambda image: self._show_image(sheet, image))

    def _show_image(self, sheet: JudgedSheet, image: QImage | CuratorError) -> None:
        if self.sheet != sheet:
            return
        if isinstance(image, CuratorError):
            self.image.show_nothing(f"{image.message}\n{image.hint}")
        else:
            self.image.show_image(image)

    def _on_refused(self, material_id: str, error: CuratorError) -> None:
        """The sheet comes back, and the notice says why."""
        self._answered.discard(material_id)
        self._desk.notices.failed(self.tr("answer about the stain"), error)
        self._show_waiting()

    def _open(self, record: RecordSummary) -> None:
        self._desk.ways.record_wanted.emit(record.material_entity_id, "transcribe")

    def _on_changed(self, changed: Changed) -> None:
        if self.isVisible() and Change.RECORDS in changed.what:
            self.refresh()

    def _empty_text(self) -> str:
        return self.tr(
            "No sheet waits for an eye.\n\nWhat a classifier flags, or is unsure about, comes here with one question."
        )
