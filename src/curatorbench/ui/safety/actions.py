"""What can be done on the Safety page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.safety.bench import Safety

_SAFETY: Group[Safety] = Group("safety", noop("actions", "Safety"))

ACTIONS: tuple[Action, ...] = _SAFETY.of(
    ("safety.backup", noop("actions", "Back up now"), "F5", lambda b: b.back_up()),
    ("safety.read", noop("actions", "Read everything again now"), "F8", lambda b: b.read_everything()),
    ("safety.plan", noop("actions", "See what going back would lose"), "F7", lambda b: b.plan()),
    ("safety.restore", noop("actions", "Go back to this backup"), "Ctrl+Shift+Return", lambda b: b.restore()),
    ("safety.leave", noop("actions", "Leave everything as it is"), "Esc", lambda b: b.leave_it()),
    ("safety.mend", noop("actions", "Take the original back from a file"), "F4", lambda b: b.begin_mend()),
)
