"""What can be done in keyed entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.entry.entry_panel import EntryPanel
    from curatorbench.ui.window import Window

_NAME = noop("actions", "Entry")


def _begin(window: Window) -> None:
    """To the catalogue, and its right pane becomes the form."""
    from curatorbench.ui.entry.entry_panel import EntryPanel  # loaded when first used
    from curatorbench.ui.parts.subject import Mendable

    window.go_to("catalogue")
    bench = window.bench
    assert isinstance(bench, Mendable)
    if isinstance(bench.side.panel, EntryPanel):
        bench.side.panel.begin()
        return
    record = bench.subject().record
    panel = EntryPanel(window.desk, record.collection if record else "")
    panel.opened.connect(lambda material_id: window.desk.ways.record_wanted.emit(material_id, "transcribe"))
    bench.side.open(panel)


def _on_panel(do: Callable[[EntryPanel], None]) -> Callable[[Window], None]:
    """What is done to the form while it is open; nothing where it is not."""

    def perform(window: Window) -> None:
        from curatorbench.ui.entry.entry_panel import EntryPanel

        panel = getattr(getattr(window.bench, "side", None), "panel", None)
        if isinstance(panel, EntryPanel):
            do(panel)

    return perform


def _entry(id_: str, text: str, keys: str, do: Callable[[EntryPanel], None]) -> Action:
    return Action(id_, text, tuple(keys.split()), _NAME, _on_panel(do), "catalogue")


ACTIONS: tuple[Action, ...] = (
    Action("entry.begin", noop("actions", "Key in records without an image"), ("Ctrl+N",), _NAME, _begin),
    _entry(
        "entry.keep", noop("actions", "Keep the entry and begin the next"), "Ctrl+Return Ctrl+Enter", lambda p: p.do()
    ),
    _entry("entry.pin", noop("actions", "Pin the field, or let it go"), "F4", lambda p: p.pin()),
    _entry("entry.absent", noop("actions", "Entry: nothing is written"), "F8", lambda p: p.mark_absent()),
    _entry("entry.sheet", noop("actions", "On the same sheet as the last"), "F3", lambda p: p.toggle_same_sheet()),
    _entry(
        "entry.open", noop("actions", "Open the record that has the number"), "Alt+Return", lambda p: p.open_holder()
    ),
    _entry("entry.other", noop("actions", "Keep the number as another one"), "F9", lambda p: p.keep_as_other()),
)
