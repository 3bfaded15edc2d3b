"""The states of the Catalogue bench, for its pictures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from curatorbench.ui.frame.overlay import Overlay
from curatorbench.ui.window import Window

_SELECTED = 3  # rows
_OPENED = (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right)


def _facets(window: Window) -> None:
    """The first and the last facet opened by keys, and some rows selected."""
    window.go_to("catalogue")
    bench = window.catalogue
    bench.begin_narrowing()
    for key in _OPENED:
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(bench.facets, event)
    last = min(_SELECTED, window.desk.records.rowCount()) - 1
    if last >= 0:
        bench.table.select_ranges([(0, last)])


def _thumbnails(window: Window) -> None:
    window.catalogue.toggle_images()
    window.catalogue.table.setFocus()


def _columns(window: Window) -> None:
    window.catalogue.toggle_images()
    window.actions_built["table.columns"].trigger()


def _nothing(window: Window) -> None:
    window.go_to("catalogue")
    bench = window.catalogue
    for panel in window.findChildren(Overlay):
        panel.close_again()
    bench.begin_search()
    bench.search.setText("Lycopodium from the moon")


POSES = (
    ("catalogue-facets", _facets),
    ("catalogue-thumbnails", _thumbnails),
    ("catalogue-columns", _columns),
    ("catalogue-no-result", _nothing),
)
