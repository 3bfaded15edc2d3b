"""Draws every bench in its states, in every scheme of colours, into PNG files: for the manual, and to be looked at.

The states are posed by `poses.py` in the packages of `ui`, each package on a copy of the workspace. Where Qt scales
(`QT_SCALE_FACTOR=2`), the pictures are those of a laptop at 200 %, in light alone.
"""

from __future__ import annotations

import os
import pkgutil
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from curatorbench import ui
from curatorbench.domain.errors import StorageError
from curatorbench.ui import garbage
from curatorbench.ui.app import application
from curatorbench.ui.benches import BENCHES
from curatorbench.ui.look import palette as look
from curatorbench.ui.window import SIZE, Window
from curatorbench.workflow import settings
from curatorbench.workflow.copies import trial
from curatorbench.workflow.workbench import Workbench

_PATIENCE = 60_000  # ms for one state to be complete
_QUALITY = 80  # of 100: a third of the time for a sixth more bytes
_OPERATOR = "Zora Reed"

Pose = Callable[[Window], None]


def take(bench: Workbench, out: Path, themes: Iterable[str] = tuple(look.THEMES)) -> list[Path]:
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
    scale = round(app.devicePixelRatio())
    shown = themes if scale == 1 else ("light",)
    with garbage.collected_here():
        return [path for theme in shown for path in _in_theme(app, bench, out, theme, scale)]


def all_poses() -> Iterator[tuple[tuple[str, Pose], ...]]:
    """Groups of (name, pose); each group is posed in order, in a window and on a workspace of its own."""
    yield tuple((known.id, partial(Window.go_to, id_=known.id)) for known in BENCHES)
    for found in pkgutil.iter_modules(ui.__path__, f"{ui.__name__}."):
        if found.ispkg and any(inner.name == "poses" for inner in pkgutil.iter_modules(_path(found.name))):
            yield import_module(f"{found.name}.poses").POSES


def _path(package: str) -> list[str]:
    return list(import_module(package).__path__)


def _in_theme(app: QApplication, bench: Workbench, out: Path, theme: str, scale: int) -> Iterator[Path]:
    suffix = theme if scale == 1 else f"{100 * scale}-percent"
    for group in all_poses():
        with trial(bench) as copy:
            settings.put(copy, "ui.theme", theme)  # a pose that changes another setting has all of them read again
            window = Window(copy, _OPERATOR)
            window.resize(SIZE[0] // scale, SIZE[1] // scale)
            window.show()
            _settle(window)
            look.dress(app, theme)
            for name, pose in group:
                pose(window)
                _settle(window)
                yield _save(window, out / f"{name}-{suffix}.png")
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _save(window: Window, path: Path) -> Path:
    if not window.grab().save(str(path), "PNG", _QUALITY):
        raise StorageError(f"{path.name} could not be written.", "See whether the folder can be written and has space.")
    return path


def _settle(window: Window) -> None:
    """Until all is loaded, the thumbnails among it, and painted."""
    until = QDeadlineTimer(_PATIENCE)
    for _ in range(3):  # an answer may ask anew, and painting asks for thumbnails
        while not (window.desk.operations.is_quiet and window.desk.thumbnails.is_quiet) and not until.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.002)  # the threads that are waited for need the interpreter
        QCoreApplication.processEvents()
        window.grab()
