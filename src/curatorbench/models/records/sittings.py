"""Sittings at a stand: what was said when one began, and what was changed since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select, update

from curatorbench.domain.errors import NotFound
from curatorbench.domain.identifiers import mint
from curatorbench.domain.profiles import Profile
from curatorbench.domain.things import UnitPath
from curatorbench.models.records import profiles, storage
from curatorbench.models.store.keys import collection_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now, table
from curatorbench.models.tables.captures import CaptureSession
from curatorbench.models.tables.people import Operator
from curatorbench.models.tables.things import Collection

_s = table(CaptureSession).c
_WHERE = "where"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting as its row says; `key` and `storage_key` are local keys, `collection_id` is what the outside knows.

    `view` is one asked for beside the profile's, `closed_at` the newest exposure when its object was said to be done.
    """

    key: int
    id: str
    collection_id: str
    collection: str
    operator: str
    profile: Profile
    station: str
    storage_key: int | None
    sticky: Mapping[str, str]
    asks_again: bool
    view: str
    closed_at: int
    begun: str


def begin(
    session: Session,
    collection_id: str,
    operator: str,
    profile: Profile,
    station: str,
    storage_unit: str | None,
    sticky: Mapping[str, str],
) -> str:
    """A new sitting; returns its identifier. Raises BadInput for the profile, NotFound for collection or unit."""
    profiles.check(profile)
    identifier = mint()
    row = {
        "session_id": identifier,
        "collection_id": collection_key(session, collection_id),
        "operator_id": operator_of(session, operator).key,
        "profile": profiles.written(profile),
        "station": station,
        "storage_unit_id": storage.unit_key(session, storage_unit) if storage_unit else None,
        "sticky": _text(sticky),
        "begun": now(),
    }
    session.execute(insert(CaptureSession).values(**row))
    return identifier


def sitting(session: Session, identifier: str) -> Sitting:
    """Raises NotFound."""
    row = session.execute(
        select(
            _s.id, _s.session_id, Collection.collection_id, Collection.code, Operator.name, _s.profile, _s.station,
            _s.storage_unit_id, _s.sticky, _s.asks_again, _s.view, _s.closed_at, _s.begun,
        )
        .join(Collection, Collection.id == _s.collection_id)
        .join(Operator, Operator.id == _s.operator_id)
        .where(_s.session_id == identifier)
    ).first()  # fmt: skip
    if row is None:
        raise NotFound(f"There is no sitting {identifier}.", "Begin a new one.")
    key, name, collection, code, operator, profile, station, unit, sticky, *rest = row
    return Sitting(
        key, name, collection, code, operator, profiles.read(profile), station, unit, json.loads(sticky), *rest
    )


def where(sitting: Sitting) -> dict[str, object]:
    """What an exposure that waits for an answer keeps of the sitting, which goes on elsewhere meanwhile."""
    return {_WHERE: {"storage_key": sitting.storage_key, "sticky": dict(sitting.sticky)}}


def as_it_was(sitting: Sitting, before: Mapping[str, Any]) -> Sitting:
    """The sitting at the moment of which an exposure's `before` tells."""
    return replace(sitting, **before.get(_WHERE, {}))


def named(session: Session, key: int) -> str:
    """The identifier of the sitting of that local key."""
    found: str = session.scalars(select(_s.session_id).where(_s.id == key)).one()
    return found


def open_one(session: Session, operator: str) -> str | None:
    """The operator's newest sitting that was not ended."""
    who = operator_of(session, operator).key
    open_ones = select(_s.session_id).where(_s.operator_id == who, _s.ended.is_(None))
    found: str | None = session.scalar(open_ones.order_by(_s.id.desc()).limit(1))
    return found


def end(session: Session, identifier: str) -> None:
    """The sitting is over; a second time changes nothing. Raises NotFound."""
    change(session, sitting(session, identifier).key, ended=now(), view="")


def change(session: Session, key: int, **values: object) -> None:
    """Set columns of a sitting (its local key); `sticky` as a mapping."""
    if isinstance(said := values.get("sticky"), Mapping):
        values["sticky"] = _text(said)
    session.execute(update(CaptureSession).where(CaptureSession.id == key).values(**values))


def unit_of(session: Session, sitting: Sitting) -> UnitPath | None:
    """Where what is captured lies."""
    return storage.path_of_key(session, sitting.storage_key) if sitting.storage_key is not None else None


def _text(sticky: Mapping[str, str]) -> str:
    return json.dumps(dict(sticky), ensure_ascii=False)
