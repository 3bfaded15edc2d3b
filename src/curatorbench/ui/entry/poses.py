"""The states of keyed entry, for its pictures."""

from __future__ import annotations

from curatorbench.ui.entry.entry_panel import EntryPanel
from curatorbench.ui.parts.entry_row import Sticky
from curatorbench.ui.window import Window


def _entry(window: Window) -> None:
    """A range of numbers, a field that is pinned, one that is asked again, and a value that cannot be."""
    window.desk.animate = False
    window.actions_built["entry.begin"].trigger()
    panel = window.catalogue.side.panel
    assert isinstance(panel, EntryPanel)
    panel.number.edit.setPlainText("B 10 001201 - B 10 001230")
    panel.rows["recordedBy"].put("E. Hassler")
    panel.rows["recordedBy"].pin(Sticky.PINNED)
    panel.rows["country"].put("Paraguay")
    panel.rows["country"].pin(Sticky.ASKED)
    panel.rows["eventDate"].edit.setPlainText("1951-13-07")
    panel.rows["eventDate"].warn()


def _taken(window: Window) -> None:
    """A number that another record has, but for its spaces and case."""
    panel = window.catalogue.side.panel
    assert isinstance(panel, EntryPanel)
    numbers = (window.desk.records.record(row) for row in range(window.desk.records.rowCount()))
    taken = next((record.catalog_number for record in numbers if record and record.catalog_number), "")
    panel.number.edit.setPlainText(taken.lower().replace(" ", ""))
    panel.look_up()


POSES = (("entry", _entry), ("entry-number-taken", _taken))
