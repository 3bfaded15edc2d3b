"""The states of the record's page and of mending, for their pictures. What would happen is shown and never done."""

from __future__ import annotations

from PySide6.QtCore import Qt

from curatorbench.ui.mending.batch_edit import BatchEditPanel
from curatorbench.ui.mending.move_image import MoveImagePanel
from curatorbench.ui.mending.type_ahead import Choice
from curatorbench.ui.window import Window


def _page(window: Window) -> None:
    """A value in hand: its words are outlined, and it says who said it."""
    window.desk.animate = False
    window.go_to("catalogue")
    window.catalogue.record.page.tell_all()
    window.catalogue.record.page.values.list.setFocus(Qt.FocusReason.TabFocusReason)


def _history(window: Window) -> None:
    window.catalogue.record.page.history.list.setFocus(Qt.FocusReason.TabFocusReason)


def _move_image(window: Window) -> None:
    window.actions_built["mend.move_image"].trigger()
    panel = window.catalogue.side.panel
    if isinstance(panel, MoveImagePanel):
        panel.target.choose(panel.target.offered[-1])
        panel.ask_now()


def _change_many(window: Window) -> None:
    window.catalogue.side.close_panel()
    window.catalogue.table.selectAll()
    window.actions_built["mend.edit"].trigger()
    panel = window.catalogue.side.panel
    if isinstance(panel, BatchEditPanel):
        panel.term.choose(Choice("country", panel.tr("Country"), "country"))
        panel.value.setText("Bolivia")
        panel.ask_now()


def _batches(window: Window) -> None:
    window.catalogue.side.close_panel()
    window.actions_built["mend.batches"].trigger()


def _determine(window: Window) -> None:
    window.catalogue.side.close_panel()
    window.actions_built["mend.identify"].trigger()


POSES = (
    ("record-page", _page),
    ("record-history", _history),
    ("mend-move-image", _move_image),
    ("mend-change-many", _change_many),
    ("mend-batches", _batches),
    ("mend-determine", _determine),
)
