"""What can be done on the Transcribe bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.domain.record import Absence
from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.images.image_view import STEP
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.transcribe.bench import Transcribe

_PUSH = 8 * GRID
_FIELD: Group[Transcribe] = Group("transcribe", noop("actions", "Field"))
_RECORD: Group[Transcribe] = Group("transcribe", noop("actions", "Record"))
_IMAGE: Group[Transcribe] = Group("transcribe", noop("actions", "Image"))

ACTIONS: tuple[Action, ...] = (
    *_FIELD.of(
        ("field.accept", noop("actions", "Agree and go on"), "Return Enter", lambda b: b.form.accept()),
        ("field.restore", noop("actions", "Take back what was typed"), "Esc", lambda b: b.restore()),
        ("field.amend", noop("actions", "Write it as is better"), "F12", lambda b: b.amend()),
        ("field.empty", noop("actions", "Nothing is written"), "F8", lambda b: b.form.mark_absent(Absence.EMPTY)),
        ("field.unreadable", noop("actions", "Cannot be read"), "F9", lambda b: b.form.mark_absent(Absence.UNREADABLE)),
        ("field.next_other", noop("actions", "Next suggestion"), "Alt+Down", lambda b: b.form.show_other(1)),
        ("field.last_other", noop("actions", "Previous suggestion"), "Alt+Up", lambda b: b.form.show_other(-1)),
        in_form=True,
    ),
    *_RECORD.of(
        ("record.next", noop("actions", "Next record"), "Ctrl+PgDown", lambda b: b.step(1)),
        ("record.previous", noop("actions", "Previous record"), "Ctrl+PgUp", lambda b: b.step(-1)),
        ("record.check", noop("actions", "Mark as checked and go on"), "F7", lambda b: b.check()),
        ("record.approve", noop("actions", "Approve and go on"), "Ctrl+Return Ctrl+Enter", lambda b: b.approve()),
        ("record.withhold", noop("actions", "Withhold from publication"), "", lambda b: b.withhold()),
        ("record.history", noop("actions", "Show or hide the history"), "Ctrl+H", lambda b: b.toggle_history()),
    ),
    *_IMAGE.of(
        ("image.larger", noop("actions", "Enlarge the image"), "Ctrl+= Ctrl++", lambda b: b.image.zoom(STEP)),
        ("image.smaller", noop("actions", "Reduce the image"), "Ctrl+-", lambda b: b.image.zoom(1 / STEP)),
        ("image.fit", noop("actions", "The whole image"), "Ctrl+0", lambda b: b.image.fit()),
        ("image.left", noop("actions", "More on the left"), "Alt+Shift+Left", lambda b: b.image.push(_PUSH, 0)),
        ("image.right", noop("actions", "More on the right"), "Alt+Shift+Right", lambda b: b.image.push(-_PUSH, 0)),
        ("image.up", noop("actions", "More above"), "Alt+Shift+Up", lambda b: b.image.push(0, _PUSH)),
        ("image.down", noop("actions", "More below"), "Alt+Shift+Down", lambda b: b.image.push(0, -_PUSH)),
        ("image.next", noop("actions", "Next image of the record"), "Ctrl+Alt+PgDown", lambda b: b.turn_image(1)),
        ("image.last", noop("actions", "Previous image of the record"), "Ctrl+Alt+PgUp", lambda b: b.turn_image(-1)),
        repeats=True,
    ),
)
