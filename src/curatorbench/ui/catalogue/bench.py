"""Catalogue: every record there is. Typing anywhere searches, facets narrow, Enter opens the record to transcribe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from curatorbench.domain.found import Row, View
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordSummary
from curatorbench.domain.things import UnitPath
from curatorbench.ui.actions.offer import Offer
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.catalogue import found_words, reads
from curatorbench.ui.catalogue.chips import Chips
from curatorbench.ui.catalogue.column_chooser import ColumnChooser
from curatorbench.ui.catalogue.facets import Facets
from curatorbench.ui.catalogue.record_pane import RecordPane
from curatorbench.ui.catalogue.search import Burst, SearchField
from curatorbench.ui.catalogue.table import RecordTable
from curatorbench.ui.catalogue.views import ViewChooser, Views
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.look.labels import ShortLabel
from curatorbench.ui.look.palette import GRID, small
from curatorbench.ui.operations import changes
from curatorbench.ui.parts.side import Side
from curatorbench.ui.parts.subject import Subject
from curatorbench.ui.records import columns as columns_
from curatorbench.ui.records.columns import Column, asked_for
from curatorbench.ui.records.reads import exactly
from curatorbench.workflow.settings import Value

COLUMNS = "catalogue.columns"  # the setting that keeps them


class Catalogue(Bench):
    id = "catalogue"
    table: RecordTable
    record: RecordPane

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._question = Question()  # without what stands in the search and what is chosen among the facets
        self._kept_columns = ""
        self._keys: Mapping[str, str] = {}
        burst = Burst()
        self.search = SearchField(burst, self.tr("Search names, people, places, numbers"))
        self.search.setAccessibleName(self.tr("Search"))
        self.facets = Facets(desk.operations, burst)
        self.table = RecordTable(desk.records, desk.thumbnails, burst)
        self.chips = Chips()
        self.found, self.picked = ShortLabel(), ShortLabel(align=Qt.AlignmentFlag.AlignRight)
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.record = RecordPane(desk)
        self.views = Views(desk, self)
        self.columns_button, self.views_button = self._button(self.tr("Columns")), self._button(self.tr("Views"))
        self.set_panes(self.facets, self._middle(), self.record)
        self._column_chooser: ColumnChooser | None = None
        self._view_chooser: ViewChooser | None = None
        self._connect()
        self._ask_for_what_is_kept()

    @property
    def image(self) -> ImageView:
        return self.record.image

    @property
    def side(self) -> Side:
        return self.record

    def subject(self) -> Subject:
        """What can be mended: all that is selected, the record and the image beside it."""
        storage = self.facets.tree.choices.get("storage", ())
        return Subject(
            self.table.record,
            self.table.selected_keys(),
            self.record.page.images.sha256,
            self.record.page.images.all,
            self.table.column_in_hand,
            (storage[-1] if storage else None) or "",
            self.table.is_growing,
        )

    # Coming and going

    def offers(self) -> Sequence[Offer]:
        said = self.tr("View: {name}")
        return [
            Offer(f"view:{view.name}", said.format(name=view.name), partial(self._go_to_view, view))
            for view in self.views.known
        ]

    def _go_to_view(self, view: View) -> None:
        self._desk.ways.bench_wanted.emit(self.id)
        self.show_view(view)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        for button, said, id_ in (
            (self.columns_button, self.tr("Choose columns"), "table.columns"),
            (self.views_button, self.tr("Choose, keep or forget a view"), "table.views"),
        ):
            button.setToolTip(f"{said}  {keys.get(id_, '')}".strip())
        self._keys = keys

    def arrive(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.facets.follow(self._asked())
        if self.table.record and not self.record.record:
            self._on_chosen(self.table.record)  # it was the first of a list that came while another bench was in front

    def show_record(self, material_id: str, term: str | None = None) -> None:
        if not self.table.record or self.table.record.material_entity_id != material_id:
            self.table.go_to(material_id)

    def begin_search(self) -> None:
        """The focus to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def begin_narrowing(self) -> None:
        """The focus to the facets."""
        self.places[0].show()
        self.facets.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def arrangement(self) -> dict[str, list[int]]:
        """Also which sections of the record's page are folded."""
        return {**super().arrangement(), "sections": self.record.page.folded}

    def arrange(self, kept: Mapping[str, list[int]]) -> None:
        super().arrange(kept)
        self.record.page.fold(kept.get("sections", ()))

    # Asking

    def search_now(self) -> None:
        """Ask the catalogue for what stands in the search, as narrowed by the facets."""
        asked = self._asked()
        self._desk.records.ask(self.facets.narrow(asked))
        self.facets.follow(asked)
        self._show_chips()

    def sort_by(self, name: str) -> None:
        """Up, then down, then in the order of capture again."""
        if not columns_.is_sortable(name):
            return
        is_same, was_down = self._question.sort == name, self._question.descending
        sort = "" if is_same and was_down else name
        self._question = replace(self._question, sort=sort, descending=is_same and not was_down)
        self.search_now()
        self.table.show_sorting()
        self._desk.notices.say(found_words.sorting(self._question))

    def show_all(self) -> None:
        """Take off all that narrows: every record is there again."""
        self._question = replace(self._question, filters=())
        self.facets.take_all_off()
        self.search.clear()
        self.search_now()

    def _asked(self) -> Question:
        return replace(self._question, text=self.search.text().strip())

    def _take_off(self, name: str) -> None:
        if name in self.facets.tree.choices:
            self.facets.take_off(name)
            return
        self._question = reads.without(self._question, name)
        self.search_now()

    # Looking up

    def look_up(self, text: str, is_scan: bool) -> None:
        """Go to the one record of this number, or to the storage unit of this barcode; else to what was found."""
        if not text.strip():
            self._go_to_results()
            return
        asked = exactly(text).success(lambda found: self._on_looked_up(text, is_scan, found))
        self._desk.operations.run(asked, self)

    def _on_looked_up(self, text: str, is_scan: bool, found: Row | UnitPath | None) -> None:
        if isinstance(found, Row):
            self.search.clear()
            self._open(found.summary)
        elif found:
            self.search.clear()
            self.facets.choose_unit(found.id, str(found))
        elif is_scan:
            self.search.setText(text)
            self.search.selectAll()
            self._desk.notices.say(self.tr("No single record has the number “{text}”.").format(text=text))
        else:
            self._go_to_results()

    def _go_to_results(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.table.record is None:
            self.table.step(1)

    def _on_typed(self, letter: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.end(False)
        self.search.insert(letter)

    # Columns and views

    def choose_columns(self) -> None:
        if self._column_chooser is None:
            self._column_chooser = ColumnChooser(self.window(), lambda: self.table.columns, self.show_columns)
        self._column_chooser.open()

    def choose_view(self) -> None:
        if self._view_chooser is None:
            self._view_chooser = ViewChooser(self.window(), self.views, self._as_view)
        self._view_chooser.open()

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these columns and keep them."""
        self.table.show_columns(columns)
        self._keep_columns()

    def toggle_images(self) -> None:
        shown = self.table.columns
        without = tuple(column for column in shown if column.name != columns_.IMAGE)
        image = Column(columns_.IMAGE, columns_.usual_width(columns_.IMAGE))
        self.show_columns(without if len(without) < len(shown) else (image, *shown))

    def show_view(self, view: View) -> None:
        """The columns and the question of a view, in place of what is shown."""
        widths = {column.name: column.width for column in self.table.columns}
        self.show_columns(columns_.named(view.columns, widths))
        rest = self.facets.take_choices(view.question)
        self._question = replace(rest, text="")
        self._put_text(view.question.text)
        self.search_now()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _as_view(self, name: str) -> View:
        names = tuple(column.name for column in self.table.columns if column.name != columns_.IMAGE)
        return View(name, names or asked_for(columns_.USUAL), self._desk.records.question)

    def _put_text(self, text: str) -> None:
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)

    def _keep_columns(self) -> None:
        kept = columns_.written(self.table.columns)
        if kept != self._kept_columns:
            self._kept_columns = kept
            self._desk.operations.run(changes.keep_setting(COLUMNS, kept), self)

    def _ask_for_what_is_kept(self) -> None:
        self.views.read()
        self._desk.operations.run(reads.setting(COLUMNS).success(self._take_columns), self)

    def _take_columns(self, kept: Value) -> None:
        self._kept_columns = str(kept)
        self.table.show_columns(columns_.read(str(kept)))

    # Showing

    def _on_loaded(self) -> None:
        self._show_count()
        if not self.table.has_place and not self.table.step(1):
            self.record.show_record(None)

    def _on_counted(self) -> None:
        """Rows came or went under the same question: the first of all have nobody who stands there yet."""
        self._show_count()
        if not self.table.has_place:
            self.table.step(1)

    def _show_empty(self) -> None:
        """The table, or in its place why there is none."""
        is_empty = not self._desk.records.rowCount()
        had_focus = self.table.hasFocus()
        self.empty.setVisible(is_empty)
        self.table.setVisible(not is_empty)
        if is_empty:
            said = found_words.nothing(self.search.text().strip(), self.chips.words, self._keys)
            self.empty.setText(said)
        if is_empty and had_focus:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_count(self) -> None:
        records = self._desk.records
        is_narrowed = bool(self.search.text().strip() or self.chips.words)
        self.found.setText(found_words.count(records.rowCount(), records.is_complete, is_narrowed))
        self._show_empty()
        self._show_picked()

    def _show_picked(self) -> None:
        count = self.table.selected_count()
        said = found_words.picked(count, is_growing=self.table.is_growing)
        self.picked.setText(said if count > 1 else "")

    def _show_chips(self) -> None:
        choices = [(facet, self.facets.choice_words(facet)) for facet in self.facets.tree.choices]
        others = [(name, found_words.filter_(name, value)) for name, value in self._question.filters]
        self.chips.show_chips([*choices, *others])

    def _on_chosen(self, record: RecordSummary) -> None:
        if self.isVisible():
            self._desk.in_hand.show_record(record.material_entity_id)
            self.record.show_record(record)

    def _open(self, record: RecordSummary) -> None:
        self._desk.ways.record_wanted.emit(record.material_entity_id, "transcribe")

    # Made once

    def _connect(self) -> None:
        desk = self._desk
        self.search.textChanged.connect(lambda _: self.search_now())
        self.search.go_to_results.connect(self._go_to_results)
        for heard in (self.search.entered, self.table.scanned, self.facets.scanned):
            heard.connect(self.look_up)
        self.facets.narrowed.connect(self.search_now)
        self.facets.counted.connect(self._show_chips)
        self.chips.taken_off.connect(self._take_off)
        self.table.typed.connect(self._on_typed)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._show_picked)
        self.table.arranged.connect(self._keep_columns)
        self.table.sort_wanted.connect(self.sort_by)
        self.table.emptied.connect(self.search.clear)
        self.views.wanted.connect(self.show_view)
        self.columns_button.clicked.connect(self.choose_columns)
        self.views_button.clicked.connect(self.choose_view)
        self.record.page.jumped.connect(self.show_record)
        desk.records.loaded.connect(self._on_loaded)
        desk.records.counted.connect(self._on_counted)

    def _middle(self) -> QWidget:
        top, bottom = QWidget(), QWidget()
        above, below = QHBoxLayout(top), QHBoxLayout(bottom)
        for row in (above, below):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID)
        above.addWidget(self.search, 1)
        above.addWidget(self.views_button)
        above.addWidget(self.columns_button)
        for label in (self.found, self.picked):
            label.setProperty("tone", "quiet")
            label.setFont(small(label.font()))
            below.addWidget(label, 1)
        bottom.setMinimumHeight(3 * GRID)
        self.empty.hide()
        return pane(top, self.chips, (self.table, 1), (self.empty, 1), bottom)

    def entry(self, place: QWidget) -> QWidget | None:
        return self.table if place.isAncestorOf(self.table) and self.table.isVisible() else super().entry(place)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        return button
