"""Saved views: questions with their columns, shared by all who use the workspace."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.found import View
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.models.finding import questions
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables import finding
from curatorbench.models.tables.base import now

_LONGEST = 200  # characters of a name


def views(session: Session) -> list[View]:
    """Every saved view, by name."""
    rows = session.execute(select(finding.View.name, finding.View.columns, finding.View.question))
    found = [View(name, tuple(json.loads(columns)), _question(question)) for name, columns, question in rows]
    return sorted(found, key=lambda view: view.name.casefold())


def view(session: Session, name: str) -> View:
    """The view of that name. Raises NotFound."""
    for found in views(session):
        if found.name == name.strip():
            return found
    raise NotFound(f"There is no view {name!r}.", "List the views to see which there are.")


def save(session: Session, view: View, operator: str) -> None:
    """Keep a view under its name, in place of an older one of that name.

    Raises BadInput for an empty name, a column or a filter that there is not, NotFound for an unknown batch.
    """
    name = view.name.strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise BadInput("A view needs a name of 1 to 200 characters on one line.", "Give it one.")
    for column in view.columns:
        questions.value_of(column)
    questions.asked(session, view.question)
    tuple(questions.parts(view.question))
    said = {
        "columns": json.dumps(view.columns),
        "question": json.dumps(asdict(view.question)),
        "operator_id": operator_of(session, operator).key,
        "changed": now(),
    }
    row = upsert(finding.View).values(name=name, **said)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_=said))


def remove(session: Session, name: str) -> None:
    """Forget a view. Raises NotFound."""
    known = view(session, name).name
    session.execute(delete(finding.View).where(finding.View.name == known))


def _question(text: str) -> Question:
    said: dict[str, Any] = json.loads(text)
    said["filters"] = tuple((name, value) for name, value in said["filters"])
    said["status"] = RecordStatus(said["status"]) if said["status"] else None
    return Question(**said)
