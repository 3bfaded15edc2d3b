"""Publish: three numbers, the reasons beneath them, each a way to its records, and the archive."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem

from curatorbench.domain.publishing import Obstacle, Readiness
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.rows import ID_ROLE, TwoEnds, say
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.publish import reads
from curatorbench.ui.publish.archive_form import ArchiveForm
from curatorbench.ui.publish.numbers import Numbers
from curatorbench.ui.publish.words import obstacle_advice, obstacle_word
from curatorbench.ui.records.short_list import ShortList


class Publish(Bench):
    id = "publish"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key_to_capture = ""
        self.collections = _list(self.tr("Collections"))
        self.numbers = Numbers()
        self.obstacles = _list(self.tr("What holds records up"))
        self.records = ShortList(desk.thumbnails, self.tr("Records held up"))
        self.advice = quiet_label()
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.form = ArchiveForm(desk)
        left = pane(self.collections, self.numbers, (self.obstacles, 1))
        middle = pane(self.advice, (self.records, 1), (self.empty, 1))
        self.set_panes(left, middle, self.form)
        self._connect()

    @property
    def code(self) -> str:
        """The code of the collection in hand, empty while there is none."""
        item = self.collections.currentItem()
        return item.text() if item else ""

    @property
    def obstacle(self) -> Obstacle | None:
        item = self.obstacles.currentItem()
        return Obstacle(item.data(ID_ROLE)) if item else None

    def arrive(self) -> None:
        self._desk.operations.run(reads.collections().newest("publish collections").success(self._show_codes), self)
        self.form.prepare()
        self.obstacles.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self.form.show_key(keys["publish.write"])
        self._key_to_capture = keys["bench.capture"]

    def write(self) -> None:
        """Write the archive that the form describes."""
        if self.code:
            self.form.write(self.code)

    def refresh(self) -> None:
        """Count again; the numbers before stay until the new ones are there."""
        if self.code:
            asked = reads.readiness(self.code, self.form.only_approved).newest("readiness")
            self._desk.operations.run(asked.success(self._show), self)

    def _connect(self) -> None:
        self.collections.currentItemChanged.connect(lambda *_: self._on_collection())
        self.obstacles.currentItemChanged.connect(lambda *_: self._on_obstacle())
        self.records.opened.connect(self._open)
        self.form.narrowed.connect(self.refresh)
        self._desk.operations.changed.connect(self._on_changed)

    def _show_codes(self, codes: list[str]) -> None:
        before = self.code
        if [self.collections.item(row).text() for row in range(self.collections.count())] != codes:
            self.collections.clear()
            self.collections.addItems(codes)
            self.collections.setCurrentRow(codes.index(before) if before in codes else 0)
        self.collections.setVisible(len(codes) > 1)
        self.refresh()
        if not codes:
            said = self.tr("This is where a collection leaves the house.\n\nTake images in first: {key}.")
            self._show_text(said.format(key=self._key_to_capture))

    def _on_collection(self) -> None:
        self.form.set_collection(self.code)
        self.refresh()

    def _show(self, found: Readiness) -> None:
        self.numbers.show_readiness(found)
        self.form.show_last(found.last)
        self._show_obstacles(found.obstacles)
        if not found.obstacles:
            self.records.show_records(())
            self._show_text(self._nothing_held_up(found.ready))

    def _show_obstacles(self, counted: Mapping[Obstacle, int]) -> None:
        before = self.obstacle
        self.obstacles.blockSignals(True)
        self.obstacles.clear()
        for obstacle, count in counted.items():
            item = QListWidgetItem()
            item.setData(ID_ROLE, obstacle.value)
            say(item, obstacle_word(obstacle), grouped(count))
            self.obstacles.addItem(item)
        known = list(counted)
        if known:
            self.obstacles.setCurrentRow(known.index(before) if before and before in known else 0)
        self.obstacles.blockSignals(False)
        self._on_obstacle()

    def _on_obstacle(self) -> None:
        obstacle = self.obstacle
        self.advice.setText(obstacle_advice(obstacle, self._desk.keys["record.approve"]) if obstacle else "")
        if obstacle:
            asked = reads.held_up(self.code, obstacle, self.form.only_approved).newest("held up")
            self._desk.operations.run(asked.success(self._show_records), self)

    def _show_records(self, records: list[RecordSummary]) -> None:
        self.records.show_records(records)
        self.records.show()
        self.empty.hide()

    def _show_text(self, text: str) -> None:
        self.empty.setText(text)
        self.empty.show()
        self.records.hide()

    def _nothing_held_up(self, ready: int) -> str:
        if ready:
            return self.tr("Nothing is held up: every record is ready to leave.")
        return self.tr("This collection has no records yet.")

    def _open(self, record: RecordSummary) -> None:
        self._desk.ways.record_wanted.emit(record.material_entity_id, "transcribe")

    def _on_changed(self, changed: Changed) -> None:
        if self.isVisible() and changed.what & (Change.RECORDS | Change.FIELDS):
            self.refresh()


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setItemDelegate(TwoEnds(made))
    made.setTabKeyNavigation(False)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return made
