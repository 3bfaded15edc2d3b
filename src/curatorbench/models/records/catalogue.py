"""Collections and records: made, found, moved on from one status to the next."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, insert, select

from curatorbench.domain.errors import BadInput, Conflict, NotFound
from curatorbench.domain.identifiers import mint
from curatorbench.domain.publication import Contact, Dataset
from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.models.history import changes, links, seals, statuses
from curatorbench.models.history import fields as fields_of
from curatorbench.models.history.batches import new_batch
from curatorbench.models.history.bulk import IMPORTED
from curatorbench.models.history.changes import NewValue, Step
from curatorbench.models.history.content import MADE, Fact, Link
from curatorbench.models.history.searched import catalog_key
from curatorbench.models.records.met import Met
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import MaterialKey, batch_key, collection_key, material_key, number_of
from curatorbench.models.store.operators import default_operator, ensure_operator
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now
from curatorbench.models.tables.history import Accepted
from curatorbench.models.tables.occurrences import Occurrence
from curatorbench.models.tables.pictures import Asset, AssetSubject
from curatorbench.models.tables.things import LISTED, RETIRED, Collection, MaterialEntity, in_collection

__all__ = [
    "collection_of", "collections", "describe_collection", "ensure_collection", "ensure_operator",
    "find_by_catalog_number", "find_collection", "find_imported", "find_material", "mark_read", "merge_placeholder",
    "new_material", "remember_import", "set_status",
]  # fmt: skip

_CAPTURE = Source(SourceKind.CAPTURE, "capture")
_CAPTURED = (
    "SELECT 1 FROM capture_exposure AS e JOIN asset_subject AS s ON s.asset_id = e.asset_id"
    " WHERE s.material_id = ? AND e.became IN ('saved', 'met') LIMIT 1"
)
_READING = Source(SourceKind.RULE, "reading")
# From a UUID to the record that its own turned out to be, however often; UNION ends the walk.
_LEADS_TO = (
    "WITH RECURSIVE way(id, into_id) AS ("
    " SELECT id, merged_into_id FROM material_entity WHERE material_entity_id = ?"
    " UNION SELECT m.id, m.merged_into_id FROM way JOIN material_entity AS m ON m.id = way.into_id)"
    " SELECT m.material_entity_id FROM way JOIN material_entity AS m ON m.id = way.id WHERE way.into_id IS NULL"
)


def ensure_collection(session: Session, code: str, institution_code: str = "", name: str = "") -> str:
    """The identifier of the collection of that code, made if new; raises BadInput for what can be no code."""
    if not code.strip() or not code.isprintable():
        raise BadInput(f"{code!r} cannot be the code of a collection.", "Give a short one, such as HERB.")
    known = find_collection(session, code, institution_code or None)
    if known is not None:
        return known
    identifier = mint()
    values = {"collection_id": identifier, "code": code, "institution_code": institution_code, "name": name}
    session.execute(insert(Collection).values(**values))
    return identifier


def find_collection(session: Session, code: str, institution_code: str | None = None) -> str | None:
    """The collection of that code, the oldest if several institutions use it; None if there is none."""
    query = select(Collection.collection_id).where(Collection.code == code).order_by(Collection.id).limit(1)
    if institution_code is not None:
        query = query.where(Collection.institution_code == institution_code)
    return session.scalar(query)


def collections(session: Session) -> list[tuple[str, str]]:
    """(identifier, code) of every collection, in the order in which they were made."""
    rows = session.execute(select(Collection.collection_id, Collection.code).order_by(Collection.id))
    return [(identifier, code) for identifier, code in rows]


def describe_collection(session: Session, collection_id: str) -> Dataset:
    """The collection as its published metadata have it; `modified` is that of its newest record. Raises NotFound."""
    key = collection_key(session, collection_id)
    row = session.scalars(select(Collection).where(Collection.id == key)).one()
    return Dataset(
        identifier=row.collection_id,
        title=row.name or row.code,
        institution_code=row.institution_code,
        collection_code=row.code,
        description=row.description,
        licence=row.licence,
        rights_holder=row.rights_holder,
        language=row.language,
        modified=_modified(session, key),
        contacts=tuple(Contact(**contact) for contact in json.loads(row.contacts)),
    )


def new_material(
    session: Session,
    collection_id: str,
    *,
    catalog_number: str | None = None,
    source: Source = _CAPTURE,
    operator: str | None = None,
    batch: str | None = None,
    fields: Sequence[NewValue] = (),
    facts: Mapping[str, Fact] | None = None,
    added: Sequence[Link] = (),
) -> str:
    """A new record, status captured, with a materialEntityID and an occurrenceID of its own; returns the first.

    One change makes it, with what is known of it at once. Raises NotFound for an unknown collection or batch or what a
    fact or link refers to, Conflict if the catalogue number is another record's.
    """
    key, identifier = _insert_material(session, collection_key(session, collection_id))
    person = operator_of(session, operator or default_operator(session))
    number = [NewValue("catalogNumber", catalog_number)] if catalog_number else []
    step = Step("created", source, person.key, batch_key(session, batch) if batch else None)
    said = changes.content_of(session, key, [*number, *fields], facts, added)
    changes.append(session, key, step, replace(said, facts={**said.facts, **MADE}))
    return identifier


def find_material(session: Session, identifier: str, collection: str | None = None) -> str:
    """The materialEntityID of a record given by it or by catalogue number; `collection` (a code) decides ties.

    Raises NotFound, or Conflict if several records have the number.
    """
    found = _by_uuid(session, identifier) or _by_number(session, identifier, collection)
    if not found:
        raise NotFound(f"No record has the number {identifier!r}.", "List the records to see which there are.")
    if len(found) > 1:
        raise Conflict(f"{len(found)} records have the number {identifier!r}.", "Name the collection, or give a UUID.")
    return found[0]


def find_by_catalog_number(session: Session, collection_id: str, number: str) -> str | None:
    """The record of that catalogue number, spaces, commas and case aside; None if there is none.

    An exact match wins. Raises Conflict if only such near ones match, and more than one.
    """
    return Met(session, collection_id, (), [number]).numbered(number)


def collection_of(session: Session, material_id: str) -> str:
    """The identifier of the collection that a record belongs to; raises NotFound."""
    key = material_key(session, material_id).collection_id
    return session.scalars(select(Collection.collection_id).where(Collection.id == key)).one()


def set_status(session: Session, material_id: str, status: RecordStatus, operator: str) -> None:
    """A person moves a record to a status; the same status again changes nothing. Raises NotFound."""
    person = operator_of(session, operator)
    step = Step("status", Source(SourceKind.PERSON, person.name), person.key)
    statuses.move(session, material_key(session, material_id), status, step)


def mark_read(session: Session, material_id: str) -> None:
    """The images of a captured record have been read; any further status stays as it is. Raises NotFound."""
    material = material_key(session, material_id)
    if material.status == RecordStatus.CAPTURED:
        person = operator_of(session, default_operator(session))
        statuses.move(session, material, RecordStatus.READ, Step("status", _READING, person.key))


def merge_placeholder(session: Session, placeholder: str, existing: str) -> bool:
    """Give the pictures of a record that was only made for them to the record they show, and retire it: one batch.

    A record with a value or an absence of its own is no placeholder: nothing happens, and False is returned. Neither is
    one that was made at a stand: whose picture that is was seen, and said, when it was taken.
    """
    old, new = material_key(session, placeholder), material_key(session, existing)
    if driver(session).execute(_CAPTURED, (old.id,)).fetchone() is not None:
        return False
    if old.id == new.id or any(field.is_set for field in fields_of.current(session, old.id)):
        return False
    person = operator_of(session, default_operator(session))
    name = f"images of a placeholder to {number_of(session, existing) or existing}"
    batch = batch_key(session, new_batch(session, name, person.name, SourceKind.CAPTURE))
    shown = images_of(session, old.id)
    step = Step("merged", _CAPTURE, person.key, batch)
    changes.record(session, old, step, facts={"mergedInto": existing, "retired": True}, removed=shown)
    fresh = [link for link in shown if not links.exists(driver(session), new.id, link)]
    if fresh:
        changes.record(session, new, replace(step, kind="asset"), added=fresh)
    return True


def find_imported(session: Session, collection_id: str, key: str) -> str | None:
    """The record of a collection that came from, or met, an archive's row of that key; None if there is none."""
    return Met(session, collection_id, [key], ()).marked(key)


