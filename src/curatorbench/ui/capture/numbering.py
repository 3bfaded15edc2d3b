"""The second list: images whose things have no number yet, one key away from the stand and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from curatorbench.domain.pictures import QualityReport
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.capture import changes, reads
from curatorbench.ui.capture.numbers_queue import NumbersQueue
from curatorbench.ui.capture.stage import Stage
from curatorbench.ui.desk import Desk

if TYPE_CHECKING:
    from curatorbench.ui.capture.bench import Capture


class Numbering(QObject):
    def __init__(self, desk: Desk, stage: Stage, bench: Capture) -> None:
        super().__init__(bench)
        self._desk, self._stage, self._bench = desk, stage, bench
        self.queue = NumbersQueue(desk.thumbnails)
        self.queue.looked_at.connect(self._look_at)
        self.queue.numbered.connect(self._give)
        self.queue.left.connect(self.close)

    @property
    def is_open(self) -> bool:
        return self._bench.left.currentWidget() is self.queue

    def toggle(self) -> None:
        if self.is_open:
            self.close()
        else:
            self._bench.left.setCurrentWidget(self.queue)
            standing = self._bench.loop.standing
            session = standing.session if standing else None
            self.queue.expect(session.profile.number if session else "", session.collection if session else "")
            self.ask()

    def close(self) -> None:
        """Back to the stand, and to what it showed."""
        self._bench.left.setCurrentIndex(0)
        strip = self._stage.strip
        if strip.exposure:
            strip.chosen.emit(strip.exposure)
        else:
            self._bench.page.checks.show_report(None, is_expected=False)
        self._stage.show_live(self._bench.feed.is_on)
        self._stage.take_focus()

    def ask(self) -> None:
        self._desk.operations.run(reads.without_number().success(self._show), self)

    def _show(self, records: list[RecordSummary]) -> None:
        if self.is_open:
            self.queue.show_records(records)
            if not self.queue.isAncestorOf(self._bench.focusWidget() or self._bench):
                self.queue.begin()

    def _look_at(self, record: RecordSummary) -> None:
        """Its image, with the places outlined that look like a code and could not be read."""
        self._stage.show_live(False)
        sha256 = record.asset_sha256
        if sha256 is None:
            self._stage.show_nothing(self.tr("This record has no image."))
            return
        asked = reads.report(sha256)
        self._desk.operations.run(asked.success(partial(self._show_image, sha256)), self)

    def _show_image(self, sha256: str, report: QualityReport | None) -> None:
        record = self.queue.list.record
        if self.is_open and record and record.asset_sha256 == sha256:
            self._stage.show_exposure(sha256, "", report.unread if report else ())
            self._bench.page.checks.show_report(report, is_expected=False)

    def _give(self, record: RecordSummary, number: str) -> None:
        change = changes.give_number(record.material_entity_id, number, self._desk.operator)
        change.success(lambda _: self._on_given(number)).failure(partial(self.queue.refuse, record, number))
        self._desk.operations.run(change, self)

    def _on_given(self, number: str) -> None:
        self.queue.take_as_done(number)
        self.ask()
