"""Who works here: everybody known to the workspace, and who it was last in the window."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.models.store import operators, preferences
from curatorbench.workflow import settings
from curatorbench.workflow.workbench import Workbench

_LAST = "ui.operator"


@dataclass(frozen=True, slots=True)
class Person:
    """A local identity; `name` is what history says."""

    name: str
    initials: str


def everybody(bench: Workbench) -> list[Person]:
    """In the order in which they came."""
    with bench.workspace.store.read() as session:
        return [_person(name, initials) for _, name, initials in operators.operators(session)]


def last(bench: Workbench) -> Person | None:
    """Who worked in the window last, None where nobody did."""
    name = str(settings.get(bench, _LAST))
    return next((person for person in everybody(bench) if person.name == name), None)


def take_over(bench: Workbench, name: str, initials: str = "") -> Person:
    """From now on `name` works in the window; a new name is made known. Raises BadInput for an empty one."""
    with bench.workspace.store.write() as session:
        operators.ensure_operator(session, name, initials or initials_of(name))
        preferences.save(session, _LAST, name.strip())
    return next(person for person in everybody(bench) if person.name == name.strip())


def initials_of(name: str) -> str:
    """`Zora Reed` gives `ZR`."""
    words = [word for word in name.replace(".", " ").split() if word[0].isalnum()]
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if len(words) > 1 else words))


def _person(name: str, initials: str) -> Person:
    return Person(name, initials or initials_of(name))
