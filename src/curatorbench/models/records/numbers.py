"""Catalogue numbers that are given out by a template, and captured things that have none."""

from __future__ import annotations

import re
from itertools import islice

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from curatorbench.domain.codes import matches, next_number
from curatorbench.domain.record import Absence
from curatorbench.models.history import fields
from curatorbench.models.records import entering
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import collection_key
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import table
from curatorbench.models.tables.captures import NumberGiven

_n = table(NumberGiven).c
_DOWNWARDS = (
    "SELECT catalog_number FROM material_entity WHERE +collection_id = ? AND retired = 0"
    " AND catalog_number BETWEEN ? AND ? ORDER BY catalog_number DESC"
)
# From the records without a number, or from the exposures of one sitting: never from all exposures.
_NUMBERLESS = (
    "SELECT m.id, m.material_entity_id, max(e.has_unread_code) AS unread FROM {} WHERE m.catalog_number IS NULL"
    " AND m.retired = 0 AND e.became IN ('saved', 'met') GROUP BY m.id ORDER BY unread DESC, m.id"
)
_OF_ALL = _NUMBERLESS.format(
    "material_entity AS m CROSS JOIN asset_subject AS s ON s.material_id = m.id"
    " CROSS JOIN capture_exposure AS e ON e.asset_id = s.asset_id"
)
_OF_ONE = _NUMBERLESS.format(
    "capture_exposure AS e CROSS JOIN asset_subject AS s ON s.asset_id = e.asset_id AND e.session_id = ?"
    " CROSS JOIN material_entity AS m ON m.id = s.material_id"
)


def next_free(session: Session, collection_id: str, template: str) -> str:
    """The number that comes next by a template, which nothing in the collection has. Raises BadInput."""
    number = next_number(template, last_given(session, collection_id, template))
    if entering.holder(session, collection_id, number) is not None:  # typed or imported since: go on after all of them
        highest = _highest(session, collection_id, template)
        number = next_number(template, highest) if highest is not None and highest >= number else number
    while entering.holder(session, collection_id, number) is not None:
        number = next_number(template, number)
    return number


def last_given(session: Session, collection_id: str, template: str) -> str | None:
    """The last number that was given out, else the highest of the template that a record has; None before the first."""
    key = collection_key(session, collection_id)
    given: str | None = session.scalar(select(_n.last).where(_n.collection_id == key, _n.template == template))
    if given is not None and matches(template, given):
        return given
    return _highest(session, collection_id, template)


def _highest(session: Session, collection_id: str, template: str) -> str | None:
    """The highest number of the template that a record has."""
    key = collection_key(session, collection_id)
    start = re.split(r"[#?\[]", template)[0]
    rows = driver(session).execute(_DOWNWARDS, (key, start, start + "\U0010ffff"))
    return next((str(number) for (number,) in rows if matches(template, number)), None)


def give(session: Session, collection_id: str, template: str, number: str) -> None:
    """Remember a number as the last one that was given out."""
    row = upsert(NumberGiven).values(
        collection_id=collection_key(session, collection_id), template=template, last=number
    )
    session.execute(
        row.on_conflict_do_update(index_elements=["collection_id", "template"], set_={"last": row.excluded.last})
    )


def take_back(session: Session, collection_id: str, template: str, number: str, before: str | None) -> None:
    """The number was given to nothing after all; where it was the last one, `before` is that again."""
    if last_given(session, collection_id, template) != number:
        return
    if before is not None:
        give(session, collection_id, template, before)
    else:
        key = collection_key(session, collection_id)
        session.execute(table(NumberGiven).delete().where(_n.collection_id == key, _n.template == template))


def numberless(session: Session, limit: int, sitting: int | None = None) -> list[tuple[int, str, bool]]:
    """(local key, materialEntityID, whether a code on it could not be read) of captured things that have no number and
    of which nobody said that there is none: unread codes first. Of one sitting (its local key) if given."""
    asked = (_OF_ALL,) if sitting is None else (_OF_ONE, (sitting,))
    rows = driver(session).execute(*asked).fetchall()
    wanted = ((key, material, bool(unread)) for key, material, unread in rows if not _has_none(session, key))
    return list(islice(wanted, limit))


def _has_none(session: Session, key: int) -> bool:
    number = fields.current_one(session, key, "catalogNumber")
    return number is not None and number.change.absence is Absence.EMPTY
