"""From the identifiers that the outside knows to the local keys that rows are joined by."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from curatorbench.domain.errors import Conflict, NotFound
from curatorbench.models.store.driver import driver
from curatorbench.models.store.store import Session
from curatorbench.models.tables.history import Batch
from curatorbench.models.tables.pictures import Asset
from curatorbench.models.tables.things import Collection

_NUMBER = "SELECT catalog_number FROM material_entity WHERE material_entity_id = ?"
_MATERIAL = "SELECT id, collection_id, revision, status FROM material_entity WHERE material_entity_id = ?"


@dataclass(frozen=True, slots=True)
class MaterialKey:
    """A record for the length of a transaction: its local key, its collection's, its revision and status."""

    id: int
    collection_id: int
    revision: int
    status: str


def material_key(session: Session, material_id: str) -> MaterialKey:
    """Raises NotFound if there is no record of that materialEntityID."""
    row = driver(session).execute(_MATERIAL, (material_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no record {material_id}.", "List the records to see which there are.")
    return MaterialKey(*row)


def there(session: Session, material_id: str) -> MaterialKey:
    """`material_key` of a record that lists show; raises Conflict if it was withdrawn or became part of another."""
    key = material_key(session, material_id)
    if driver(session).execute("SELECT retired FROM material_entity WHERE id = ?", (key.id,)).fetchone()[0]:
        raise Conflict(f"Record {material_id} was withdrawn.", "Take that back first, or use another record.")
    return key


def number_of(session: Session, material_id: str) -> str | None:
    """The catalogue number of a record, None if it has none."""
    row = driver(session).execute(_NUMBER, (material_id,)).fetchone()
    return row[0] if row else None


def asset_key(session: Session, asset_id: str) -> int:
    """Raises NotFound if there is no asset of that identifier."""
    key = session.scalar(select(Asset.id).where(Asset.media_id == asset_id))
    if key is None:
        raise NotFound(f"There is no image {asset_id}.", "Take it in first.")
    return key


def collection_key(session: Session, collection_id: str) -> int:
    """Raises NotFound if there is no collection of that identifier."""
    key = session.scalar(select(Collection.id).where(Collection.collection_id == collection_id))
    if key is None:
        raise NotFound(f"There is no collection {collection_id}.", "List the collections to see which there are.")
    return key


def batch_key(session: Session, batch_id: str) -> int:
    """Raises NotFound if there is no batch of that identifier."""
    key = session.scalar(select(Batch.id).where(Batch.batch_id == batch_id))
    if key is None:
        raise NotFound(f"There is no batch {batch_id}.", "It may belong to another workspace.")
    return key
