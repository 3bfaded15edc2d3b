"""What can be done on the Capture bench. A foot pedal is a key: it is given to any of these like every other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.domain.captures import Answer
from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.capture.bench import Capture

_CAPTURE: Group[Capture] = Group("capture", noop("actions", "Capture"))

ACTIONS: tuple[Action, ...] = _CAPTURE.of(
    ("capture.begin", noop("actions", "Begin a session"), "Ctrl+Return Ctrl+Enter", lambda b: b.begin()),
    ("capture.shoot", noop("actions", "Expose"), "Space", lambda b: b.shoot()),
    ("capture.next", noop("actions", "Next thing"), "N", lambda b: b.loop.next_object()),
    ("capture.view", noop("actions", "Another view of the same thing"), "V", lambda b: b.another_view()),
    ("capture.again", noop("actions", "Take the last one again"), "R", lambda b: b.again()),
    ("capture.undo", noop("actions", "Take the last exposure back"), "Backspace", lambda b: b.loop.undo()),
    ("capture.another", noop("actions", "Another picture of that record"), "A", lambda b: b.answer(Answer.ANOTHER)),
    ("capture.apart", noop("actions", "It is a thing of its own"), "O", lambda b: b.answer(Answer.APART)),
    ("capture.away", noop("actions", "Put the exposure away"), "Delete", lambda b: b.answer(Answer.AWAY)),
    ("capture.feed", noop("actions", "Feed pages until the feeder is empty"), "F", lambda b: b.switches.pages()),
    ("capture.timer", noop("actions", "Timer on or off"), "T", lambda b: b.switches.timer()),
    ("capture.codes", noop("actions", "Shoot at a new code, on or off"), "C", lambda b: b.switches.codes()),
    ("capture.live", noop("actions", "Live picture on or off"), "L", lambda b: b.switches.live()),
    ("capture.peaking", noop("actions", "Focus peaking on or off"), "P", lambda b: b.switches.overlay("peaking")),
    ("capture.zebra", noop("actions", "Clipping zebra on or off"), "Z", lambda b: b.switches.overlay("zebra")),
    ("capture.grid", noop("actions", "Grid on or off"), "G", lambda b: b.switches.overlay("grid")),
    ("capture.histogram", noop("actions", "Histogram on or off"), "H", lambda b: b.switches.overlay("histogram")),
    ("capture.larger", noop("actions", "Larger"), "+ =", lambda b: b.stage.zoom(1)),
    ("capture.smaller", noop("actions", "Smaller"), "-", lambda b: b.stage.zoom(-1)),
    ("capture.numbers", noop("actions", "Images without a number"), "Q", lambda b: b.numbering.toggle()),
    ("capture.unit", noop("actions", "Another storage unit"), "U", lambda b: b.change_unit()),
    ("capture.sticky", noop("actions", "The fields that stay"), "S", lambda b: b.edit_sticky()),
    ("capture.settings", noop("actions", "Device settings"), "D", lambda b: b.toggle_settings()),
    ("capture.profile", noop("actions", "Change the profile"), "F2", lambda b: b.edit_profile()),
    ("capture.end", noop("actions", "End the session"), "Ctrl+W", lambda b: b.end_session()),
)  # fmt: skip
