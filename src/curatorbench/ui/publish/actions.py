"""What can be done on the Publish bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.publish.bench import Publish

_PUBLISH: Group[Publish] = Group("publish", noop("actions", "Publish"))

ACTIONS: tuple[Action, ...] = _PUBLISH.of(
    ("publish.write", noop("actions", "Write the archive"), "Ctrl+Return Ctrl+Enter", lambda b: b.write()),
)
