"""From the start of the process to the first paint: our window against a bare Qt window, in pairs in the same run.

Ours is the program itself (`curatorbench gui`), watched by an event filter of the application. The frame is on the
screen with the first paint; the rows of the catalogue come into it when the workspace is open.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.results import replace_section
from curatorbench.models.store.workspace import Workspace

RUNS = 15
GOAL = 1.5

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic())
        QTimer.singleShot(0, QApplication.instance().quit)
app = QApplication(sys.argv)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Application(QApplication):
    window = None
    def notify(self, watched, event):
        if self.window is None and event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            done = super().notify(watched, event)
            print(time.monotonic())
            self.window = watched
            self.timer = QTimer(interval=2)
            self.timer.timeout.connect(self.look)
            self.timer.start()
            return done
        return super().notify(watched, event)
    def look(self):
        window = self.window
        if window.is_taken and window.desk.operations.is_quiet:
            print(time.monotonic())
            self.timer.stop()
            window.close()
from curatorbench import bootstrap
from curatorbench.ui import app
made = Application(sys.argv[:1])
app.look.dress(made)
bootstrap.main()
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "workspace")
        Workspace.create(root).close()
        asked = ("gui", str(root))
        _moments(BARE, name), _moments(OURS, name, *asked)
        pairs = [(_moments(BARE, name), _moments(OURS, name, *asked)) for _ in range(RUNS)]
    plain, frame, rows = ([side[at] for side in sides] for sides, at in _sides(pairs))
    ratio = statistics.median(ours[0] / bare[0] for bare, ours in pairs)
    lines = [
        "| window | least s | median s |",
        "|---|---|---|",
        _row("bare Qt window, first paint", plain),
        _row("CuratorBench, first paint of the frame", frame),
        _row("CuratorBench, workspace open and the Catalogue complete", rows),
        "",
        f"Ratio of the first paints: {min(frame) / min(plain):.2f} of the least, {ratio:.2f} in the median pair",
        f"by pair (goal {GOAL}). Whole processes from their start, {RUNS} pairs, offscreen.",
    ]
    print("\n".join(lines))
    replace_section("First paint", lines)


def _sides(pairs: list[tuple[list[float], list[float]]]) -> list[tuple[list[list[float]], int]]:
    """What each row of the table is made of: the runs of one side, and which of their moments."""
    bare, ours = [list(side) for side in zip(*pairs, strict=True)]
    return [(bare, 0), (ours, 0), (ours, -1)]


def _row(what: str, seconds: list[float]) -> str:
    return f"| {what} | {min(seconds):.3f} | {statistics.median(seconds):.3f} |"


def _moments(program: str, home: str, *arguments: str) -> list[float]:
    """Seconds from the start of the process to each moment that it prints."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": home}
    environment |= {"PYTHONPYCACHEPREFIX": f"{home}/bytecode"}  # an installed program has its bytecode
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    command = [sys.executable, "-c", program, *arguments]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    return [float(moment) - started for moment in said.stdout.split()]


if __name__ == "__main__":
    main()
