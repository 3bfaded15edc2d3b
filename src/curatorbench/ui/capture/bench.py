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
from curatorbench.ui.desk import Desk
from curatorbench.ui.images.image_view import ImageView
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.records.short_list import ShortList
from curatorbench.workflow.capture import Station

_LOOK_EVERY = 500  # ms between two looks at a device that others fill
_SHOWN = 8  # exposures in the list


class Capture(Bench):
    id = "capture"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.station: Station | None = None
        self._is_exposing = self._is_looking = False
        self._shown: str | None = None  # SHA-256 of the image before the eye
        self._arrived: list[tuple[float, RecordSummary]] = []
        self.shots = ShortList(desk.thumbnails, self.tr("Last exposures"))
        self.shots.set_empty_text(self.tr("The last exposures come here, each with its number once it has been read."))
        self.image = ImageView()
        self.connection, self.checks = Connection(), Checks()
        self.rate, self.keys = QLabel(), quiet_label()
        right = pane(self.connection, self.checks, self.rate, self.keys, (QWidget(), 1))
        right.setContentsMargins(GRID, GRID, GRID, GRID)
        self.set_panes(pane((self.shots, 1)), pane((self.image, 1)), right)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._keys: Mapping[str, str] = {}
        self._connect()

    def arrive(self) -> None:
        self._desk.operations.run(reads.proposal().newest("capture proposal").success(self.connection.propose), self)
        (self.shots if self.station else self.connection.kind).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self.connection.show_key(keys["capture.connect"])
        self._say_what_next()

    def shoot(self) -> None:
        """Expose once. The next press counts as soon as the exposure is on disk."""
        if self.station is None:
            self.connection.say(self.tr("Connect a device first: {key}.").format(key=self._keys["capture.connect"]))
        elif not self.station.can_shoot:
            self.connection.say(self.tr("Expose at the device; what it writes is taken in by itself."))
        elif not self._is_exposing:
            self._is_exposing = True
            self._say_what_next()
            change = changes.expose(self.station).success(self._take_exposure).failure(self._on_not_exposed)
            self._desk.operations.run(change, self)

    def connect_device(self) -> None:
        if not self.connection.is_complete:
            self.connection.say(self.tr("Name the folder that the device fills."))
            self.connection.folder.setFocus()
            return
        change = changes.connect(*self.connection.chosen, self._desk.operator)
        self._desk.operations.run(change.success(self._on_connected).failure(self._on_refused), self)

    def end(self) -> None:
        self.let_go()

    def let_go(self) -> None:
        self._timer.stop()
        if self.station:
            self._desk.operations.run(changes.disconnect(self.station), self)
        self.station = None
        self.connection.show_connected("")
        self._say_what_next()
        self.connection.kind.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._show_shots()
        self._shown = None
        self.connection.show_connected(station.name)
        self._say_what_next()
        self.shots.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()

    def _on_refused(self, error: CuratorError) -> None:
        self.connection.say(f"{error.message} {error.hint}")

    def _look(self) -> None:
        if self.station and not self._is_looking:
            self._is_looking = True
            asked = changes.arrived(self.station).success(self._take_seen).failure(self._on_not_seen)
            self._desk.operations.run(asked, self)

    def _take_seen(self, arrivals: list[Arrival]) -> None:
        self._is_looking = False
        self._take(arrivals)

    def _take_exposure(self, arrivals: list[Arrival]) -> None:
        self._is_exposing = False
        self._say_what_next()
        self._take(arrivals)

    def _take(self, arrivals: list[Arrival]) -> None:
        before = len(self._arrived)
        for arrival in arrivals:
            if arrival.record and arrival.taken.status == "taken":
                self._arrived.append((time.monotonic(), arrival.record))
            elif arrival.taken.error:
                self._desk.notices.failed(arrival.taken.file.name, arrival.taken.error)
        if len(self._arrived) > before:  # what is known already is no exposure of this sitting
            self._show_shots()
            self.shots.go_to(0)
            self._show_rate()
            self._desk.operations.tell(Changed(Change.RECORDS | Change.JOBS))

    def _on_not_seen(self, error: CuratorError) -> None:
        """The loop goes on: a device that failed once is asked again, and the sentence stands where the eye is."""
        self._is_looking = False
        self._on_refused(error)

    def _on_not_exposed(self, error: CuratorError) -> None:
        self._is_exposing = False
        self._say_what_next()
        self._on_refused(error)

    def _say_what_next(self) -> None:
        """The one key of the moment, at the right, and in the middle while no exposure is there."""
        if self._is_exposing:
            said = self.tr("Exposing …")
        elif self.station is None:
            said = ""
        elif self.station.can_shoot:
            said = self.tr("{key} exposes.").format(key=self._keys["capture.shoot"])
        else:
            said = self.tr("What arrives is taken in by itself.")
        self.keys.setText(said)
        if not self._arrived:
            self.image.show_nothing(self._empty_text(said))

    def _show_shots(self) -> None:
        self.shots.show_records([record for _, record in reversed(self._arrived[-_SHOWN:])])

    def _show_rate(self) -> None:
        begun = self._arrived[0][0]
        hours = max(time.monotonic() - begun, 60) / 3600
        count = len(self._arrived)
        self.rate.setText(
            self.tr("{count} taken, {rate} an hour").format(count=grouped(count), rate=round(count / hours))
        )

    def _show(self, record: RecordSummary) -> None:
        if record.asset_sha256 == self._shown and self.image.has_image:
            return  # the same exposure, with its number by now
        self._shown = record.asset_sha256
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
        if self._shown != record.asset_sha256:
            return
        if isinstance(image, CuratorError):
            self.image.show_nothing(f"{image.message}\n{image.hint}")
        else:
            self.image.show_image(image)

    def _open(self, record: RecordSummary) -> None:
        self._desk.ways.record_wanted.emit(record.material_entity_id, "transcribe")

    def _on_changed(self, changed: Changed) -> None:
        """Worker processes have gone on: numbers and names of the exposures may be there, and the checks."""
        shown = [record.asset_sha256 for _, record in self._arrived[-_SHOWN:] if record.asset_sha256]
        if not (self.isVisible() and shown and changed.what & (Change.RECORDS | Change.FIELDS | Change.JOBS)):
            return
        self._desk.operations.run(reads.records(shown).newest("exposures").success(self._show_read), self)
        if self.shots.record:
            asked = reads.checks(self.shots.record.asset_sha256 or "").newest("checks")
            self._desk.operations.run(asked.success(self._show_checks), self)

    def _show_read(self, records: dict[str, RecordSummary]) -> None:
        """The exposures as they are now; each stays in its place, whatever record its code has met."""
        self._arrived = [(at, records.get(known.asset_sha256 or "", known)) for at, known in self._arrived]
        self._show_shots()

    def _empty_text(self, next_: str) -> str:
        begin = self.tr("Choose a source at the right; {key} connects it.").format(
            key=self._keys.get("capture.connect", "")
        )
        return self.tr("This is where specimens become records.") + "\n\n" + (next_ or begin)
