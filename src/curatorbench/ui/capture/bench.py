"""Capture: what arrives from a device becomes a record at once; the last exposures with their checks."""

from __future__ import annotations

import time
from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.pictures import QualityReport
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.bench import Bench, pane
from curatorbench.ui.capture import changes, reads
from curatorbench.ui.capture.changes import Arrival
from curatorbench.ui.capture.checks import Checks
from curatorbench.ui.capture.connection import Connection
from curatorbench.ui.catalogue.short_list import ShortList
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.workflow.capture import Station

_LOOK_EVERY = 500  # ms between two looks at a device that others fill
_SHOWN = 8  # exposures in the list


class Capture(Bench):
    id = "capture"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.station: Station | None = None
        self._is_busy = False
        self._arrived: list[tuple[float, RecordSummary]] = []
        self.shots = ShortList(desk.thumbnails, self.tr("Last exposures"))
        self.image = ImageView(self._empty_text(""))
        self.connection, self.checks = Connection(), Checks()
        self.rate, self.keys = QLabel(), quiet_label()
        right = pane(self.connection, self.checks, self.rate, self.keys, (QWidget(), 1))
        right.setContentsMargins(GRID, GRID, GRID, GRID)
        self.set_panes(pane((self.shots, 1)), pane((self.image, 1)), right)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._key = ""
        self._connect()

    def arrive(self) -> None:
        self._desk.operations.run(reads.folder().newest("capture folder").success(self.connection.propose), self)
        (self.shots if self.station else self.connection.kind).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self._key = keys["capture.shoot"]
        self.image.show_nothing(self._empty_text(self._key))

    def shoot(self) -> None:
        """Expose once. The next press counts as soon as the exposure is on disk."""
        if self.station is None or self._is_busy:
            return
        if not self.station.can_shoot:
            self.connection.say(self.tr("Expose at the device; what it writes is taken in by itself."))
            return
        self._is_busy = True
        change = changes.expose(self.station).success(self._take).failure(self._on_failed)
        self._desk.operations.run(change, self)

    def connect_device(self) -> None:
        if not self.connection.is_complete:
            self.connection.say(self.tr("Name the folder that the device fills."))
            self.connection.folder.setFocus()
            return
        change = changes.connect(*self.connection.chosen, self._desk.operator)
        self._desk.operations.run(change.success(self._on_connected).failure(self._on_refused), self)

    def let_go(self) -> None:
        self._timer.stop()
        if self.station:
            self._desk.operations.run(changes.disconnect(self.station), self)
        self.station = None
        self.connection.show_connected("")

    def _connect(self) -> None:
        self.connection.wanted.connect(self.connect_device)
        self.connection.unwanted.connect(self.let_go)
        self.shots.chosen.connect(self._show)
        self.shots.opened.connect(self._open)
        self._timer.timeout.connect(self._look)
        self._desk.operations.changed.connect(self._on_changed)

    def _on_connected(self, station: Station) -> None:
        self.station = station
        self._arrived.clear()
        self.connection.show_connected(station.name)
        can = self.tr("{key} exposes.").format(key=self._key)
        self.keys.setText(can if station.can_shoot else self.tr("What arrives is taken in by itself."))
        self.shots.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()

    def _on_refused(self, error: CuratorError) -> None:
        self.connection.say(f"{error.message} {error.hint}")

    def _look(self) -> None:
        if self.station and not self._is_busy:
            self._is_busy = True
            asked = changes.arrived(self.station).success(self._take).failure(self._on_failed)
            self._desk.operations.run(asked, self)

    def _take(self, arrivals: list[Arrival]) -> None:
        self._is_busy = False
        for arrival in arrivals:
            if arrival.record and arrival.taken.status == "taken":
                self._arrived.append((time.monotonic(), arrival.record))
            elif arrival.taken.error:
                self._desk.notices.failed(arrival.taken.file.name, arrival.taken.error)
        if any(arrival.record for arrival in arrivals):
            self.shots.show_records([record for _, record in reversed(self._arrived[-_SHOWN:])])
            self.shots.go_to(0)
            self._show_rate()
            self._desk.operations.tell(Changed(Change.RECORDS | Change.JOBS))

    def _on_failed(self, error: CuratorError) -> None:
        """The loop goes on: a device that failed once is asked again, and the sentence stands where the eye is."""
        self._is_busy = False
        self.connection.say(f"{error.message} {error.hint}")

    def _show_rate(self) -> None:
        begun = self._arrived[0][0]
        hours = max(time.monotonic() - begun, 60) / 3600
        count = len(self._arrived)
        self.rate.setText(
            self.tr("{count} taken, {rate} an hour").format(count=f"{count:n}", rate=round(count / hours))
        )

    def _show(self, record: RecordSummary) -> None:
        if record.asset_sha256 is None:
            self.image.show_nothing(self.tr("This record has no image."))
            return
        self.image.wait_for_image()
        self._desk.pictures.get(record.asset_sha256, lambda image: self._show_image(record, image))
        self._ask_checks(record)

    def _ask_checks(self, record: RecordSummary) -> None:
        self.checks.show_report(None, is_expected=True)
        asked = reads.checks(record.asset_sha256 or "").newest("checks")
        self._desk.operations.run(asked.success(self._show_checks), self)

    def _show_checks(self, report: QualityReport | None) -> None:
        self.checks.show_report(report, is_expected=report is None)

    def _show_image(self, record: RecordSummary, image: QImage | CuratorError) -> None:
        if self.shots.record != record:
            return
        if isinstance(image, CuratorError):
            self.image.show_nothing(f"{image.message}\n{image.hint}")
        else:
            self.image.show_image(image)

    def _open(self, record: RecordSummary) -> None:
        self._desk.ways.record_wanted.emit(record.material_entity_id, "transcribe")

    def _on_changed(self, changed: Changed) -> None:
        """Worker processes have gone on: the checks of the exposure shown may be there."""
        if self.isVisible() and Change.JOBS in changed.what and self.shots.record:
            asked = reads.checks(self.shots.record.asset_sha256 or "").newest("checks")
            self._desk.operations.run(asked.success(self._show_checks), self)

    def _empty_text(self, key: str) -> str:
        begin = self.tr("Connect a device at the right; {key} exposes.").format(key=key or "Space")
        return self.tr("This is where specimens become records.") + "\n\n" + begin