def remember_import(
    session: Session,
    material_id: str,
    key: str,
    *,
    source: Source = _CAPTURE,
    operator: str | None = None,
    batch: str | None = None,
) -> None:
    """Remember the key of a record in the archive it came from; a second call does nothing. Raises NotFound."""
    material, mark = material_key(session, material_id), import_mark(key)
    if links.exists(driver(session), material.id, mark):
        return
    person = operator_of(session, operator or default_operator(session))
    step = Step("imported", source, person.key, batch_key(session, batch) if batch else None)
    changes.record(session, material, step, added=[mark])


def import_mark(key: str) -> Link:
    """What a record is remembered by that came from, or met, an archive's row of that key."""
    return Link("identifier", {"identifier": key, "identifier_type": IMPORTED})


def images_of(session: Session, key: int) -> list[Link]:
    """The images of a record as links, in the order in which they came."""
    rows = session.execute(
        select(Asset.media_id, AssetSubject.region_id, AssetSubject.role)
        .join(Asset, Asset.id == AssetSubject.asset_id)
        .where(AssetSubject.material_id == key)
        .order_by(AssetSubject.id)
    )
    return [Link("image", {"asset": asset, "region": region, "role": role}) for asset, region, role in rows]


def _modified(session: Session, collection: int) -> str:
    """When a record of the collection was last changed, one that was withdrawn included; empty if it has none."""
    in_order = select(MaterialEntity.modified).order_by(MaterialEntity.modified.desc()).limit(1)
    newest = session.scalar(in_order.where(in_collection(collection), LISTED))
    withdrawn = select(func.max(MaterialEntity.modified)).where(in_collection(collection), RETIRED)
    return max(newest or "", session.scalar(withdrawn) or "")


