"""What the window remembers from one sitting to the next: size, place, panes, bench, record, colours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths

from curatorbench.domain.whole_files import whole_file


class Memory:
    """One small JSON file of the person, not of the workspace. What it cannot read it starts afresh.

    `window` holds what is so on every workspace, `here` what belongs to the one at `root`.
    """

    def __init__(self, file: Path | None = None, root: Path | None = None) -> None:
        """Without a file nothing is remembered."""
        self._file = file
        self._root = str(root.absolute()) if root else ""
        self._kept = _read(file) if file else {}
        self.window: dict[str, Any] = _part(self._kept, "window")
        self.here: dict[str, Any] = _part(_part(self._kept, "workspaces"), self._root)

    def text(self, name: str) -> str:
        """A text kept for every workspace; empty if there is none."""
        return str(self.window.get(name, ""))

    def panes(self, bench: str) -> dict[str, list[int]]:
        """How the panes of a bench were left; only whole numbers in lists come out of the file."""
        kept = _part(_part(self.window, "panes"), bench)
        return {
            name: [n for n in numbers if type(n) is int] for name, numbers in kept.items() if isinstance(numbers, list)
        }

    def keep_panes(self, bench: str, arrangement: Mapping[str, list[int]]) -> None:
        self.window["panes"] = {**_part(self.window, "panes"), bench: dict(arrangement)}

    def keep(self) -> None:
        """Write it all down; a window must not fail to close for want of that, so what fails is passed over."""
        if self._file is None:
            return
        workspaces = {**_part(_read(self._file), "workspaces"), self._root: self.here}
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(self._file) as part:
                part.write_text(json.dumps({"window": self.window, "workspaces": workspaces}), encoding="utf-8")


def place() -> Path:
    """Where it is kept. Asked of Qt, which is loaded already: `platformdirs` would cost the first paint 8 ms."""
    state = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation)
    return Path(state, "curatorbench", "window.json")


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _part(kept: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = kept.get(name)
    return dict(found) if isinstance(found, dict) else {}
