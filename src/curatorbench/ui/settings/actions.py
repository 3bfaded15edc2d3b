"""What can be done among the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.settings.bench import Settings

_SETTING: Group[Settings] = Group("settings", noop("actions", "Setting"))

ACTIONS: tuple[Action, ...] = _SETTING.of(
    ("setting.default", noop("actions", "Back to the default"), "Ctrl+R", lambda b: b.back_to_default()),
    ("setting.keys", noop("actions", "Change the keys"), "", lambda b: b.open_page("keys")),
    ("keys.none", noop("actions", "Take the key away"), "Del", lambda b: b.keys_page.take_away()),
    ("keys.reset_all", noop("actions", "All keys back to the defaults"), "", lambda b: b.keys_page.reset_all()),
)
