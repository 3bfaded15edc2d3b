"""Every action of the window: the one table from which shortcuts, menus, the palette and printed keys are made.

What belongs to one bench stands in `ui/<bench>/actions.py` and is joined here. `lupdate` finds the texts with
`-tr-function-alias QT_TRANSLATE_NOOP+=noop`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action, Entry
from curatorbench.ui.benches import BENCHES
from curatorbench.ui.capture.actions import ACTIONS as CAPTURE
from curatorbench.ui.catalogue.actions import ACTIONS as TABLE
from curatorbench.ui.catalogue.record_actions import ACTIONS as RECORD_PAGE
from curatorbench.ui.entry.actions import ACTIONS as ENTRY
from curatorbench.ui.jobs.actions import ACTIONS as JOBS
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop
from curatorbench.ui.mending.actions import ACTIONS as MENDING
from curatorbench.ui.publish.actions import ACTIONS as PUBLISH
from curatorbench.ui.review.actions import ACTIONS as REVIEW
from curatorbench.ui.safety.actions import ACTIONS as SAFETY
from curatorbench.ui.settings.actions import ACTIONS as SETTINGS
from curatorbench.ui.transcribe.actions import ACTIONS as TRANSCRIBE

if TYPE_CHECKING:
    from curatorbench.ui.window import Window


def _group(name: str, *entries: Entry[Window], bench: str = "") -> tuple[Action, ...]:
    """Actions that stand in one menu; what is done is done to the window."""
    return tuple(Action(id_, text, tuple(keys.split()), name, do, bench) for id_, text, keys, do in entries)


def _go(bench: str) -> Callable[[Window], object]:
    return lambda window: window.go_to(bench)


_BENCHES = _group(
    noop("actions", "Benches"),
    *((f"bench.{bench.id}", bench.go, bench.key, _go(bench.id)) for bench in BENCHES),
)
_EDIT = _group(
    noop("actions", "Edit"),
    ("edit.undo", noop("actions", "Undo"), "Ctrl+Z", lambda w: w.undo()),
    ("edit.redo", noop("actions", "Redo"), "Ctrl+Shift+Z Ctrl+Y", lambda w: w.redo()),
    ("edit.stop", noop("actions", "Stop what takes long"), "Ctrl+.", lambda w: w.stop_long()),
    ("edit.search", noop("actions", "Search the catalogue"), "Ctrl+F", lambda w: w.search()),
)
_VIEW = _group(
    noop("actions", "View"),
    ("view.find", noop("actions", "Find any action"), "Ctrl+K", lambda w: w.finder.open()),
    ("view.menu", noop("actions", "Open the menu"), "F10", lambda w: w.top.open_menu()),
    ("view.operator", noop("actions", "Switch the operator"), "Ctrl+Shift+O", lambda w: w.operators.open()),
    ("view.next_place", noop("actions", "To the next pane"), "F6", lambda w: w.bench.next_place()),
    ("view.fold_left", noop("actions", "Fold or unfold the left pane"), "Ctrl+B", lambda w: w.bench.fold(0)),
    ("view.fold_right", noop("actions", "Fold or unfold the right pane"), "Ctrl+Shift+B", lambda w: w.bench.fold(2)),
    ("view.second", noop("actions", "Image on the second screen"), "F11", lambda w: w.toggle_second()),
    ("view.details", noop("actions", "Show or hide the notices"), "Ctrl+I", lambda w: w.details.toggle()),
    ("view.copy_report", noop("actions", "Copy the report"), "Ctrl+Shift+C", lambda w: w.details.copy()),
    ("view.light", noop("actions", "Light colours"), "", lambda w: w.set_theme("light")),
    ("view.dark", noop("actions", "Dark colours"), "", lambda w: w.set_theme("dark")),
    ("view.contrast", noop("actions", "High contrast"), "", lambda w: w.set_theme("contrast")),
    ("view.system", noop("actions", "Colours of the system"), "", lambda w: w.set_theme("system")),
    ("view.motion", noop("actions", "Glide or jump to the words"), "", lambda w: w.toggle_motion()),
    ("view.quit", noop("actions", "Close the window"), "Ctrl+Q", lambda w: w.close()),
)

ACTIONS: tuple[Action, ...] = (
    *_BENCHES,
    *_EDIT,
    *CAPTURE,
    *TABLE,
    *RECORD_PAGE,
    *TRANSCRIBE,
    *MENDING,
    *ENTRY,
    *REVIEW,
    *PUBLISH,
    *JOBS,
    *SAFETY,
    *SETTINGS,
    *_VIEW,
)
