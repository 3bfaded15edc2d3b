"""The benches in the order of their keys. One line makes a bench known; it is loaded when it is first visited."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop
from curatorbench.ui.look.wording import translate

if TYPE_CHECKING:
    from curatorbench.ui.bench import Bench
    from curatorbench.ui.desk import Desk


class Known(NamedTuple):
    """`title` stands in the frame, `go` is the action that leads there; `where` is "package.module:Class" in `ui`."""

    id: str
    title: str
    go: str
    key: str
    where: str
    is_named: bool = True

    @property
    def shown_title(self) -> str:
        return translate("benches", self.title)

    @property
    def is_loaded(self) -> bool:
        """Whether its class is there at once."""
        return f"curatorbench.ui.{self.where.partition(':')[0]}" in sys.modules

    def load(self) -> Callable[[Desk], Bench]:
        """Its class."""
        module, _, name = self.where.partition(":")
        made: Callable[[Desk], Bench] = getattr(import_module(f"curatorbench.ui.{module}"), name)
        return made


BENCHES: tuple[Known, ...] = (
    Known("capture", noop("benches", "Capture"), noop("actions", "Go to capturing"), "Ctrl+1", "capture.bench:Capture"),
    Known(
        "catalogue",
        noop("benches", "Catalogue"),
        noop("actions", "Go to the catalogue"),
        "Ctrl+2",
        "catalogue.bench:Catalogue",
    ),
    Known(
        "transcribe",
        noop("benches", "Transcribe"),
        noop("actions", "Go to transcribing"),
        "Ctrl+3",
        "transcribe.bench:Transcribe",
    ),
    Known("review", noop("benches", "Review"), noop("actions", "Go to reviewing"), "Ctrl+4", "review.bench:Review"),
    Known(
        "publish", noop("benches", "Publish"), noop("actions", "Go to publishing"), "Ctrl+5", "publish.bench:Publish"
    ),
    Known("jobs", noop("benches", "Jobs"), noop("actions", "Go to the jobs"), "Ctrl+6", "jobs.bench:Jobs"),
    Known(
        "safety",
        noop("benches", "Safety"),
        noop("actions", "Go to safety: backups and what was read again"),
        "Ctrl+7",
        "safety.bench:Safety",
        is_named=False,
    ),
    Known(
        "settings",
        noop("benches", "Settings"),
        noop("actions", "Go to the settings"),
        "Ctrl+,",
        "settings.bench:Settings",
        is_named=False,
    ),
)
FIRST = "catalogue"  # where a new workspace opens


def known(id_: str) -> Known:
    """Raises KeyError for a bench that is none."""
    for bench in BENCHES:
        if bench.id == id_:
            return bench
    raise KeyError(id_)


def load_all() -> None:
    """Import every bench; may be called on another thread."""
    for bench in BENCHES:
        bench.load()
