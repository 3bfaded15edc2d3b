"""From the start of Python to the first paint of the window, against a bare Qt window, process by process in pairs."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.results import replace_section
from curatorbench.models.workspace import Workspace

RUNS = 15

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QApplication.instance().quit()
app = QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from curatorbench.bootstrap import parts
from curatorbench.workflow.workbench import Workbench
from curatorbench.ui.app import application
from curatorbench.ui.window import Window
class UntilPainted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            app.quit()
        return False
app = application()
bench = Workbench.open(Path(sys.argv[1]), parts())
window = Window(bench, "bench")
until = UntilPainted()
window.installEventFilter(until)
window.resize(1366, 768)
window.show()
app.exec()
window.close()
bench.close()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "workspace")
        Workspace.create(root).close()
        _seconds(BARE), _seconds(OURS, str(root))
        pairs = [(_seconds(BARE), _seconds(OURS, str(root))) for _ in range(RUNS)]
    bare, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    rows = [
        "| window | median s |",
        "|---|---|",
        f"| bare Qt window | {bare:.2f} |",
        f"| CuratorBench | {ours:.2f} |",
        "",
        f"Ratio, pair by pair: {ratio:.2f} (goal 1.5). Whole processes, {RUNS} pairs, offscreen.",
    ]
    print("\n".join(rows))
    replace_section("First paint", rows)


def _seconds(program: str, *arguments: str) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-c", program, *arguments]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return time.perf_counter() - started
