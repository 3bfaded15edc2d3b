"""What mending can be asked for, on every bench that shows records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop
from curatorbench.ui.look.wording import translate

if TYPE_CHECKING:
    from curatorbench.ui.mending.mending import Mending
    from curatorbench.ui.window import Window

_NAME = noop("actions", "Mend")


def _mend(verb: Callable[[Mending], None]) -> Callable[[Window], None]:
    def perform(window: Window) -> None:
        from curatorbench.ui.mending.mending import Mending  # loaded when first used
        from curatorbench.ui.mending.new_unit import NewUnitPanel
        from curatorbench.ui.parts.side import Side
        from curatorbench.ui.parts.subject import Mendable

        bench = window.bench
        if isinstance(bench, Mendable):
            known = bench.side.findChild(Mending)
            verb(known or Mending(window.desk, bench))
        elif verb is _new_unit and isinstance(side := getattr(bench, "side", None), Side):
            side.open(NewUnitPanel(window.desk))
        else:
            said = translate("actions", "Things are mended in the catalogue and while transcribing.")
            window.desk.notices.say(said, window.desk.keys["bench.catalogue"])

    return perform


def _new_unit(mending: Mending) -> None:
    """Needs nothing before the eye: also where nothing is mended."""
    mending.new_unit()


def _entry(id_: str, text: str, keys: str, verb: Callable[[Mending], None]) -> Action:
    return Action(id_, text, tuple(keys.split()), _NAME, _mend(verb))


ACTIONS: tuple[Action, ...] = (
    _entry("mend.move_image", noop("actions", "Move the image to another record"), "Ctrl+M", lambda m: m.move_image()),
    _entry("mend.merge", noop("actions", "Merge the two selected records"), "Ctrl+Shift+M", lambda m: m.merge()),
    _entry("mend.split", noop("actions", "Split the record in two"), "Ctrl+Shift+L", lambda m: m.split()),
    _entry("mend.edit", noop("actions", "Change all that is selected"), "Ctrl+E", lambda m: m.edit()),
    _entry("mend.status", noop("actions", "Move all that is selected to a status"), "", lambda m: m.set_status()),
    _entry("mend.store", noop("actions", "Put what is selected into a storage unit"), "Ctrl+D", lambda m: m.store()),
    _entry("mend.move_unit", noop("actions", "Move a storage unit with its contents"), "", lambda m: m.move_unit()),
    _entry("mend.new_unit", noop("actions", "Make a storage unit"), "Ctrl+Shift+N", _new_unit),
    _entry("mend.identify", noop("actions", "Determine the specimen"), "Ctrl+Shift+D", lambda m: m.identify()),
    _entry("mend.batches", noop("actions", "Batches, and taking one back"), "Ctrl+Shift+H", lambda m: m.batches()),
)
