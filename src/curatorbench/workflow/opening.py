"""A workspace opened for the window: made if there is none, with its worker processes beside it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from curatorbench.workflow import operators, safety, settings, work
from curatorbench.workflow.settings import Value
from curatorbench.workflow.workbench import Parts, Workbench


@dataclass(frozen=True, slots=True)
class Opened:
    """`operator` works in the window. `close` ends the workers and lets go of the files."""

    bench: Workbench
    operator: operators.Person
    settings: dict[str, Value]
    held: ExitStack

    def close(self) -> None:
        self.held.close()


def open_workspace(root: Path, parts: Parts, *, operator: str | None, otherwise: str) -> Opened:
    """For `operator` if named, else for who worked there last, else for `otherwise`.

    Raises CuratorError, with nothing left open.
    """
    if not root.exists():
        safety.create(root)
    with ExitStack() as held:
        bench = Workbench.open(root, parts)
        held.callback(bench.close)
        bench.workspace.store.refuse_read_only()  # a window is for work; commands read it where it is
        person = (None if operator else operators.last(bench)) or operators.take_over(bench, operator or otherwise)
        held.enter_context(work.workers(bench, parts.worker_command))
        return Opened(bench, person, settings.every(bench), held.pop_all())
