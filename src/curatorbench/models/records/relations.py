"""How things belong together: statements between two records, and what follows from them."""

from __future__ import annotations

from sqlalchemy import select, text

from curatorbench.domain.errors import BadInput, Conflict, NotFound
from curatorbench.domain.record import Source, SourceKind
from curatorbench.domain.things import RELATIONS, SHARED, RelationView
from curatorbench.models.history import changes
from curatorbench.models.history.changes import Step
from curatorbench.models.history.links import Link
from curatorbench.models.store.keys import material_key, there
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import table
from curatorbench.models.tables.things import MaterialEntity, MaterialRelation

_r = table(MaterialRelation).c
_m = table(MaterialEntity).c
_INVERSE = {inverse: kind for kind, inverse in RELATIONS.items() if inverse != kind}

# Everything that shares something with a record, directly or by way of others; UNION ends the walk.
_GROUP = text("""
    WITH RECURSIVE shared(id) AS (
        SELECT :key
        UNION
        SELECT CASE WHEN link.subject_id = shared.id THEN link.related_id ELSE link.subject_id END
        FROM shared JOIN material_relation AS link
          ON link.kind = :kind AND (link.subject_id = shared.id OR link.related_id = shared.id)
    )
    SELECT id FROM shared WHERE id <> :key
""")
_WHOLES = text("""
    WITH RECURSIVE above(id) AS (
        SELECT :key
        UNION
        SELECT link.related_id FROM above JOIN material_relation AS link
          ON link.kind = :kind AND link.subject_id = above.id
    )
    SELECT id FROM above
""")


def relate(session: Session, material: str, kind: str, other: str, operator: str) -> None:
    """`material` is `kind` of `other`. Raises BadInput, NotFound, Conflict."""
    kind, subject, related = read(kind, material, other)
    one, two = there(session, subject), there(session, related)
    check(session, kind, one.id, two.id)
    if _stated(session, kind, one.id, two.id) is None:
        changes.record(session, one, _step(session, operator), added=[link(kind, related)])


def unrelate(session: Session, material: str, kind: str, other: str, operator: str) -> None:
    """Take such a statement away, whichever of the two it was made on. Raises NotFound if there is none."""
    kind, subject, related = read(kind, material, other)
    one, two = material_key(session, subject), material_key(session, related)
    stated = _stated(session, kind, one.id, two.id)
    if stated is None:
        raise NotFound(f"Nobody said that {subject} is {kind} {related}.", "Look at the relations of both records.")
    holder, end = (one, related) if stated == one.id else (two, subject)
    changes.record(session, holder, _step(session, operator), removed=[link(kind, end)])


def read(kind: str, material: str, other: str) -> tuple[str, str, str]:
    """A statement in the direction in which it is kept: (kind, subject, related). Raises BadInput."""
    if kind in _INVERSE:
        kind, material, other = _INVERSE[kind], other, material
    if kind not in RELATIONS:
        known = ", ".join([*RELATIONS, *_INVERSE])
        raise BadInput(f"{kind!r} is no relation between things.", f"Use one of: {known}.")
    if material == other:
        raise BadInput("A record is not related to itself.", "Name the other record.")
    return kind, material, other


def link(kind: str, related: str) -> Link:
    """The statement as a record's change has it."""
    return Link("relation", {"kind": kind, "related": related})


def check(session: Session, kind: str, subject: int, related: int) -> None:
    """Raises Conflict if a thing would become part of, or come from, what is part of or comes from it."""
    if kind in SHARED:
        return
    if subject in set(session.scalars(_WHOLES, {"key": related, "kind": kind})):
        raise Conflict(
            f"That record is itself {kind} this one, directly or by way of others.", "Take that statement away first."
        )


def relations(session: Session, key: int) -> list[RelationView]:
    """Every relation of a record (its local key) with records that are not retired, stated or following."""
    stated: list[tuple[str, int]] = []
    for kind, subject, related in session.execute(
        select(_r.kind, _r.subject_id, _r.related_id)
        .where((_r.subject_id == key) | (_r.related_id == key))
        .order_by(_r.id)
    ):
        stated.append((kind, related) if subject == key else (RELATIONS[kind], subject))
    following = [
        (kind, other)
        for kind in sorted(SHARED & {kind for kind, _ in stated})
        for other in session.scalars(_GROUP, {"kind": kind, "key": key})
        if (kind, other) not in stated
    ]
    return _views(session, [(*one, True) for one in stated] + [(*one, False) for one in following])


def _views(session: Session, found: list[tuple[str, int, bool]]) -> list[RelationView]:
    others = session.execute(
        select(_m.id, _m.material_entity_id, _m.catalog_number, _m.scientific_name).where(
            _m.id.in_({key for _, key, _ in found}), _m.retired.is_(False)
        )
    )
    shown = {row.id: (row.material_entity_id, row.catalog_number, row.scientific_name) for row in others}
    return [RelationView(kind, *shown[key], stated) for kind, key, stated in found if key in shown]


def _stated(session: Session, kind: str, one: int, two: int) -> int | None:
    """The record on which the statement was made, None if it was not; what is shared may be said on either."""
    said = (_r.subject_id == one) & (_r.related_id == two)
    if kind in SHARED:
        said |= (_r.subject_id == two) & (_r.related_id == one)
    return session.scalar(select(_r.subject_id).where(_r.kind == kind, said).limit(1))


def _step(session: Session, operator: str) -> Step:
    person = operator_of(session, operator)
    return Step("relation", Source(SourceKind.PERSON, person.name), person.key)
