"""What a verb is about to do, worked out once: a plan shows it, or it is done, in the same transaction that read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from curatorbench.domain.mending import SHOWN, Done, Part, Plan, PlannedRecord, TwoValues
from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.models.history import batches, changes
from curatorbench.models.history.content import Fact, Link, NewValue
from curatorbench.models.records import catalogue
from curatorbench.models.records.mending import look
from curatorbench.models.store.keys import MaterialKey, batch_key, material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.workflow import values
from curatorbench.workflow.mending.spoken import spoken

# What belongs to one object alone cannot be another's too.
OF_ONE = ("catalogNumber", *values.MINTED)


@dataclass(eq=False, slots=True)
class NewRecord:
    """A record that will be made in a collection (its identifier) before the steps about it."""

    collection_id: str


@dataclass(slots=True)
class Step:
    """One change of one record. `source` is who said the values, None: the person who does this."""

    subject: str | NewRecord
    fields: list[NewValue] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)
    added: list[Link] = field(default_factory=list)
    removed: list[Link] = field(default_factory=list)
    source: Source | None = None
    parts: list[Part] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.facts or self.added or self.removed)


@dataclass(slots=True)
class Draft:
    """Steps in the order in which they can be done; those that would change nothing are left out by `add`."""

    name: str
    kind: str
    steps: list[Step] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    conflicts: list[TwoValues] = field(default_factory=list)

    def add(self, steps: Iterable[Step]) -> None:
        self.steps += [step for step in steps if not step.is_empty]

    def subjects(self) -> list[str | NewRecord]:
        """The records, in the order in which they are first changed."""
        return list(dict.fromkeys(step.subject for step in self.steps))

    def plan(self, session: Session) -> Plan:
        """The draft as a person sees it before saying yes."""
        subjects = self.subjects()
        seen = [look(session, subject) for subject in subjects if isinstance(subject, str)]
        plan = Plan(
            self.name,
            len(subjects),
            tuple(self._planned(session, subject) for subject in subjects[:SHOWN]),
            tuple(self.warnings),
            approved=sum(record.status is RecordStatus.APPROVED for record in seen),
            withheld=sum(record.status is RecordStatus.WITHHELD for record in seen),
            conflicts=tuple(self.conflicts),
        )
        return spoken(session, plan)

    def carry_out(self, session: Session, operator: str, batch: str | None = None) -> Done:
        """Do it in the caller's transaction, in one batch, a new one if none is given; nothing to do makes none."""
        if not self.steps:
            return Done(batch, self.name, 0)
        batch = batch or batches.new_batch(session, self.name, operator)
        by = by_person(session, operator, batch, self.kind)
        made: dict[NewRecord, str] = {}
        for step in self.steps:
            if isinstance(step.subject, NewRecord) and step.subject not in made:
                made[step.subject] = _make(session, step.subject, step, by, batch)
            else:
                subject = made[step.subject] if isinstance(step.subject, NewRecord) else step.subject
                _do(session, material_key(session, subject), step, by)
        return Done(batch, self.name, len(self.subjects()), made=tuple(made.values()))

    def _planned(self, session: Session, subject: str | NewRecord) -> PlannedRecord:
        parts = tuple(part for step in self.steps if step.subject == subject for part in step.parts)
        if isinstance(subject, NewRecord):
            return PlannedRecord(None, None, parts)
        return PlannedRecord(subject, look(session, subject).catalog_number, parts)


def by_person(session: Session, operator: str, batch: str, kind: str = "values") -> changes.Step:
    """The step of a person in a batch."""
    person = operator_of(session, operator)
    return changes.Step(kind, Source(SourceKind.PERSON, person.name), person.key, batch_key(session, batch))


def _make(session: Session, new: NewRecord, first: Step, by: changes.Step, batch: str) -> str:
    """A new record; its first step is the change that makes it."""
    return catalogue.new_material(
        session,
        new.collection_id,
        source=by.source,
        operator=by.source.name,
        batch=batch,
        fields=first.fields,
        facts=first.facts,
        added=first.added,
    )


def _do(session: Session, key: MaterialKey, step: Step, by: changes.Step) -> None:
    kept = replace(by, source=step.source) if step.source else by
    changes.record(session, key, kept, step.fields, facts=step.facts, added=step.added, removed=step.removed)
