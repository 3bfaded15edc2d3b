"""Collections as their published metadata describe them."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import update

from curatorbench.domain.publication import Dataset
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import changes
from curatorbench.models.history.changes import Step
from curatorbench.models.store.keys import collection_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.things import Collection


def describe(session: Session, dataset: Dataset, operator: str) -> None:
    """Write the metadata of the collection that `dataset.identifier` names; code and dates stay. Raises NotFound."""
    key = collection_key(session, dataset.identifier)
    values = {
        "institution_code": dataset.institution_code,
        "name": dataset.title,
        "description": dataset.description,
        "licence": dataset.licence,
        "rights_holder": dataset.rights_holder,
        "language": dataset.language,
        "contacts": json.dumps([asdict(contact) for contact in dataset.contacts], ensure_ascii=False),
    }
    session.execute(update(Collection).where(Collection.id == key).values(**values))
    person = operator_of(session, operator)
    note = json.dumps(values, ensure_ascii=False)
    step = Step("collection", Source(SourceKind.PERSON, person.name), person.key, note=note)
    changes.record_subject(session, f"collection:{dataset.identifier}", step)
