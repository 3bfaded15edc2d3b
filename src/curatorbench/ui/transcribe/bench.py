"""Transcribe: image beside form. A field's focus brings its words to the eye; Enter agrees and goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import RecordPage, RecordStatus, RecordSummary
from curatorbench.domain.suggestion import Suggestion
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.look import palette as look
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.language import status_mark, status_word
from curatorbench.ui.look.marks import MarkLabel
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.operations import changes, reads
from curatorbench.ui.operations.operations import Change, Changed, ChangeOperation
from curatorbench.ui.parts.side import Side
from curatorbench.ui.parts.subject import Subject
from curatorbench.ui.records.record_list import RecordList
from curatorbench.ui.transcribe.form import Form
from curatorbench.ui.transcribe.history_list import HistoryList
from curatorbench.ui.transcribe.judgements import Judgements
from curatorbench.ui.transcribe.live_quality import LiveQuality

READ_AHEAD = 3  # records after the one on the bench whose labels are read before all others


class Transcribe(Bench):
    """One record at a time, in the order of the list."""

    id = "transcribe"
    form: Form
    image: ImageView

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: RecordPage | None = None
        self._wanted = ""
        self._shown_image = 0
        self._lit: Suggestion | None = None
        self._begins = False
        self._begins_at: str | None = None
        self._enters_form = False
        self._was_visited = False
        self.list = RecordList(desk)
        self._keys: Mapping[str, str] = {}
        self.image = ImageView()
        self.form = Form(desk)
        self.quality = LiveQuality(desk, self.form)
        self.judgements = Judgements()
        self.history = HistoryList(desk)
        self._number, self._mark, self._status = QLabel(), MarkLabel(), quiet_label()
        self._number.setFont(look.strong(self._number.font()))
        self.check_button = self._button(self.tr("Checked"), self.check)
        self.approve_button = self._button(self.tr("Approve"), self.approve)
        self.side = Side(self._right())
        self.set_panes(self.list, self.image, self.side)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _: self.form.begin())
        self.form.grown.connect(self._order_stops)
        self.form.words.connect(self._light_up)
        self.form.finished.connect(self._on_finished)
        desk.operations.changed.connect(self._on_changed)
        desk.records.loaded.connect(self._on_loaded)

    @property
    def form_place(self) -> QWidget:
        return self.form

    @property
    def page(self) -> RecordPage | None:
        """The record on the bench."""
        return self._page

    def grow(self) -> bool:
        return self.form.grow()

    def arrive(self) -> None:
        self._was_visited = True
        self.image.glide_time = look.glide_time(self._desk.animate)
        if not self.list.has_place and not self._wanted:
            self.list.step(1)
        self._enters_form = self._page is None
        if self._page:
            self.form.begin()
        else:
            self.list.setFocus()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self.image.set_empty_text(self._empty_text())
        self.quality.show_key(keys["field.amend"])
        self.check_button.setText(f"{self.tr('Checked')}  {keys['record.check']}")
        self.approve_button.setText(f"{self.tr('Approve')}  {keys['record.approve']}")

    def leave(self) -> None:
        self.form.keep_edits()

    def show_motion(self, milliseconds: int) -> None:
        self.image.glide_time = milliseconds

    def keep_edits(self) -> None:
        self.form.keep_edits()

    def restore(self) -> None:
        """Esc: what was typed goes; where nothing was, work that takes long stops; else the whole image."""
        if not (self.form.restore() or self._desk.operations.stop_long()):
            self.image.fit()

    def show_record(self, material_id: str, term: str | None = None) -> None:
        """To a record, in the list or not, and to its field of that term."""
        if material_id == self._wanted and not self._begins:
            self.form.begin(term)
            return
        self.list.go_to(material_id)
        self._want(material_id)
        self._begins_at = term

    def step(self, by: int) -> None:
        """To the next or previous record, keeping what was typed."""
        self.form.keep_edits()
        if not self.list.step(by):
            self._desk.notices.say(self.tr("This is the last record of the list."), self._end_hint())

    def subject(self) -> Subject:
        """What can be mended: the record and the image on the bench."""
        page = self._page if not self._begins else None
        if page is None:
            return Subject()
        return Subject(page.summary, image=self.shown_image, images=page.assets, term=self._term_in_hand())

    def _term_in_hand(self) -> str:
        return self.form.current.term if self.form.current else ""

    def amend(self) -> None:
        """Write the field in hand as its note says that it were better."""
        if not self.quality.take():
            self._desk.notices.say(self.tr("Nothing better is offered for this field."))

    def check(self) -> None:
        self._decide(changes.check)

    def approve(self) -> None:
        self._decide(changes.approve)

    def withhold(self) -> None:
        self._decide(changes.withhold)

    def toggle_history(self) -> None:
        self.history.setVisible(self.history.isHidden())
        self.history.show_record(self.form.material_id)

    def turn_image(self, by: int) -> None:
        """The next image of the same record: the back of a sheet, a detail."""
        count = len(self._page.assets) if self._page and not self._begins else 0
        if count < 2:
            self._desk.notices.say(self.tr("This record has no further image."))
            return
        self._turn_to((self._shown_image + by) % count)
        self._desk.notices.say(self._image_words())

    def _right(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(GRID)
        self._status.setWordWrap(False)
        for part in (self._number, self._mark, self._status):
            row.addWidget(part)
        row.addStretch(1)
        keys = QWidget()
        buttons = QHBoxLayout(keys)
        buttons.setContentsMargins(GRID, 0, GRID, GRID)
        buttons.setSpacing(GRID)
        buttons.addWidget(self.check_button)
        buttons.addWidget(self.approve_button)
        return pane(head, (self.form, 1), self.quality.lines, self.judgements, self.history, keys)

    def _order_stops(self, last: QWidget) -> None:
        """Tab goes from the fields, which came later, to what stands under them."""
        for before, after in pairwise((last, self.history, self.check_button, self.approve_button)):
            QWidget.setTabOrder(before, after)

    def _button(self, text: str, pressed: object) -> QPushButton:
        button = QPushButton(text)
        button.setEnabled(False)
        button.clicked.connect(pressed)
        return button

    def _on_chosen(self, record: RecordSummary) -> None:
        self._want(record.material_entity_id)

    def _want(self, material_id: str) -> None:
        if material_id != self._wanted:
            self.form.wait_for_page()
            self._wanted = material_id
            self._desk.in_hand.show_record(material_id)
            self._begins, self._begins_at = True, None
            self._lit = None
            self.image.wait_for_image()
            self._ask(material_id)

    def _ask(self, material_id: str) -> None:
        self._desk.operations.run(reads.page(material_id).newest("transcribe").success(self._show), self)

    def _show(self, page: RecordPage) -> None:
        is_new, shown = self._begins, self.shown_image
        self._page, self._begins = page, False
        self._show_head(page.summary)
        self.form.show_page(page)
        self.quality.show_page(page)
        self.judgements.show_judgements(page.judgements, page.image_faults)
        self.history.show_record(page.summary.material_entity_id)
        if is_new:
            self._begin(page)
        elif self._follow_image(shown):
            self._turn_to(self._shown_image)

    def _follow_image(self, before: str) -> bool:
        """Keep the place of the image that was shown; True where another has to be, for that one is the record's no
        more, or the first that it gets."""
        images = self._page.assets if self._page else ()
        if before in images:
            self._shown_image = images.index(before)
        else:
            self._shown_image = min(self._shown_image, max(0, len(images) - 1))
        return self.shown_image != before

    def _begin(self, page: RecordPage) -> None:
        self._turn_to(0)
        if self.isVisible() and (self._enters_form or not self.list.hasFocus()):
            self.form.begin(self._begins_at)
        self._enters_form = False
        self._prepare_next()

    def _show_head(self, record: RecordSummary) -> None:
        self._number.setText(record.catalog_number or self.tr("no number"))
        self._mark.show_mark(status_mark(record.status))
        self._status.setText(f"{status_word(record.status)} · {record.collection}")
        self.check_button.setEnabled(record.status in (RecordStatus.CAPTURED, RecordStatus.READ))
        self.approve_button.setEnabled(record.status is not RecordStatus.APPROVED)

    @property
    def shown_image(self) -> str:
        """SHA-256 of the image on the bench or on its way there; empty if the record has none."""
        shown = self._page.assets[self._shown_image : self._shown_image + 1] if self._page else ()
        return shown[0] if shown else ""

    def _turn_to(self, number: int) -> None:
        self._shown_image = number
        self._desk.in_hand.show_image(self.shown_image)
        if not self.shown_image:
            self.image.show_nothing(self.tr("This record has no image."))
            return
        sha256 = self.shown_image
        self.image.wait_for_image()
        self._desk.pictures.get(sha256, lambda image: self._show_image(sha256, image))

    def _show_image(self, sha256: str, image: QImage | CuratorError) -> None:
        if self._begins or sha256 != self.shown_image:
            return  # the person has gone on
        if isinstance(image, CuratorError):
            self.image.show_nothing(f"{image.message}\n{image.hint}")
            return
        self.image.show_image(image)
        self.image.setAccessibleName(self._image_words())
        if self._lit and self.form.current:
            self._outline(self._lit)

    def _image_words(self) -> str:
        """Which image of which record is seen, for those who hear it and those who have just turned it."""
        assert self._page is not None
        number = self._page.summary.catalog_number or self.tr("the record without a number")
        count = len(self._page.assets)
        if count < 2:
            return self.tr("Image of {number}").format(number=number)
        said = self.tr("Image {which} of {count} of {number}")
        return said.format(which=self._shown_image + 1, count=count, number=number)

    def _light_up(self, source: Suggestion | None) -> None:
        """Turn to the image that the words of a field were read on, and outline them there."""
        self._lit = source
        if self._begins or self._page is None:
            return  # the fields are those of the record before
        sha256 = source.asset_sha256 if source else self.shown_image
        if sha256 != self.shown_image and sha256 in self._page.assets:
            self._turn_to(self._page.assets.index(sha256))
        else:
            self._outline(source)

    def _outline(self, source: Suggestion | None) -> None:
        lies_here = source is not None and source.asset_sha256 == self.shown_image
        self.image.show_words(source.evidence if source and lies_here else ())

    def _prepare_next(self) -> None:
        """Load what is likely to be looked at next: the other side of this sheet, and the next record."""
        for sha256 in self._page.assets[1:2] if self._page else ():
            self._desk.pictures.prepare(sha256)
        following = self._following()
        if following and following[0]:
            self._desk.pictures.prepare(following[0])
        wanted = [*(self._page.assets if self._page else ()), *filter(None, following)]
        asked = reads.read_first(wanted).newest("read first").failure(lambda _: None)  # they are read later
        self._desk.operations.run(asked, self)

    def _following(self) -> list[str | None]:
        """The first images of the next records in the list, as far as they are loaded; None for one without."""
        row = self.list.currentIndex().row()
        records = (self._desk.records.record(row + ahead) for ahead in range(1, READ_AHEAD + 1))
        return [record.asset_sha256 for record in records if record]

    def _on_finished(self) -> None:
        if not self.list.step(1):
            self._desk.notices.say(self.tr("Every field of the last record is settled."), self._end_hint())

    def _decide(self, decision: Callable[[str, str], ChangeOperation[None]]) -> None:
        """Sign the record in some way, once all that was typed is kept, and go on."""
        if not self._page or not self.form.material_id:
            return
        material_id = self._page.summary.material_entity_id
        change = decision(material_id, self._desk.operator).success(lambda _: self._on_decided(material_id))
        self.form.when_kept(lambda: self._desk.operations.run(change, self))

    def _on_decided(self, material_id: str) -> None:
        if self._wanted == material_id:
            self._on_finished()

    def _on_changed(self, changed: Changed) -> None:
        shown = self._wanted
        concerns = changed.material_id in (None, shown)
        if shown and concerns and changed.what & (Change.FIELDS | Change.RECORDS):
            self._ask(shown)

    def _on_loaded(self) -> None:
        """A list read anew: stay with the record on the bench, else take the first."""
        if self._wanted:
            self.list.go_to(self._wanted, or_else=self._take_first)
        elif self._was_visited:
            self._take_first()

    def _take_first(self) -> None:
        if not self.list.has_place and not self.list.step(1):
            self._clear()

    def _clear(self) -> None:
        self._page, self._wanted = None, ""
        self.form.show_nothing()
        self.quality.show_nothing()
        self.judgements.show_judgements(())
        self.image.show_nothing()
        self._number.clear()
        self._mark.show_mark(None)
        self._status.clear()
        for button in (self.check_button, self.approve_button):
            button.setEnabled(False)

    def _empty_text(self) -> str:
        return self.tr(
            "Here the words on the labels become the record.\n\n"
            "{capture} takes in images; they appear on the left.\n"
            "{accept} agrees with what the machine read and goes on."
        ).format(capture=self._keys.get("bench.capture", ""), accept=self._keys.get("field.accept", ""))

    def _end_hint(self) -> str:
        return self.tr("{key} shows the catalogue.").format(key=self._keys.get("bench.catalogue", ""))
