"""Nothing of Qt ends on a thread that is not its own."""

import gc
import threading
import weakref

import shiboken6
from by_keys import settle
from drawn_sheets import OPERATOR
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curatorbench.ui.benches import BENCHES
from curatorbench.ui.window import Window
from curatorbench.workflow.workbench import Workbench


class Looped(QObject):
    """Holds itself, so that only the collector ends it; its timer beats on the thread it was made on."""

    def __init__(self) -> None:
        super().__init__()
        self.myself = self
        self.beat = QTimer(self, interval=1)
        self.beat.start()


def let_go_of_one(ended: list[int]) -> None:
    weakref.finalize(Looped(), lambda: ended.append(threading.get_ident()))


def test_garbage_ends_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    """On the worker's thread its timer would go on beating here, for an object that is gone: a crash."""
    ended: list[int] = []
    let_go_of_one(ended)
    kept: list[list[int]] = []
    worker = threading.Thread(target=lambda: kept.extend([number] for number in range(100_000)))
    worker.start()
    worker.join()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.get_ident()]


def ours() -> list[QObject]:
    """Every object of Qt that a class of ours made and that is there."""
    made = [known for known in gc.get_objects() if isinstance(known, QObject)]
    return [known for known in made if type(known).__module__.startswith("curatorbench") and shiboken6.isValid(known)]


def test_all_of_a_window_ends_with_it(bench: Workbench, qtbot: QtBot) -> None:
    """What has no parent would wait for the collector, with its timers and its ear for signals."""
    before = {id(known) for known in ours()}
    window = Window(bench, OPERATOR)
    window.show()
    for known in BENCHES:
        window.go_to(known.id)
        settle(qtbot, window)
    of_window = [known for known in ours() if id(known) not in before]
    assert len(of_window) > len(BENCHES)
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sorted({type(known).__name__ for known in of_window if shiboken6.isValid(known)}) == []
