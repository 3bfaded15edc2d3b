"""Settings of a workspace, over their declared defaults."""

from __future__ import annotations

from curatorbench.domain.settings import SETTINGS, Value, setting
from curatorbench.models.store import preferences
from curatorbench.models.store.store import Session
from curatorbench.workflow.workbench import Workbench

__all__ = ["Value", "every", "get", "get_text", "put", "value"]


def every(bench: Workbench) -> dict[str, Value]:
    """Every setting by name, as it is in force."""
    with bench.workspace.store.read() as session:
        return {declared.name: value(session, declared.name) for declared in SETTINGS}


def get(bench: Workbench, name: str) -> Value:
    """The value kept in the workspace, else the declared default; raises KeyError for a name not declared."""
    with bench.workspace.store.read() as session:
        return value(session, name)


def put(bench: Workbench, name: str, new: Value) -> None:
    """Keep a value; raises BadInput if it is not of the declared type, not one of the choices, or out of bounds."""
    setting(name).check(new)
    with bench.workspace.store.write() as session:
        preferences.save(session, name, new)


def value(session: Session, name: str) -> Value:
    """As `get`, within a unit of work."""
    kept = preferences.load(session, name)
    default = setting(name).default
    return kept if kept is not None and type(kept) is type(default) else default


def get_text(session: Session, name: str) -> str:
    """A text setting within a unit of work."""
    return str(value(session, name))
