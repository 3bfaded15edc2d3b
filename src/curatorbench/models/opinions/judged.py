"""Sheets that a classifier flagged, and what people said of them."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row, Select, func, select

from curatorbench.domain.identifiers import mint
from curatorbench.domain.judged import STAIN, STAIN_MODEL, Answer, JudgedSheet, Pile
from curatorbench.domain.record import RecordStatus, RecordSummary, Source, SourceKind
from curatorbench.domain.suggestion import Judgement
from curatorbench.models.history import changes
from curatorbench.models.history.changes import Step
from curatorbench.models.history.links import Link
from curatorbench.models.opinions.readings import JUDGEMENT
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables import opinions as tables
from curatorbench.models.tables.base import now
from curatorbench.models.tables.opinions import CurrentOpinion, Opinion
from curatorbench.models.tables.pictures import SHOWN, Asset, AssetSubject
from curatorbench.models.tables.things import LISTED, Collection, MaterialEntity
from curatorbench.models.tables.work import Assertion

_ASKED = ("flag", "unsure")
_ANSWERED = (
    select(Assertion.id).where(Assertion.material_id == MaterialEntity.id, Assertion.assertion_type == STAIN).exists()
)


def pile(session: Session, limit: int) -> Pile:
    """The sheets that wait for a person's eye. Of several images of a record the worst judged one is shown."""
    waiting = session.scalar(_asked(select(func.count(MaterialEntity.id.distinct()))).where(~_ANSWERED)) or 0
    answered = session.scalar(
        select(func.count(Assertion.id)).where(Assertion.assertion_type == STAIN, Assertion.material_id.is_not(None))
    )
    return Pile(_sheets(session, limit), waiting, answered or 0)


def answer(session: Session, material_id: str, said: Answer, operator: str) -> None:
    """Keep a person's answer as an assertion about the record, in a step that undo takes back. Raises NotFound."""
    person = operator_of(session, operator)
    assertion = {
        "assertion_id": mint(),
        "assertion_type": STAIN,
        "value": said.value,
        "protocol": "seen on an image",
        "made_by": person.name,
        "made": now(),
    }
    step = Step("assertion", Source(SourceKind.PERSON, person.name), person.key)
    changes.record(session, material_key(session, material_id), step, added=[Link("assertion", assertion)])


def _sheets(session: Session, limit: int) -> tuple[JudgedSheet, ...]:
    worst = func.max(tables.Judgement.probability)  # SQLite takes the other columns from the row of the maximum
    rows = session.execute(
        _asked(
            select(
                MaterialEntity.material_entity_id,
                Collection.code,
                MaterialEntity.catalog_number,
                MaterialEntity.scientific_name,
                MaterialEntity.status,
                Asset.sha256,
                worst,
                tables.Judgement.decision,
                tables.Judgement.top,
                tables.Judgement.trained_on,
                Opinion.version,
            )
        )
        .where(~_ANSWERED)
        .group_by(MaterialEntity.id)
        .order_by(worst.desc(), MaterialEntity.id)
        .limit(limit)
    )
    return tuple(_sheet(row) for row in rows)


def _asked(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(tables.Judgement)
        .join(CurrentOpinion, CurrentOpinion.opinion_id == tables.Judgement.opinion_id)
        .join(Opinion, Opinion.id == CurrentOpinion.opinion_id)
        .join(Asset, Asset.id == CurrentOpinion.asset_id)
        .join(AssetSubject, AssetSubject.asset_id == Asset.id)
        .join(MaterialEntity, MaterialEntity.id == AssetSubject.material_id)
        .join(Collection, Collection.id == MaterialEntity.collection_id)
        .where(
            CurrentOpinion.kind == JUDGEMENT.name,
            CurrentOpinion.topic == STAIN_MODEL,
            tables.Judgement.decision.in_(_ASKED),
            LISTED,
            SHOWN,
        )
    )


def _sheet(row: Row[*tuple[Any, ...]]) -> JudgedSheet:
    identifier, collection, number, name, status, sha256, probability, decision, top, trained_on, model = row
    ranked = tuple((label, share) for label, share in json.loads(top))
    return JudgedSheet(
        RecordSummary(identifier, collection, number, name, RecordStatus(status), sha256),
        Judgement(STAIN_MODEL, decision, probability, ranked, model, trained_on),
    )
