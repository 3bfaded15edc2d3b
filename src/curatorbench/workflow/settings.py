"""Settings of a workspace, over their declared defaults."""

from __future__ import annotations

from curatorbench.domain.errors import BadInput
from curatorbench.domain.settings import setting
from curatorbench.models import preferences
from curatorbench.models.store import Session
from curatorbench.workflow.workbench import Workbench

Value = bool | int | float | str


def get(bench: Workbench, name: str) -> Value:
    """The value kept in the workspace, else the declared default; raises KeyError for a name not declared."""
    with bench.workspace.store.read() as session:
        return value(session, name)


def put(bench: Workbench, name: str, new: Value) -> None:
    """Keep a value; raises BadInput if it is not of the declared type or not one of the choices."""
    declared = setting(name)
    if type(new) is not type(declared.default) or (declared.choices and new not in declared.choices):
        allowed = ", ".join(declared.choices) or type(declared.default).__name__
        raise BadInput(f"{new!r} cannot be {name}.", f"Allowed: {allowed}.")
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
