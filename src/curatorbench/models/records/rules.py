"""Acceptance rules: written by people, switched on and off by people, and said so in the outbox."""

from __future__ import annotations

import json

from sqlalchemy import insert, select, update

from curatorbench.domain.errors import NotFound
from curatorbench.domain.record import Source, SourceKind
from curatorbench.domain.suggestion import AcceptanceRule
from curatorbench.models.history import changes
from curatorbench.models.history.batches import new_batch
from curatorbench.models.history.changes import Step
from curatorbench.models.store.keys import batch_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables import work
from curatorbench.models.tables.history import Batch
from curatorbench.models.tables.people import Operator


def save_rule(session: Session, rule: AcceptanceRule, operator: str) -> None:
    """Write a rule down, or a new wording of it under the same name; whether it is on stays as it was, at first off."""
    wording = {
        "terms": json.dumps(sorted(rule.terms)),
        "least_confidence": rule.least_confidence,
        "operator_id": operator_of(session, operator).key,
    }
    known = session.scalar(select(work.AcceptanceRule.id).where(work.AcceptanceRule.name == rule.name))
    if known is None:
        session.execute(insert(work.AcceptanceRule).values(name=rule.name, is_on=False, **wording))
    else:
        session.execute(update(work.AcceptanceRule).where(work.AcceptanceRule.id == known).values(**wording))


def switch_rule(session: Session, rule: AcceptanceRule, on: bool, operator: str) -> None:
    """A person switches a rule on, which opens a new batch for what it accepts, or off. Twice is once."""
    if (rule, on) in [(known, is_on) for known, is_on in all_rules(session)]:
        return
    save_rule(session, rule, operator)
    person = operator_of(session, operator)
    name = f"accepted by rule '{rule.name}'"
    batch = batch_key(session, new_batch(session, name, operator, SourceKind.RULE)) if on else None
    state = {"is_on": on, "operator_id": person.key} | ({"batch_id": batch} if on else {})
    session.execute(update(work.AcceptanceRule).where(work.AcceptanceRule.name == rule.name).values(**state))
    note = f"{'on' if on else 'off'}: {', '.join(sorted(rule.terms))} from {rule.least_confidence}"
    source = Source(SourceKind.PERSON, person.name)
    changes.record_subject(session, f"rule:{rule.name}", Step("rule", source, person.key, batch, note=note))


def rules(session: Session) -> list[tuple[AcceptanceRule, str]]:
    """The rules that are on, each with the name of who switched it on, in the order in which they were written."""
    rows = session.execute(
        select(work.AcceptanceRule, Operator.name)
        .join(Operator, Operator.id == work.AcceptanceRule.operator_id)
        .where(work.AcceptanceRule.is_on)
        .order_by(work.AcceptanceRule.id)
    )
    return [(_rule(row), who) for row, who in rows]


def all_rules(session: Session) -> list[tuple[AcceptanceRule, bool]]:
    """Every rule, and whether it is on."""
    rows = session.scalars(select(work.AcceptanceRule).order_by(work.AcceptanceRule.id))
    return [(_rule(row), row.is_on) for row in rows]


def batch_of(session: Session, rule: AcceptanceRule) -> str:
    """The batch that collects what the rule accepts since it was last switched on; raises NotFound if it never was."""
    batch = session.scalar(
        select(Batch.batch_id)
        .join(work.AcceptanceRule, work.AcceptanceRule.batch_id == Batch.id)
        .where(work.AcceptanceRule.name == rule.name)
    )
    if batch is None:
        raise NotFound(f"Rule {rule.name!r} was never switched on.", "Switch it on first.")
    return batch


def _rule(row: work.AcceptanceRule) -> AcceptanceRule:
    return AcceptanceRule(row.name, frozenset(json.loads(row.terms)), row.least_confidence)
