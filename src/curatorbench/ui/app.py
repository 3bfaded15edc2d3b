"""Opens the window, paints its frame, and lets the workspace come into it from a thread."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from curatorbench.ui import garbage
from curatorbench.ui.benches import load_all
from curatorbench.ui.frame.memory import Memory
from curatorbench.ui.look import palette as look
from curatorbench.ui.window import Window

if TYPE_CHECKING:
    from curatorbench.domain.safety import RestorePlan
    from curatorbench.workflow.opening import Opened


def run(open_: Callable[[], Opened], *, root: Path, memory_file: Path | None) -> int:
    """The exit status of the application. `open_` is called on a thread once the frame has been painted."""
    memory = Memory(memory_file, root)
    app = application(memory.text("scheme") or "system")  # as it was; the system's wish is asked after the first paint
    plan: RestorePlan | None = None
    with garbage.collected_here():
        while True:
            code, plan = _sit(app, memory, open_, plan)
            if plan is None:
                return code


def _sit(
    app: QApplication, memory: Memory, open_: Callable[[], Opened], plan: RestorePlan | None
) -> tuple[int, RestorePlan | None]:
    """One window from its first paint to its end; the plan of a restore, if it was closed for one."""
    window = Window(memory=memory)
    look.follow_system(app, lambda: look.dress(app, window.theme) if window.isVisible() else None)
    if plan is not None:
        from curatorbench.ui.safety.going_back import GoingBack

        open_ = GoingBack(plan, open_, window).open
    opening = Opening(window, open_)
    window.fit(window.screen().availableSize())
    window.show()
    try:
        return app.exec(), window.restore_wanted
    finally:
        opening.close()


def application(theme: str = "system") -> QApplication:
    """The one application, dressed; made on first use."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CuratorBench")
    look.dress(app, theme)
    return app


class Opening(QObject):
    """From the first paint of the frame to the workspace in it."""

    _opened = Signal(object)  # Opened
    _failed = Signal(object)  # Exception

    def __init__(self, window: Window, open_: Callable[[], Opened]) -> None:
        super().__init__(window)
        self._window, self._open = window, open_
        self._held: Opened | None = None
        self._thread = Thread(target=self._work, name="opening", daemon=True)
        self._opened.connect(self._take)  # emitted on another thread: heard on this one
        self._failed.connect(self._say)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the first paint, and the flush that follows it, the work begins."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._thread.start)
            self._window.empty.wait()
        return False

    def close(self) -> None:
        """Let go of the workspace, also if the window was closed before it was open."""
        if self._thread.is_alive():
            self._thread.join()
        if self._held:
            self._held.close()
        garbage.go_through_all_again()

    def _work(self) -> None:
        try:
            held = self._open()
            self._held = held
            self._load_first_bench()
            self._opened.emit(held)
            load_all()  # meanwhile: no key that leads to another bench shall wait for it
            garbage.leave_out_what_is_loaded()
        except Exception as error:  # noqa: BLE001 - it is said in the frame: this thread has nobody else to tell
            self._failed.emit(error)

    def _load_first_bench(self) -> None:
        """Import what the window needs next, so that its own thread need not wait for that."""
        from curatorbench.ui import work  # noqa: F401 - loaded, not used

        self._window.load_first_bench()

    def _take(self, held: Opened) -> None:
        if self._window.isVisible():
            self._window.take(held.bench, held.operator, held.settings)

    def _say(self, error: Exception) -> None:
        from curatorbench.ui.operations.operations import as_curator_error
        from curatorbench.workflow.places import log_file

        hint = self.tr("The details are in {file}.").format(file=log_file())  # there are no notices yet
        self._window.say_not_opened(as_curator_error(error, "opening the workspace", hint))
