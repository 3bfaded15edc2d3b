"""What can be done on the Catalogue bench with the table and what narrows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop
from curatorbench.ui.records.columns import STEP

if TYPE_CHECKING:
    from curatorbench.ui.catalogue.bench import Catalogue

_TABLE: Group[Catalogue] = Group("catalogue", noop("actions", "Table"))

ACTIONS: tuple[Action, ...] = (
    *_TABLE.of(
        ("table.all", noop("actions", "Select all records found"), "Ctrl+A", lambda b: b.table.selectAll()),
        ("table.sort", noop("actions", "Sort by the column"), "Ctrl+O", lambda b: b.sort_by(b.table.column_in_hand)),
        ("table.columns", noop("actions", "Choose columns"), "Ctrl+L", lambda b: b.choose_columns()),
        ("table.images", noop("actions", "Show or hide thumbnails"), "Ctrl+T", lambda b: b.toggle_images()),
        ("table.views", noop("actions", "Choose, keep or forget a view"), "Ctrl+Shift+V", lambda b: b.choose_view()),
        ("table.facets", noop("actions", "Narrow the table"), "Ctrl+G", lambda b: b.begin_narrowing()),
        ("table.everything", noop("actions", "Take off all that narrows"), "Ctrl+Backspace", lambda b: b.show_all()),
    ),
    *_TABLE.of(
        ("table.narrower", noop("actions", "A narrower column"), "Alt+Left", lambda b: b.table.widen(-STEP)),
        ("table.wider", noop("actions", "A wider column"), "Alt+Right", lambda b: b.table.widen(STEP)),
        ("table.left", noop("actions", "Column to the left"), "Alt+Shift+Left", lambda b: b.table.move_column(-1)),
        (
            "table.right",
            noop("actions", "Column to the right"),
            "Alt+Shift+Right",
            lambda b: b.table.move_column(1),
        ),
        repeats=True,
    ),
)
