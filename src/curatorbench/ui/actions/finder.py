"""Ctrl+K: find any action by a few letters, with its key beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidgetItem, QWidget

from curatorbench.ui.actions.action import Action
from curatorbench.ui.actions.keys import KeyMap
from curatorbench.ui.actions.offer import Offer
from curatorbench.ui.frame.overlay import Overlay
from curatorbench.ui.look.rows import ID_ROLE, say
from curatorbench.ui.look.wording import translate


class Finder(Overlay):
    """A field over the window and what matches under it. Esc closes it, Enter does what is chosen."""

    def __init__(self, window: QWidget, table: Sequence[Action], built: Mapping[str, QAction], keys: KeyMap) -> None:
        self._table, self._built, self._keys = table, built, keys
        super().__init__(
            window,
            field_name=translate("Finder", "Find anything"),
            list_name=translate("Finder", "Actions found"),
            hint=translate("Finder", "What do you want to do?"),
        )

        self.offers: Callable[[], Sequence[Offer]] = tuple
        self._offered: dict[str, Offer] = {}

    @property
    def found(self) -> list[str]:
        """The ids of the actions that match, best first."""
        return [self.matches.item(row).data(ID_ROLE) for row in range(self.matches.count())]

    def take_keys(self, keys: KeyMap) -> None:
        self._keys = keys

    def match(self, typed: str) -> None:
        wanted = typed.casefold().split()
        self.matches.clear()
        found = [action for action in self._table if self._built[action.id].isEnabled() and _holds(action, wanted)]
        for action in sorted(found, key=lambda action: not _begins(action, wanted)):
            self._add(action.id, action.shown_text, self._keys.shown(action.id))
        self._offered = {offer.id: offer for offer in self.offers() if wanted and _named(offer.text, wanted)}
        for offer in self._offered.values():
            self._add(offer.id, offer.text, "")
        self.matches.setCurrentRow(0)

    def choose(self, item: QListWidgetItem | None) -> None:
        if item and item.data(ID_ROLE) in self._offered:
            self._offered[item.data(ID_ROLE)].perform()
        elif item:
            self._built[item.data(ID_ROLE)].trigger()

    def _add(self, id_: str, text: str, key: str) -> None:
        item = QListWidgetItem()
        item.setData(ID_ROLE, id_)
        say(item, text, key)
        self.matches.addItem(item)


def _holds(action: Action, wanted: Sequence[str]) -> bool:
    return _named(f"{action.shown_text} {action.shown_group}", wanted)


def _named(text: str, wanted: Sequence[str]) -> bool:
    said = text.casefold()
    return all(word in said for word in wanted)


def _begins(action: Action, wanted: Sequence[str]) -> bool:
    return bool(wanted) and action.shown_text.casefold().startswith(wanted[0])
