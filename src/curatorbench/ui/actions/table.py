"""Every action of the window: the one table from which shortcuts, menus, the palette and printed keys are made.

`lupdate` finds the texts with `-tr-function-alias QT_TRANSLATE_NOOP+=noop`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from curatorbench.domain.record import Absence
from curatorbench.ui.actions.action import Action
from curatorbench.ui.images.image_view import STEP
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.window import Window

    Perform = Callable[[Window], object]
    Entry = tuple[str, str, str, Perform]  # id, text, keys with a blank between, what is done

_PUSH = 8 * GRID


def _group(
    name: str, *entries: Entry, bench: str = "", in_form: bool = False, repeats: bool = False
) -> tuple[Action[Window], ...]:
    """Actions that stand in one menu and count on one bench."""
    return tuple(
        Action(id_, text, tuple(keys.split()), name, do, bench, in_form, repeats) for id_, text, keys, do in entries
    )


# Ctrl+1, 4 and 5 are kept for Capture, Review and Publish, so that no hand has to learn twice.
_BENCHES = _group(
    noop("actions", "Benches"),
    ("bench.catalogue", noop("actions", "Go to the catalogue"), "Ctrl+2", lambda w: w.go_to("catalogue")),
    ("bench.transcribe", noop("actions", "Go to transcribing"), "Ctrl+3", lambda w: w.go_to("transcribe")),
    ("bench.jobs", noop("actions", "Go to the jobs"), "Ctrl+6", lambda w: w.go_to("jobs")),
)
_EDIT = _group(
    noop("actions", "Edit"),
    ("edit.undo", noop("actions", "Undo"), "Ctrl+Z", lambda w: w.undo()),
    ("edit.redo", noop("actions", "Redo"), "Ctrl+Shift+Z Ctrl+Y", lambda w: w.redo()),
    ("edit.stop", noop("actions", "Stop what takes long"), "Ctrl+.", lambda w: w.stop_long()),
    ("edit.search", noop("actions", "Search the catalogue"), "Ctrl+F", lambda w: w.search()),
)
_FIELD = _group(
    noop("actions", "Field"),
    ("field.accept", noop("actions", "Agree and go on"), "Return Enter", lambda w: w.transcribe.form.accept()),
    ("field.restore", noop("actions", "Take back what was typed"), "Esc", lambda w: w.restore()),
    (
        "field.empty",
        noop("actions", "Nothing is written"),
        "F8",
        lambda w: w.transcribe.form.mark_absent(Absence.EMPTY),
    ),
    (
        "field.unreadable",
        noop("actions", "Cannot be read"),
        "F9",
        lambda w: w.transcribe.form.mark_absent(Absence.UNREADABLE),
    ),
    ("field.next_other", noop("actions", "Next suggestion"), "Alt+Down", lambda w: w.transcribe.form.show_other(1)),
    ("field.last_other", noop("actions", "Previous suggestion"), "Alt+Up", lambda w: w.transcribe.form.show_other(-1)),
    bench="transcribe",
    in_form=True,
)
_RECORD = _group(
    noop("actions", "Record"),
    ("record.next", noop("actions", "Next record"), "Ctrl+PgDown", lambda w: w.transcribe.step(1)),
    ("record.previous", noop("actions", "Previous record"), "Ctrl+PgUp", lambda w: w.transcribe.step(-1)),
    ("record.check", noop("actions", "Mark as checked and go on"), "F7", lambda w: w.transcribe.check()),
    (
        "record.approve",
        noop("actions", "Approve and go on"),
        "Ctrl+Return Ctrl+Enter",
        lambda w: w.transcribe.approve(),
    ),
    ("record.withhold", noop("actions", "Withhold from publication"), "", lambda w: w.transcribe.withhold()),
    ("record.history", noop("actions", "Show or hide the history"), "Ctrl+H", lambda w: w.transcribe.toggle_history()),
    bench="transcribe",
)
_IMAGE = _group(
    noop("actions", "Image"),
    ("image.larger", noop("actions", "Enlarge the image"), "Ctrl+= Ctrl++", lambda w: w.transcribe.image.zoom(STEP)),
    ("image.smaller", noop("actions", "Reduce the image"), "Ctrl+-", lambda w: w.transcribe.image.zoom(1 / STEP)),
    ("image.fit", noop("actions", "The whole image"), "Ctrl+0", lambda w: w.transcribe.image.fit()),
    ("image.left", noop("actions", "More on the left"), "Alt+Shift+Left", lambda w: w.transcribe.image.push(_PUSH, 0)),
    (
        "image.right",
        noop("actions", "More on the right"),
        "Alt+Shift+Right",
        lambda w: w.transcribe.image.push(-_PUSH, 0),
    ),
    ("image.up", noop("actions", "More above"), "Alt+Shift+Up", lambda w: w.transcribe.image.push(0, _PUSH)),
    ("image.down", noop("actions", "More below"), "Alt+Shift+Down", lambda w: w.transcribe.image.push(0, -_PUSH)),
    (
        "image.next",
        noop("actions", "Next image of the record"),
        "Ctrl+Alt+PgDown",
        lambda w: w.transcribe.turn_image(1),
    ),
    (
        "image.last",
        noop("actions", "Previous image of the record"),
        "Ctrl+Alt+PgUp",
        lambda w: w.transcribe.turn_image(-1),
    ),
    bench="transcribe",
    repeats=True,
)
_JOB = _group(
    noop("actions", "Job"),
    ("job.retry", noop("actions", "Retry the job"), "F5", lambda w: w.jobs.retry()),
    ("job.cancel", noop("actions", "Cancel the job"), "Del", lambda w: w.jobs.cancel()),
    bench="jobs",
)
_VIEW = _group(
    noop("actions", "View"),
    ("view.find", noop("actions", "Find any action"), "Ctrl+K", lambda w: w.finder.open()),
    ("view.menu", noop("actions", "Open the menu"), "F10", lambda w: w.top.open_menu()),
    ("view.next_place", noop("actions", "To the next pane"), "F6", lambda w: w.bench.next_place()),
    ("view.fold_left", noop("actions", "Fold or unfold the left pane"), "Ctrl+B", lambda w: w.bench.fold(0)),
    ("view.fold_right", noop("actions", "Fold or unfold the right pane"), "Ctrl+Shift+B", lambda w: w.bench.fold(2)),
    ("view.details", noop("actions", "Show or hide the notices"), "Ctrl+I", lambda w: w.details.toggle()),
    ("view.copy_report", noop("actions", "Copy the report"), "Ctrl+Shift+C", lambda w: w.details.copy()),
    ("view.light", noop("actions", "Light colours"), "", lambda w: w.set_theme("light")),
    ("view.dark", noop("actions", "Dark colours"), "", lambda w: w.set_theme("dark")),
    ("view.system", noop("actions", "Colours of the system"), "", lambda w: w.set_theme("system")),
    ("view.motion", noop("actions", "Glide or jump to the words"), "", lambda w: w.toggle_motion()),
    ("view.quit", noop("actions", "Close the window"), "Ctrl+Q", lambda w: w.close()),
)

ACTIONS: tuple[Action[Window], ...] = (*_BENCHES, *_EDIT, *_FIELD, *_RECORD, *_IMAGE, *_JOB, *_VIEW)