def _insert_material(session: Session, collection: int) -> tuple[MaterialKey, str]:
    identifier = mint()
    captured = RecordStatus.CAPTURED.value
    row = {"material_entity_id": identifier, "collection_id": collection, "status": captured, "modified": now()}
    key = session.execute(insert(MaterialEntity).values(**row).returning(MaterialEntity.id)).scalar_one()
    session.execute(insert(Occurrence).values(occurrence_id=mint(), material_id=key))
    nothing = seals.document({})
    session.execute(insert(Accepted).values(material_id=key, document=nothing, history_hash=seals.GENESIS))
    return MaterialKey(key, collection, 0, captured), identifier


def _by_uuid(session: Session, text: str) -> list[str]:
    try:
        identifier = str(uuid.UUID(text))
    except ValueError:
        return []
    return [found for (found,) in driver(session).execute(_LEADS_TO, (identifier,))]


def _by_number(session: Session, number: str, collection: str | None) -> list[str]:
    """Exact matches, else those that differ in spaces, commas and case only."""
    query = (
        select(MaterialEntity.material_entity_id, MaterialEntity.catalog_number)
        .join(Collection, Collection.id == MaterialEntity.collection_id)
        .where(MaterialEntity.catalog_key == catalog_key(number), LISTED)
    )
    if collection is not None:
        query = query.where(Collection.code == collection)
    near = session.execute(query).all()
    return [found for found, written in near if written == number] or [found for found, _ in near]
