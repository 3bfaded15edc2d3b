"""The keys in force: the defaults of the table, over them what a person chose. Kept in the workspace as one setting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from PySide6.QtGui import QKeySequence

from curatorbench.ui.actions.action import Action, native

SETTING = "ui.keys"
_FORM = QKeySequence.SequenceFormat.PortableText


class KeyMap:
    """Immutable; changing gives another one. Keys are Qt's portable names ("Ctrl+Shift+O")."""

    def __init__(self, table: Iterable[Action], chosen: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.table = tuple(table)
        self._defaults = {action.id: tuple(map(portable, action.keys)) for action in self.table}
        self.chosen = {id_: keys for id_, keys in (chosen or {}).items() if self._is_other(id_, keys)}

    @classmethod
    def read(cls, table: Iterable[Action], text: str) -> KeyMap:
        """From the text of the setting; what cannot be understood (another version's, say) is left out."""
        try:
            kept = json.loads(text or "{}")
        except ValueError:
            kept = {}
        named = kept.items() if isinstance(kept, dict) else ()
        return cls(table, {id_: tuple(map(portable, map(str, keys))) for id_, keys in named if isinstance(keys, list)})

    def text(self) -> str:
        """The text for the setting: only what differs from the defaults."""
        return json.dumps(self.chosen, sort_keys=True) if self.chosen else ""

    def keys(self, id_: str) -> tuple[str, ...]:
        return self.chosen.get(id_, self._defaults.get(id_, ()))

    def shown(self, id_: str) -> str:
        """The first key as this machine calls it; empty if there is none."""
        keys = self.keys(id_)
        return native(keys[0]) if keys else ""

    def words(self, id_: str) -> str:
        """What a sentence says to press: the first key, or the name of an action that has none, to be found by it."""
        name = next((f"“{action.shown_text}”" for action in self.table if action.id == id_), "")
        return self.shown(id_) or name

    def all_words(self) -> dict[str, str]:
        return {action.id: self.words(action.id) for action in self.table}

    def all_keys(self, id_: str) -> tuple[str, ...]:
        """Every key as this machine calls it."""
        return tuple(map(native, self.keys(id_)))

    def all_shown(self) -> dict[str, str]:
        return {action.id: self.shown(action.id) for action in self.table}

    def is_changed(self, id_: str) -> bool:
        return id_ in self.chosen

    def clashes(self, id_: str, key: str) -> tuple[Action, ...]:
        """Other actions that listen to `key` where `id_` does."""
        mine = next(action for action in self.table if action.id == id_)
        return tuple(
            other
            for other in self.table
            if other.id != id_ and portable(key) in self.keys(other.id) and _could_meet(mine, other)
        )

    def changed(self, id_: str, keys: tuple[str, ...]) -> KeyMap:
        """With these keys for one action, taken from those that had them."""
        wanted = tuple(map(portable, keys))
        chosen = {**self.chosen, id_: wanted}
        for key in wanted:
            for other in self.clashes(id_, key):
                chosen[other.id] = tuple(k for k in self.keys(other.id) if k != key)
        return KeyMap(self.table, chosen)

    def reset(self, id_: str | None = None) -> KeyMap:
        """One action as it was, or all of them."""
        kept = {other: keys for other, keys in self.chosen.items() if id_ is not None and other != id_}
        return KeyMap(self.table, kept)

    def _is_other(self, id_: str, keys: tuple[str, ...]) -> bool:
        return id_ in self._defaults and keys != self._defaults[id_]


def portable(key: str) -> str:
    return QKeySequence(key).toString(_FORM)


def _could_meet(one: Action, other: Action) -> bool:
    """Whether both can be wanted at one moment. A form's key goes before the window's own."""
    return one.bench == other.bench or "" in (one.bench, other.bench)
