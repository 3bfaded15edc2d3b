"""Capture: one loop from the thing under the lens to the record, by keys, at the speed of the hands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from curatorbench.domain.captures import Answer, Became, Exposure
from curatorbench.domain.devices import Ability
from curatorbench.domain.pictures import QualityReport
from curatorbench.domain.profiles import Profile
from curatorbench.domain.record import RecordSummary
from curatorbench.ui.bench import Bench, pane, scrolled
from curatorbench.ui.capture import reads
from curatorbench.ui.capture.changes import SHOWN, Standing
from curatorbench.ui.capture.device_panel import Dials
from curatorbench.ui.capture.live_feed import LiveFeed, LiveImage
from curatorbench.ui.capture.loop import Loop
from curatorbench.ui.capture.numbering import Numbering
from curatorbench.ui.capture.pace import Pace
from curatorbench.ui.capture.profile_panel import ProfilePanel
from curatorbench.ui.capture.running_page import RunningPage
from curatorbench.ui.capture.session_form import SessionForm
from curatorbench.ui.capture.sounds import Sounds
from curatorbench.ui.capture.spoken import Spoken
from curatorbench.ui.capture.stage import Stage
from curatorbench.ui.capture.starting import Starting
from curatorbench.ui.capture.switches import Switches
from curatorbench.ui.capture.unit_panel import UnitPanel
from curatorbench.ui.capture.what_next import WhatNext
from curatorbench.ui.capture.words import VIEWS, is_checked, status_words
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.operations.operations import Change, Changed
from curatorbench.ui.parts.side import Side
from curatorbench.workflow.capture import Station

_CHECK_EVERY = 700  # ms between two looks for checks that are on their way


class Capture(Bench):
    id = "capture"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._keys: Mapping[str, str] = {}
        self._reports: dict[str, QualityReport] = {}
        self._last: Standing | None = None  # of the session that runs, or ran last
        self._left_at: QWidget | None = None  # what had the focus when the bench went to the back
        self.loop = Loop(desk.operations, self)
        self.feed, self.pace, self.sounds = LiveFeed(desk.operations, self), Pace(self), Sounds(self)
        self.what_next, self.stage = WhatNext(), Stage(desk.pictures, desk.thumbnails)
        self.form, self.page = SessionForm(desk), RunningPage()
        self.starting = Starting(desk, self.form, self)
        self.numbering = Numbering(desk, self.stage, self)
        self.left, self._right = QStackedWidget(), QStackedWidget()
        self.side = Side(self._right)
        self._lay_out()
        self.spoken = Spoken(self)
        self.switches = Switches(desk, self)
        self.dials = Dials(desk.operations, self.loop, self.page.device, self)
        self._checking = QTimer(self, interval=_CHECK_EVERY)
        self._connect()

    # -- what the window asks ------------------------------------------------------------------------------------

    def arrive(self) -> None:
        if self.loop.standing is None:
            self.starting.ask()
            self.form.go_on_at(self._left_at)
        else:
            self.stage.take_focus()

    def leave(self) -> None:
        self._left_at = self.focusWidget()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        self._keys = keys
        self.form.show_keys(keys.get("capture.begin", ""), keys.get("capture.profile", ""))
        self.what_next.show_keys(keys)
        self.stage.show_keys(keys)
        self.spoken.show_keys(keys)
        self.switches.show()

    def undo(self, operator: str) -> bool:
        """The last exposure goes first; without one, and while numbers are given, the records' history is asked."""
        standing = self.loop.standing
        if standing is None or self.numbering.is_open or not (standing.recent or self.loop.on_their_way):
            return False
        self.loop.undo()
        return True

    def keep_edits(self) -> None:
        self.page.sticky.keep()

    def end(self) -> None:
        self._rest()
        self.loop.stop()

    # -- what a person does --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin the session that the form says; while one runs, there is nothing to begin."""
        if self.loop.standing is None:
            self.starting.begin()

    def end_session(self) -> None:
        """When all that is on its way is saved, let the device go; the form is there again, as it was."""
        self.pace.switch(False)
        self.loop.end()

    def shoot(self, *, is_reshoot: bool = False) -> None:
        if self.loop.standing is None:
            self.form.say(self.tr("Begin a session first: {key}.").format(key=self._keys.get("capture.begin", "")))
            return
        if self.feed.is_on:
            self.stage.show_live(True)
        self.pace.restart()
        self.loop.shoot(is_reshoot=is_reshoot)

    def again(self) -> None:
        """Take the last one again: the old picture is superseded. Where an answer is waited for, it is one."""
        if self.is_asked:
            self.answer(Answer.RESHOT)
        elif self.loop.standing and (self.loop.standing.recent or self.loop.on_their_way):
            self.shoot(is_reshoot=True)
        elif self.loop.standing:
            self.stage.saying.say(self.tr("There is no exposure yet to take again."))

    def answer(self, said: Answer) -> None:
        """Nobody answers blind: while another picture is before the eye, the one that is asked about comes first."""
        if self.is_asked and self.stage.strip.show_asked():
            self.spoken.say_asked_first()
        elif self.is_asked:
            self.loop.answer(said)

    def another_view(self) -> None:
        """Another picture of the same thing: like the last one first, then the other views in turn."""
        standing = self.loop.standing
        if standing is None:
            return
        session = standing.session
        cycle = tuple(dict.fromkeys((*session.profile.views, *VIEWS)))
        if session.object is None:
            view = standing.recent[0].view if standing.recent else ""
            self.loop.another_view(view or session.profile.views[0])
        else:
            at = cycle.index(session.view) if session.view in cycle else -1
            self.loop.another_view(cycle[(at + 1) % len(cycle)])

    def change_unit(self) -> None:
        if self.loop.standing:
            panel = UnitPanel(self._desk, self.loop.standing.session)
            panel.chosen.connect(self.loop.change_unit)
            self.side.open(panel)

    def edit_profile(self) -> None:
        """The profile that the form names; while a session runs, its own."""
        standing = self.loop.standing
        profile = standing.session.profile if standing else self.form.chosen_profile
        panel = ProfilePanel(self._desk, profile or Profile(""))
        panel.kept.connect(self._on_profile)
        self.side.open(panel)

    def edit_sticky(self) -> None:
        if self.loop.standing:
            self.page.sticky.begin()

    def toggle_settings(self) -> None:
        if self.loop.can(Ability.SETTINGS):
            self.page.device.toggle()

    def enter(self) -> None:
        """Enter at the picture or the film: agree to what is asked, else look closer."""
        if self.is_asked:
            self.answer(Answer.ANOTHER)
        elif self.stage.strip.hasFocus():
            self._open(self.stage.strip.exposure)
        else:
            self.stage.zoom(0)

    @property
    def is_asked(self) -> bool:
        """Whether an exposure waits for an answer."""
        return self.loop.standing is not None and bool(self.loop.standing.held)

    # -- what happens --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what goes on by itself, then brings the hands back to the picture."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.loop.stop_feeding():
            if self.pace.is_on:
                self.switches.timer()
            elif self.numbering.is_open:
                self.numbering.close()
            elif self.loop.standing:
                self.stage.show_live(self.feed.is_on)
                self.stage.take_focus()
                event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._see(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._see(False)

    def _see(self, is_seen: bool) -> None:
        """What nobody sees rests; what was done elsewhere meanwhile is asked for."""
        self.feed.is_seen = is_seen
        self.feed.go_on()
        self._rest_pace()
        self._say_figures()
        if is_seen:
            self.loop.refresh()
            self._ask_reports()
        else:
            self._checking.stop()

    def _rest_pace(self) -> None:
        self.pace.rest(not self.isVisible() or self.side.currentIndex() > 0)
        self.spoken.say_going()

    def _rest(self) -> None:
        self.pace.switch(False)
        self.feed.show(None)
        self._checking.stop()

    def go(self, station: Station, standing: Standing) -> None:
        """A session has begun, or goes on."""
        self._reports.clear()
        self.side.close_panel()
        self._right.setCurrentIndex(1)
        self.feed.show(station)
        self.loop.go(station, standing)
        self.page.device.setVisible(self.loop.can(Ability.SETTINGS))
        self.dials.ask_again()  # another device has other settings
        self.switches.follow(standing.session.profile)
        self.stage.show_live(self.feed.is_on)
        self.stage.take_focus()
        self.spoken.say_ready()
        self._ask_reports()

    def _on_ended(self, session_id: str) -> None:
        self._rest()
        self.side.close_panel()
        self._right.setCurrentIndex(0)
        self.what_next.show_standing(None, "")
        self.stage.question.ask(None, 0)
        self.stage.strip.show_exposures((), {})
        self.stage.show_live(False)
        self.spoken.say_nothing_yet()
        if self._last:
            self.spoken.say_left(len(self._last.held))
            self.form.choose_unit(self._last.session.storage)
        self._say_figures()
        self.starting.end(session_id)
        if self.isVisible():
            self.form.begin()

    def _on_taken(self, exposure: Exposure) -> None:
        if exposure.became is Became.FAILED and exposure.error:  # said in place; kept for the report
            self._desk.notices.failed(self.tr("take the exposure in"), exposure.error, shown_in_place=True)
        self._ask_reports()

    def _on_stood(self, standing: Standing) -> None:
        self._last = standing
        begins_to_ask = self.page.show_standing(standing)
        self.what_next.show_standing(standing, self.loop.station.name if self.loop.station else "")
        held = standing.held
        self.stage.question.ask(held[0] if held else None, len(held) - 1)
        self._show_film()
        self._say_figures()
        if begins_to_ask and standing.exposure is None:  # after a shot the hands stay at the shutter
            self.page.sticky.begin()

    @property
    def _film(self) -> tuple[Exposure, ...]:
        """The last exposures, the newest first; the one that is asked about is among them, however old it is."""
        standing = self.loop.standing
        recent = standing.recent if standing else ()
        if standing is None or not standing.held or standing.held[0].id in {one.id for one in recent}:
            return recent
        return (*recent[: SHOWN - 1], standing.held[0])

    def _show_film(self) -> None:
        standing, had_one = self.loop.standing, self.stage.strip.exposure is not None
        asked = standing.held[0].id if standing and standing.held else None
        self.stage.strip.show_exposures(self._film, self._reports, asked)
        if had_one and self.stage.strip.exposure is None and not self.numbering.is_open:
            self.stage.show_nothing("")  # the only one was taken back
        self._show_checks()

    def _show_exposure(self, exposure: Exposure) -> None:
        if self.numbering.is_open:
            return  # another image is before the eye: its number is being read from it
        if not self.feed.is_on or self.stage.strip.hasFocus():
            self.stage.show_live(False)
        why = exposure.error.message if exposure.error else self.tr("This exposure has no picture.")
        self.stage.show_exposure(exposure.sha256, why)
        self._show_checks()

    def _show_checks(self) -> None:
        if self.numbering.is_open:
            return  # the checks and codes are those of the image before the eye
        exposure = self.stage.strip.exposure
        report = self._reports.get(exposure.sha256 or "") if exposure else None
        self.page.checks.show_report(report, is_expected=exposure is not None and is_checked(exposure))

    def _ask_reports(self) -> None:
        """The checks that are still to come; nothing is asked once all are there, or while nobody looks."""
        wanted = [e.sha256 for e in self._film if e.sha256 and is_checked(e)]
        missing = [sha256 for sha256 in wanted if sha256 not in self._reports]
        if not missing:
            self._checking.stop()
        elif self.isVisible():
            self._checking.start()
            self._desk.operations.run(reads.reports(missing).success(self.take_reports), self)

    def take_reports(self, reports: dict[str, QualityReport]) -> None:
        if not reports:
            return
        recent = self.loop.standing.recent if self.loop.standing else ()
        shown = {exposure.sha256 for exposure in self._film}
        self._reports = {sha256: one for sha256, one in (self._reports | reports).items() if sha256 in shown}
        self._show_film()
        newest = recent[0] if recent else None
        if newest and newest.sha256 in reports:
            self.spoken.say_checked(reports[newest.sha256])

    def _on_changed(self, changed: Changed) -> None:
        """Workers have gone on, or a person has mended: numbers and names of the exposures may be others."""
        touched = changed.what & (Change.RECORDS | Change.FIELDS | Change.JOBS)
        if self.isVisible() and touched:
            self.loop.refresh()
            self._ask_reports()
        if self.numbering.is_open and changed.what & Change.RECORDS:
            self.numbering.ask()
        if Change.SETTINGS in changed.what:
            self.switches.ask()

    def _on_live(self, picture: LiveImage) -> None:
        self.stage.live.show_picture(picture)

    def _on_profile(self, profile: Profile | None) -> None:
        self.starting.ask_profiles(profile.name if profile else "")

    def _open(self, exposure: Exposure | None) -> None:
        record: RecordSummary | None = exposure.records[0] if exposure and exposure.records else None
        if record:
            self._desk.ways.record_wanted.emit(record.material_entity_id, "transcribe")

    def _say_figures(self) -> None:
        shown = self.loop.standing if self.isVisible() else None
        self._desk.ways.figures_changed.emit(status_words(shown) if shown else "")

    # -- how it is put together ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = pane(self.form, (QWidget(), 1))
        form.setContentsMargins(GRID, GRID, GRID, GRID)
        self._right.addWidget(scrolled(form))
        self._right.addWidget(scrolled(self.page))
        self.left.addWidget(self.what_next)
        self.left.addWidget(self.numbering.queue)
        self.set_panes(pane((self.left, 1)), self.stage, self.side)

    def _connect(self) -> None:
        loop, stage = self.loop, self.stage
        self.starting.begun.connect(self.go)
        self.form.wanted.connect(self.begin)
        loop.stood.connect(self._on_stood)
        self._desk.ways.operator_changed.connect(loop.hand_over)
        self.side.currentChanged.connect(lambda _: self._rest_pace())
        loop.taken.connect(self._on_taken)
        loop.ended.connect(self._on_ended)
        loop.fed.connect(lambda _: self.dials.ask_again())  # it has fewer pages now
        stage.strip.chosen.connect(self._show_exposure)
        stage.question.answered.connect(self.answer)
        for entered in (stage.strip.entered, stage.live.entered, stage.image.entered):
            entered.connect(self.enter)
        stage.live.part_wanted.connect(lambda part: setattr(self.feed, "part", part))
        stage.live.room_changed.connect(lambda room: setattr(self.feed, "room", room))
        self.feed.arrived.connect(self._on_live)
        self.feed.failed.connect(lambda error: self.stage.live.show_nothing(f"{error.message}\n{error.hint}".strip()))
        self.feed.late.connect(self.stage.live.show_late)
        self.feed.code_seen.connect(lambda _: self.shoot())
        self.pace.due.connect(self.shoot)
        self.page.sticky.changed.connect(loop.set_sticky)
        self.page.sticky.finished.connect(stage.take_focus)
        self._checking.timeout.connect(self._ask_reports)
        self._desk.operations.changed.connect(self._on_changed)
