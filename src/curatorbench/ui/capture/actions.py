"""What can be done on the Capture bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.capture.bench import Capture

_CAPTURE: Group[Capture] = Group("capture", noop("actions", "Capture"))

ACTIONS: tuple[Action, ...] = _CAPTURE.of(
    ("capture.shoot", noop("actions", "Expose"), "Space", lambda b: b.shoot()),
    ("capture.connect", noop("actions", "Connect the device"), "Ctrl+Return Ctrl+Enter", lambda b: b.connect_device()),
    ("capture.let_go", noop("actions", "Let the device go"), "", lambda b: b.let_go()),
)
