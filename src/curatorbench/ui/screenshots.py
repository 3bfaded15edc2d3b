"""Draws every bench in its states, light and dark, into PNG files: for the manual, and to be looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from curatorbench.domain.errors import StorageError
from curatorbench.ui.app import application
from curatorbench.ui.look import palette as look
from curatorbench.ui.window import Window
from curatorbench.workflow.workbench import Workbench

SIZE = (1366, 768)  # px; the laptop that everything must fit
_PATIENCE = 60_000  # ms for one state to be complete
_OPERATOR = "Zora Reed"

Pose = Callable[[Window], None]


def take(bench: Workbench, out: Path) -> list[Path]:
    """The pictures made in `out`, in order. Nothing of the workspace is changed.

    Raises StorageError if a picture cannot be written.
    """
    if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(f"{out} cannot hold pictures: {why}.", "Choose another folder.") from error
    return [path for theme in ("light", "dark") for path in _in_theme(app, bench, out, theme)]


def _in_theme(app: QApplication, bench: Workbench, out: Path, theme: str) -> Iterator[Path]:
    window = Window(bench, _OPERATOR)
    window.resize(*SIZE)
    window.show()
    _settle(window)
    look.dress(app, theme)
    for name, pose in _POSES:
        pose(window)
        _settle(window)
        yield _save(window, out / f"{name}-{theme}.png")
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _save(window: Window, path: Path) -> Path:
    if not window.grab().save(str(path)):
        raise StorageError(f"{path.name} could not be written.", "See whether the folder can be written and has space.")
    return path


def _settle(window: Window) -> None:
    """Until all is loaded, the thumbnails among it, and painted."""
    until = QDeadlineTimer(_PATIENCE)
    for _ in range(3):  # an answer may ask anew, and painting asks for thumbnails
        while not (window.desk.operations.is_quiet and window.desk.thumbnails.is_quiet) and not until.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.processEvents()
        window.grab()


def _catalogue(window: Window) -> None:
    window.go_to("catalogue")


def _no_result(window: Window) -> None:
    window.catalogue.search.setText("a name that nobody has written")
    window.catalogue.search_now()


def _transcribe(window: Window) -> None:
    window.catalogue.search.clear()
    window.catalogue.search_now()
    window.go_to("transcribe")
    window.transcribe.image.glide_time = 0


def _words(window: Window) -> None:
    """The first field that rests on words of the image."""
    rows = window.transcribe.form.rows.values()
    lit = next((row for row in rows if row.rests_on and row.term != "catalogNumber"), None)
    if lit:
        lit.edit.setFocus()


def _history(window: Window) -> None:
    window.transcribe.toggle_history()


def _finder(window: Window) -> None:
    window.transcribe.toggle_history()
    window.finder.open()


def _jobs(window: Window) -> None:
    window.finder.close_again()
    window.go_to("jobs")


def _safety(window: Window) -> None:
    window.go_to("safety")


def _notices(window: Window) -> None:
    window.desk.notices.say(window.tr("This is where notices stand."), window.tr("Ctrl+I shows them all."))
    window.details.toggle()


_POSES: tuple[tuple[str, Pose], ...] = (
    ("catalogue", _catalogue),
    ("catalogue-no-result", _no_result),
    ("transcribe", _transcribe),
    ("transcribe-words", _words),
    ("transcribe-history", _history),
    ("find-anything", _finder),
    ("jobs", _jobs),
    ("safety", _safety),
    ("notices", _notices),
)
