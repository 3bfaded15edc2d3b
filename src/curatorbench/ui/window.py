"""The one window: benches as pages between a row of their names and one quiet line."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from curatorbench.domain.record import RecordSummary
from curatorbench.ui.actions import action as actions
from curatorbench.ui.actions.finder import Finder
from curatorbench.ui.actions.table import ACTIONS
from curatorbench.ui.bench import Bench
from curatorbench.ui.catalogue.bench import Catalogue
from curatorbench.ui.catalogue.records_model import RecordsModel
from curatorbench.ui.desk import Desk
from curatorbench.ui.frame.notices import NoticeDetails, Notices
from curatorbench.ui.frame.status_line import StatusLine
from curatorbench.ui.frame.top_bar import TopBar
from curatorbench.ui.images.pictures import Pictures
from curatorbench.ui.images.thumbnails import Thumbnails
from curatorbench.ui.jobs.bench import Jobs
from curatorbench.ui.look import palette as look
from curatorbench.ui.operations import changes, reads
from curatorbench.ui.operations.operations import Change, Changed, Operations
from curatorbench.ui.operations.reads import Pulse
from curatorbench.ui.operations.undoing import Undoing
from curatorbench.ui.transcribe.bench import Transcribe
from curatorbench.workflow.settings import Value
from curatorbench.workflow.workbench import Workbench

_PULSE = 2000  # ms between two looks at what worker processes have done


class Window(QWidget):
    """Owns what the benches share. Closing it keeps what was typed and finishes what is being saved."""

    catalogue: Catalogue
    transcribe: Transcribe
    jobs: Jobs
    top: TopBar
    details: NoticeDetails
    undoing: Undoing
    finder: Finder[Window]

    def __init__(self, bench: Workbench, operator: str) -> None:
        super().__init__()
        self.desk = _desk(bench, operator)
        self.catalogue, self.transcribe, self.jobs = Catalogue(self.desk), Transcribe(self.desk), Jobs(self.desk)
        self.benches: dict[str, Bench] = {b.id: b for b in (self.catalogue, self.transcribe, self.jobs)}
        self._pages = QStackedWidget()
        self.top = TopBar(
            (b.id, b.title, key) for b, key in zip(self.benches.values(), self._bench_keys(), strict=True)
        )
        self.status = StatusLine(self.desk.notices, self.desk.operations, operator)
        self.details = NoticeDetails(self.desk.notices)
        self.undoing = Undoing(self.desk)
        self._last_pulse: Pulse | None = None
        self._lay_out()
        self.actions_built = {
            a.id: actions.build(a, self, self.transcribe.form if a.in_form else self) for a in ACTIONS
        }
        actions.fill_menu(self.top.menu, ACTIONS, self.actions_built)
        self.finder = Finder(self, ACTIONS, self.actions_built)
        for page in self.benches.values():
            page.show_keys({a.id: a.shown_key for a in ACTIONS})
        self._connect()
        self._begin()

    @property
    def bench(self) -> Bench:
        """The bench in front."""
        return self._pages.currentWidget()  # type: ignore[return-value]

    def go_to(self, id_: str) -> None:
        """Bring a bench to the front."""
        coming = self.benches[id_]
        if coming is not self.bench:
            self.bench.leave()
        self._pages.setCurrentWidget(coming)
        self.top.show_bench(id_)
        actions.set_bench(ACTIONS, self.actions_built, id_)
        if id_ == "catalogue" and self.transcribe.list.record:
            self.catalogue.go_to(self.transcribe.list.record)
        coming.arrive()

    def open_record(self, record: RecordSummary) -> None:
        self.transcribe.open(record)
        self.go_to("transcribe")

    def search(self) -> None:
        self.go_to("catalogue")
        self.catalogue.begin_search()

    def undo(self) -> None:
        """First keep what is being typed, so that nothing is skipped."""
        self.transcribe.form.keep_edits()
        self.undoing.undo()

    def redo(self) -> None:
        self.transcribe.form.keep_edits()
        self.undoing.redo()

    def stop_long(self) -> bool:
        """Stop the long operation at work, if stopping is offered; False if nothing is to be stopped."""
        offered = self.status.progress.can_be_stopped
        if offered:
            self.desk.operations.stop_long()
        return offered

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else had a use for."""
        if not (event.key() == Qt.Key.Key_Escape and self.stop_long()):
            super().keyPressEvent(event)

    def restore(self) -> None:
        """Esc in the form: what was typed goes; where nothing was, long work stops; else the whole image."""
        if not (self.transcribe.form.restore() or self.stop_long()):
            self.transcribe.image.fit()

    def set_theme(self, theme: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look.dress(app, theme)
        self.desk.operations.run(changes.keep_setting("ui.theme", theme), self)

    def toggle_motion(self) -> None:
        self._set_motion(not self.desk.animate)
        self.desk.operations.run(changes.keep_setting("ui.animate", self.desk.animate), self)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        for bench in self.benches.values():
            bench.leave()
        self.desk.operations.close()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self.setWindowTitle("CuratorBench")
        self.resize(1366, 768)
        for bench in self.benches.values():
            self._pages.addWidget(bench)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._pages, 1)
        column.addWidget(self.details)
        column.addWidget(self.status)

    def _connect(self) -> None:
        operations = self.desk.operations
        operations.pending.connect(self.status.show_pending)
        operations.changed.connect(lambda _: self._show_undo())
        self.top.bench_wanted.connect(self.go_to)
        self.top.find_wanted.connect(self.finder.open)
        self.catalogue.opened.connect(self.open_record)
        self.undoing.led_to.connect(self._look_at)
        self.desk.records.loaded.connect(self._show_collection)
        self._timer = QTimer(self, interval=_PULSE)
        self._timer.timeout.connect(self._look)

    def _begin(self) -> None:
        self.go_to("catalogue")
        self.desk.operations.run(reads.preferences().success(self._take_preferences), self)
        self.desk.records.search("")
        self._look()
        self._timer.start()

    def _take_preferences(self, kept: dict[str, Value]) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look.dress(app, str(kept["ui.theme"]))
        self._set_motion(bool(kept["ui.animate"]))

    def _set_motion(self, animate: bool) -> None:
        self.desk.animate = animate
        self.transcribe.image.glide_time = look.glide_time(animate)

    def _look_at(self, material_id: str, term: str | None) -> None:
        """Bring the record that was just undone or redone before the eye, on the bench in front."""
        if self.bench is self.transcribe:
            self.transcribe.go_to(material_id, term)
        elif self.bench is self.catalogue:
            self.catalogue.list.go_to(material_id)

    def _show_undo(self) -> None:
        """Say beside Undo what it would take back."""
        undo = next(action for action in ACTIONS if action.id == "edit.undo")
        said = self.desk.operations.undo_label
        self.actions_built[undo.id].setText(f"{undo.shown_text}: {said}" if said else undo.shown_text)

    def _look(self) -> None:
        self.desk.operations.run(reads.pulse().newest("pulse").success(self._feel), self)

    def _feel(self, pulse: Pulse) -> None:
        """Redraw what worker processes have changed since the last look."""
        self.status.show_pulse(pulse)
        self.catalogue.facets.show_counts(pulse.records)
        before, self._last_pulse = self._last_pulse, pulse
        if before and before.jobs != pulse.jobs:
            self.desk.operations.tell(Changed(Change.RECORDS | Change.FIELDS | Change.JOBS))
        elif before and before.records != pulse.records:
            self.desk.operations.tell(Changed(Change.RECORDS))

    def _show_collection(self) -> None:
        first = self.desk.records.record(0)
        if first:
            self.status.show_collection(first.collection)

    @staticmethod
    def _bench_keys() -> list[str]:
        return [a.shown_key for a in ACTIONS if a.id.startswith("bench.")]


def _desk(bench: Workbench, operator: str) -> Desk:
    notices = Notices()
    operations = Operations(bench, notices)
    records = RecordsModel(operations)
    return Desk(operator, notices, operations, records, Pictures(operations), Thumbnails(operations))
