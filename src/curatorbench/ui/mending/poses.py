"""The states of the record's page and of mending, for their pictures. One batch is done, on a copy."""

from __future__ import annotations

from PySide6.QtCore import Qt

from curatorbench.ui.mending.batch_edit import BatchEditPanel
from curatorbench.ui.mending.move_image import MoveImagePanel
from curatorbench.ui.mending.split import SplitPanel
from curatorbench.ui.parts.type_ahead import Choice
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


def _changed(window: Window) -> None:
    """Enter: it is done, and the notice says which key takes it back."""
    panel = window.catalogue.side.panel
    if isinstance(panel, BatchEditPanel):
        panel.do()


def _batches(window: Window) -> None:
    """The batch that was just made, and what taking it back would do."""
    window.catalogue.side.close_panel()
    window.actions_built["mend.batches"].trigger()


def _merge(window: Window) -> None:
    """The first two records, as if they were of one object."""
    window.catalogue.side.close_panel()
    table = window.catalogue.table
    table.clearSelection()
    table.select_ranges([(0, min(1, window.desk.records.rowCount() - 1))])
    window.actions_built["mend.merge"].trigger()


def _split(window: Window) -> None:
    """The first record in two, with one of its fields in both."""
    window.catalogue.side.close_panel()
    window.catalogue.table.selectRow(0)
    window.actions_built["mend.split"].trigger()


def _split_planned(window: Window) -> None:
    panel = window.catalogue.side.panel
    if isinstance(panel, SplitPanel) and panel.fields.count():
        panel.fields.item(0).setCheckState(Qt.CheckState.Checked)
        panel.ask_now()


def _determine(window: Window) -> None:
    window.catalogue.side.close_panel()
    window.actions_built["mend.identify"].trigger()


POSES = (
    ("record-page", _page),
    ("record-history", _history),
    ("mend-move-image", _move_image),
    ("mend-change-many", _change_many),
    ("mend-changed", _changed),
    ("mend-batches", _batches),
    ("mend-merge", _merge),
    ("mend-split", _split),
    ("mend-split-planned", _split_planned),
    ("mend-determine", _determine),
)
