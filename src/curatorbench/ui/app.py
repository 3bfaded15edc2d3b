"""Opens the window on a workbench and runs it until it is closed."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from curatorbench.ui.look import palette as look
from curatorbench.ui.window import Window
from curatorbench.workflow.workbench import Workbench


def run(bench: Workbench, *, operator: str) -> int:
    """The exit status of the application. `operator` is who every change is recorded as."""
    app = application()
    window = Window(bench, operator)
    window.show()
    return app.exec()


def application() -> QApplication:
    """The one application, dressed; made on first use."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CuratorBench")
    look.dress(app)
    return app
