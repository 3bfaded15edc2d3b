"""The one window: the frame is painted at once, the workspace comes into it as soon as it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from curatorbench.ui.benches import BENCHES, FIRST, known
from curatorbench.ui.frame.empty_panes import EmptyPanes
from curatorbench.ui.frame.memory import Memory
from curatorbench.ui.frame.status_line import StatusLine
from curatorbench.ui.frame.top_bar import TopBar
from curatorbench.ui.look import palette as look

if TYPE_CHECKING:
    from curatorbench.domain.errors import CuratorError
    from curatorbench.domain.safety import RestorePlan
    from curatorbench.ui.actions.finder import Finder
    from curatorbench.ui.bench import Bench
    from curatorbench.ui.capture.bench import Capture
    from curatorbench.ui.catalogue.bench import Catalogue
    from curatorbench.ui.desk import Desk
    from curatorbench.ui.frame.early_keys import EarlyKeys
    from curatorbench.ui.frame.notices import NoticeDetails
    from curatorbench.ui.jobs.bench import Jobs
    from curatorbench.ui.operators.panel import Operators
    from curatorbench.ui.publish.bench import Publish
    from curatorbench.ui.review.bench import Review
    from curatorbench.ui.settings.bench import Settings
    from curatorbench.ui.transcribe.bench import Transcribe
    from curatorbench.ui.work import Work
    from curatorbench.workflow.operators import Person
    from curatorbench.workflow.settings import Value
    from curatorbench.workflow.workbench import Workbench

SIZE = (1366, 768)  # px; the laptop that everything must fit
_FRAME = 40  # px that a title bar takes at most


class Window(QWidget):
    """Named benches above, a quiet line below, between them the bench in front.

    Without a workbench it is the frame alone: it keeps what is pressed until `take`, or says why there will be none.
    """

    top: TopBar
    taken = Signal()  # a workspace is there, and the first bench in front

    work: Work
    """What there is once a workspace is open: the desk, the actions, the panels over the window."""

    def __init__(self, bench: Workbench | None = None, operator: str = "", memory: Memory | None = None) -> None:
        super().__init__()
        self.memory = memory or Memory()
        self.benches: dict[str, Bench] = {}
        self.is_taken = False
        self.restore_wanted: RestorePlan | None = None
        self.theme = self.memory.text("theme") or "system"
        self._wanted = str(self.memory.here.get("bench", ""))
        self._early: EarlyKeys | None = None
        self.top = TopBar((b.id, b.shown_title) for b in BENCHES if b.is_named)
        self.pages = QStackedWidget()
        self.empty = EmptyPanes()
        self.status = StatusLine()
        self._lay_out()
        self._restore_place()
        self.top.show_bench(self._first_bench())
        self.top.bench_wanted.connect(self.go_to)
        if bench:
            self._take_named(bench, operator)

    def load_first_bench(self) -> None:
        """Import the bench that will come first; may be called on another thread."""
        known(self._first_bench()).load()

    # -- what there is once a workspace is open ------------------------------------------------------------------

    def take(self, bench: Workbench, person: Person, kept: dict[str, Value] | None = None) -> None:
        """The workspace is open, `person` works on it, and these are its settings: everything can be done now."""
        from curatorbench.ui.work import Work  # only now: it needs what must not be loaded before the first paint

        self.work = Work(self, bench, person, kept)
        self._column.insertWidget(2, self.work.details)
        self.is_taken = True
        record = str(self.memory.here.get("record", ""))
        if record:
            self.desk.in_hand.show_record(record)
        self.go_to(self._first_bench())
        self.work.begin()
        if self._early:
            self._early.press_again(self.actions_built.values(), self.bench)
        self.taken.emit()

    def _take_named(self, bench: Workbench, operator: str) -> None:
        from curatorbench.workflow.operators import Person, initials_of

        self.take(bench, Person(operator, initials_of(operator)))

    def say_not_opened(self, error: CuratorError) -> None:
        """Why there is no workspace, in the frame, where the eye is."""
        self.empty.say(error.message, error.hint)

    @property
    def desk(self) -> Desk:
        return self.work.desk

    @property
    def actions_built(self) -> dict[str, QAction]:
        return self.work.actions

    @property
    def finder(self) -> Finder:
        return self.work.finder

    @property
    def details(self) -> NoticeDetails:
        return self.work.details

    @property
    def operators(self) -> Operators:
        return self.work.operators

    # -- benches -------------------------------------------------------------------------------------------------

    @property
    def bench(self) -> Bench:
        """The bench in front."""
        return cast("Bench", self.pages.currentWidget())

    def bench_of(self, id_: str) -> Bench:
        """The bench of that id, made on its first visit."""
        if id_ not in self.benches:
            made = known(id_).load()(self.desk)
            self.benches[id_] = made
            self.pages.addWidget(made)
            made.arrange(self.memory.panes(id_))
            self.work.welcome(made)
        return self.benches[id_]

    @property
    def capture(self) -> Capture:
        return cast("Capture", self.bench_of("capture"))

    @property
    def catalogue(self) -> Catalogue:
        return cast("Catalogue", self.bench_of("catalogue"))

    @property
    def transcribe(self) -> Transcribe:
        return cast("Transcribe", self.bench_of("transcribe"))

    @property
    def review(self) -> Review:
        return cast("Review", self.bench_of("review"))

    @property
    def publish(self) -> Publish:
        return cast("Publish", self.bench_of("publish"))

    @property
    def jobs(self) -> Jobs:
        return cast("Jobs", self.bench_of("jobs"))

    @property
    def settings(self) -> Settings:
        return cast("Settings", self.bench_of("settings"))

    def go_to(self, id_: str) -> None:
        """Bring a bench to the front."""
        self.top.show_bench(id_)
        if not self.is_taken:
            self._wanted = id_
            return
        coming, going = self.bench_of(id_), self.pages.currentWidget()
        if coming is not going and going is not self.empty:
            self.bench.leave()
        self.pages.setCurrentWidget(coming)
        self.work.set_bench(id_)
        if coming is not going and self.desk.in_hand.material_id:
            coming.show_record(self.desk.in_hand.material_id)
        coming.arrive()
        if not coming.isAncestorOf(self.focusWidget() or self):
            coming.next_place()  # an empty bench has not where its work begins, but keys must lead on from somewhere

    def open_record(self, material_id: str, bench: str, term: str = "") -> None:
        """Bring a record before the eye on a bench, and its field of that term."""
        self.bench_of(bench).show_record(material_id)
        self.desk.in_hand.show_record(material_id)
        self.go_to(bench)
        if term:
            self.bench.show_record(material_id, term)

    def search(self) -> None:
        self.go_to("catalogue")
        self.catalogue.begin_search()

    def go_back(self, plan: RestorePlan) -> None:
        """Let go of the workspace, so that it can go back to a backup; a new window opens on it."""
        self.restore_wanted = plan
        self.close()

    # -- what can be done everywhere -----------------------------------------------------------------------------

    def undo(self) -> None:
        """First keep what is being typed, so that nothing is skipped."""
        self.bench.keep_edits()
        if not self.bench.undo(self.desk.operator):
            self.work.undoing.undo()

    def redo(self) -> None:
        self.bench.keep_edits()
        if not self.bench.redo(self.desk.operator):
            self.work.undoing.redo()

    def stop_long(self) -> bool:
        """Stop the long operation at work, if that is offered; False if nothing is to be stopped."""
        return self.is_taken and self.desk.operations.stop_long()

    def set_theme(self, theme: str) -> None:
        self.work.keep_setting("ui.theme", theme)

    def toggle_motion(self) -> None:
        self.work.keep_setting("ui.animate", not self.desk.animate)

    def toggle_second(self) -> None:
        self.work.second.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else had a use for stops what takes long; early keys are kept."""
        if not self.is_taken:
            self._keep_for_later(event)
        elif not (event.matches(QKeySequence.StandardKey.Cancel) and self.stop_long()):
            super().keyPressEvent(event)

    def _keep_for_later(self, event: QKeyEvent) -> None:
        from curatorbench.ui.frame.early_keys import EarlyKeys  # needed at most once a sitting

        self._early = self._early or EarlyKeys()
        self._early.keep(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._remember()
        if self.is_taken:
            self.memory.here["unfinished"] = list(self.work.close())
        self.memory.keep()
        super().closeEvent(event)

    # -- how it was left -----------------------------------------------------------------------------------------

    def fit(self, room: QSize) -> None:
        """Fill the screen where `room` (px) would not hold the window with the system's frame around it."""
        if self.width() >= room.width() or self.height() + _FRAME > room.height():
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def _first_bench(self) -> str:
        return self._wanted if self._wanted in {b.id for b in BENCHES} else FIRST

    def _restore_place(self) -> None:
        self.resize(*SIZE)
        kept = self.memory.text("geometry")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))

    def _remember(self) -> None:
        self.memory.window["geometry"] = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.memory.window["theme"] = self.theme
        self.memory.window["scheme"] = look.theme_in_force()
        for id_, bench in self.benches.items():
            self.memory.keep_panes(id_, bench.arrangement())
        if self.is_taken:
            self.memory.here["bench"] = self.bench.id
            self.memory.here["record"] = self.desk.in_hand.material_id

    def _lay_out(self) -> None:
        self.setWindowTitle("CuratorBench")
        self.pages.addWidget(self.empty)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.pages, 1)
        column.addWidget(self.status)
