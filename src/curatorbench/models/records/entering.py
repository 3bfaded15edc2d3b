"""Making a record with all that is known of it, in one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.record import Absence, Source, SourceKind
from curatorbench.domain.things import NumberTaken
from curatorbench.models.history import changes, links
from curatorbench.models.history.changes import Step
from curatorbench.models.history.content import Fact, Link, NewValue
from curatorbench.models.history.searched import catalog_key
from curatorbench.models.records import assets, catalogue, relations
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import collection_key, material_key, there
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.pictures import ROLES, SHOWN, SUPERSEDED, Asset, AssetSubject
from curatorbench.models.tables.things import LISTED, MaterialEntity, in_collection


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is known of a new record. A value of None: a person looked and there is none. `images` are links;
    `related` are (kind, materialEntityID) as `relations.relate` takes them."""

    collection_id: str
    values: Mapping[str, str | None]
    kind: str
    quantity: int
    storage_unit: str | None
    images: Sequence[Link]
    related: Sequence[tuple[str, str]]


def enter(session: Session, entry: Entry, operator: str) -> str:
    """A new record as one change; returns its materialEntityID. Raises NotFound, BadInput, Conflict."""
    person = operator_of(session, operator)
    fields = [
        NewValue(term, value, absence=None if value else Absence.EMPTY, checked=True)
        for term, value in entry.values.items()
    ]
    facts: dict[str, Fact] = {"kind": entry.kind, "objectQuantity": entry.quantity}
    facts |= {"storageUnit": entry.storage_unit} if entry.storage_unit else {}
    statements = [_statement(session, kind, other) for kind, other in dict.fromkeys(entry.related)]
    return catalogue.new_material(
        session,
        entry.collection_id,
        source=Source(SourceKind.PERSON, person.name),
        operator=operator,
        fields=fields,
        facts=facts,
        added=[*entry.images, *statements],
    )


def check_number(session: Session, entry: Entry, similar_is_other: bool) -> None:
    """Raises NumberTaken if the entry's number is another record's, exactly or nearly."""
    number = entry.values.get("catalogNumber")
    found = holder(session, entry.collection_id, number) if number else None
    if number and found and (found[1] or not similar_is_other):
        raise NumberTaken(number, *found)


def holder(session: Session, collection_id: str, number: str) -> tuple[str, bool] | None:
    """The record of the collection with that number, spaces, commas and case aside, and whether it is exact."""
    near = session.execute(
        select(MaterialEntity.material_entity_id, MaterialEntity.catalog_number)
        .where(
            MaterialEntity.catalog_key == catalog_key(number),
            in_collection(collection_key(session, collection_id)),
            LISTED,
        )
        .order_by(MaterialEntity.catalog_number != number, MaterialEntity.id)
    ).first()
    return (near[0], near[1] == number) if near else None


def images(session: Session, sha256: str | None, role: str, beside: str | None) -> list[Link]:
    """The links of a new record to its images: the one named, else those of the record it shares a sheet with.

    Raises NotFound for an image or record that is not there, BadInput for an unknown role.
    """
    if sha256 is not None:
        return [_image(session, sha256, role)]
    if beside is None:
        return []
    shown = session.execute(
        select(Asset.media_id, AssetSubject.role)
        .join(AssetSubject, AssetSubject.asset_id == Asset.id)
        .where(AssetSubject.material_id == material_key(session, beside).id, AssetSubject.region_id.is_(None), SHOWN)
        .order_by(AssetSubject.id)
    )
    return [Link("image", {"asset": asset, "region": None, "role": shown_as}) for asset, shown_as in shown]


def show(session: Session, material: str, sha256: str, role: str, operator: str) -> None:
    """The image shows the record's thing, a person says. Twice is once. Raises as `images` does."""
    link, key = _image(session, sha256, role), material_key(session, material)
    if links.exists(driver(session), key.id, link):
        return
    person = operator_of(session, operator)
    changes.record(session, key, Step("asset", Source(SourceKind.PERSON, person.name), person.key), added=[link])


def _image(session: Session, sha256: str, role: str) -> Link:
    if role not in ROLES or role == SUPERSEDED:
        there = (role for role in ROLES if role != SUPERSEDED)
        raise BadInput(f"An image cannot show a thing as {role!r}.", f"Use one of {', '.join(there)}.")
    asset = assets.asset_by_hash(session, sha256)
    if asset is None:
        raise NotFound(f"There is no image {sha256}.", "Take it in first.")
    return Link("image", {"asset": asset.id, "region": None, "role": role})


def _statement(session: Session, kind: str, other: str) -> Link:
    """What a new record says of its relation to another one; it cannot close a ring, for nothing knows it yet."""
    kept, subject, _ = relations.read(kind, "", other)
    if subject:
        raise BadInput(f"A new record cannot be {kind!r} of another.", "Relate the two when it is made.")
    there(session, other)
    return relations.link(kept, other)
