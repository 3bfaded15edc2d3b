"""What a record is beside its fields: its kind, how many objects it stands for, where it lies, what shows it."""

from __future__ import annotations

from sqlalchemy import select

from curatorbench.domain.errors import BadInput
from curatorbench.domain.record import Absence, Source, SourceKind
from curatorbench.domain.things import MATERIAL_KINDS, About, ShownImage
from curatorbench.models.history import changes, fields
from curatorbench.models.history.changes import Step
from curatorbench.models.records import identifications, relations, storage
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.pictures import IN_ORDER, SHOWN, Asset, AssetSubject
from curatorbench.models.tables.things import Collection, MaterialEntity, StorageUnit


def check_kind(kind: str) -> None:
    """Raises BadInput for what no record can be about."""
    if kind not in MATERIAL_KINDS:
        raise BadInput(f"{kind!r} is no kind of thing.", f"Use one of {', '.join(MATERIAL_KINDS)}.")


def check_quantity(quantity: int) -> None:
    """Raises BadInput for what cannot be a number of objects."""
    if not 1 <= quantity <= storage.MOST:
        raise BadInput(f"{quantity} cannot be how many objects a record stands for.", f"Give 1 to {storage.MOST:,}.")


def set_fact(session: Session, material: str, name: str, value: str | int, operator: str) -> None:
    """A person says what the record is; the same again changes nothing. `name` is objectQuantity or kind."""
    key = material_key(session, material)
    row = session.execute(
        select(MaterialEntity.kind, MaterialEntity.object_quantity).where(MaterialEntity.id == key.id)
    ).one()
    if {"kind": row.kind, "objectQuantity": row.object_quantity}[name] == value:
        return
    person = operator_of(session, operator)
    step = Step("facts", Source(SourceKind.PERSON, person.name), person.key)
    changes.record(session, key, step, facts={name: value})


def whereabouts(session: Session, material: str) -> tuple[str, str | None]:
    """The code of a record's collection and the UUID of its storage unit. Raises NotFound."""
    code, unit = session.execute(
        select(Collection.code, StorageUnit.storage_unit_id)
        .select_from(MaterialEntity)
        .join(Collection, Collection.id == MaterialEntity.collection_id)
        .outerjoin(StorageUnit, StorageUnit.id == MaterialEntity.storage_unit_id)
        .where(MaterialEntity.id == material_key(session, material).id)
    ).one()
    return code, unit


def about(session: Session, material: str) -> About:
    """Everything that a record is beside its fields. Raises NotFound."""
    key = material_key(session, material).id
    row = session.execute(
        select(MaterialEntity.kind, MaterialEntity.object_quantity, MaterialEntity.storage_unit_id).where(
            MaterialEntity.id == key
        )
    ).one()
    number = fields.current_one(session, key, "catalogNumber")
    return About(
        material,
        row.kind,
        row.object_quantity,
        numberless=number is not None and number.change.absence is Absence.EMPTY,
        storage=storage.path_of_key(session, row.storage_unit_id) if row.storage_unit_id is not None else None,
        relations=tuple(relations.relations(session, key)),
        identifications=tuple(identifications.identifications(session, material)),
        types=tuple(identifications.types(session, material)),
        images=_images(session, key),
    )


def _images(session: Session, key: int) -> tuple[ShownImage, ...]:
    """The images of a record fronts first, each once, with what else it shows."""
    shown = session.execute(
        select(Asset.id, Asset.sha256, AssetSubject.role)
        .join(AssetSubject, AssetSubject.asset_id == Asset.id)
        .where(AssetSubject.material_id == key, SHOWN)
        .order_by(*IN_ORDER)
    ).all()
    roles = {asset: (sha256, role) for asset, sha256, role in reversed(shown)}
    others: dict[int, list[str]] = {asset: [] for asset in roles}
    for asset, other in session.execute(
        select(AssetSubject.asset_id, MaterialEntity.material_entity_id)
        .join(MaterialEntity, MaterialEntity.id == AssetSubject.material_id)
        .where(
            AssetSubject.asset_id.in_(others),
            AssetSubject.material_id != key,
            MaterialEntity.retired.is_(False),
            SHOWN,
        )
        .order_by(AssetSubject.id)
    ):
        others[asset].append(other)
    return tuple(
        ShownImage(*roles[asset], tuple(dict.fromkeys(others[asset])))
        for asset in dict.fromkeys(asset for asset, _, _ in shown)
    )
