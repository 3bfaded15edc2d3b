"""Who works here. People are named, or referred to by the identifier that a name was given."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import insert, select

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.identifiers import mint
from curatorbench.models.store.driver import driver
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now
from curatorbench.models.tables.people import Operator

_WHO = "SELECT id, name FROM operator WHERE operator_id = ?1 OR name = ?1"


def ensure_operator(session: Session, name: str, initials: str = "") -> str:
    """The identifier of the operator of that name, made known if new; raises BadInput for what can be no name."""
    clean = name.strip()
    if not clean or not clean.isprintable():
        raise BadInput("An operator needs a name, on one line.", "Give a name with --operator.")
    known = session.scalar(select(Operator.operator_id).where(Operator.name == clean))
    if known is not None:
        return known
    identifier = mint()
    session.execute(insert(Operator).values(operator_id=identifier, name=clean, initials=initials, made=now()))
    return identifier


@dataclass(frozen=True, slots=True)
class Person:
    """An operator for the length of a transaction: local key and name."""

    key: int
    name: str


def operator(session: Session, who: str) -> Person:
    """The operator given by identifier or by name; a new name is made known.

    Raises NotFound for an identifier that nobody has, BadInput for an empty name.
    """
    connection = driver(session)
    row = connection.execute(_WHO, (who.strip(),)).fetchone()
    if row is None:
        if _is_uuid(who):
            raise NotFound(f"There is no operator {who}.", "Name the operator; a new name is made known.")
        row = connection.execute(_WHO, (ensure_operator(session, who),)).fetchone()
    return Person(*row)


def default_operator(session: Session) -> str:
    """The identifier of the first operator of the workspace, for what nobody in particular did."""
    return session.scalars(select(Operator.operator_id).order_by(Operator.id).limit(1)).one()


def operators(session: Session) -> list[tuple[str, str, str]]:
    """(identifier, name, initials) of everybody, in the order in which they came."""
    rows = session.execute(select(Operator.operator_id, Operator.name, Operator.initials).order_by(Operator.id))
    return [(identifier, name, initials) for identifier, name, initials in rows]


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
