"""A batch on its way back, some records at a time, so that no transaction is long however many it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from curatorbench.domain.mending import Part, Skipped
from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.models.history import batches, fields
from curatorbench.models.history.batches import Touched
from curatorbench.models.history.changes import Step
from curatorbench.models.history.content import fact_text
from curatorbench.models.history.inverse import Inverse
from curatorbench.models.records import mending
from curatorbench.models.store.keys import batch_key, material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session


@dataclass(frozen=True, slots=True)
class Seen:
    """A record (or storage unit) that a batch changed: what would be so again, and what stays, in sentences."""

    label: str
    catalog_number: str | None
    status: RecordStatus | None
    parts: tuple[Part, ...]
    kept: tuple[str, ...]


@dataclass(slots=True)
class PutBack:
    """What became of some of a batch's records; `refused` wait for what has their place, such as a number."""

    revert: str | None
    records: set[str] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    refused: list[Touched] = field(default_factory=list)


def touched(session: Session, batch: str) -> tuple[str, list[Touched]]:
    """The batch's name and what it changed, the last first; raises NotFound."""
    key = batch_key(session, batch)
    return batches.root_name(session, key), batches.touched(session, key)


def look(session: Session, batch: str, some: Sequence[Touched]) -> list[Seen]:
    """What taking back would do to each of them."""
    way = _Way.of(session, batch)
    return [_seen(session, way, one) for one in some]


def put_back(
    session: Session, batch: str, revert: str | None, some: Sequence[Touched], operator: str, action: str
) -> PutBack:
    """Take some of a batch's records back, in the batch `revert`, made with the first of them if None. `action` says
    whether a person chose the batch (`do`) or walked back (`undo`) or forth (`redo`) to it."""
    way, done = _Way.of(session, batch, action), PutBack(revert)
    for one in some:
        back = way.back(one)
        if back.count and batches.put_back(session, one, way.step(done, operator), back) is not None:
            done.refused.append(one)
            continue
        _count(session, done, one, back)
    return done


def put_back_one_by_one(
    session: Session, batch: str, revert: str | None, some: Sequence[Touched], operator: str, action: str
) -> PutBack:
    """Those that wait for each other's numbers, change by change; one whose number is another's goes without, and
    one that cannot go back at all is named, with the reason."""
    way, done = _Way.of(session, batch, action), PutBack(revert)
    for one in batches.one_by_one(session, way.key, some):
        back, step = way.back(one), way.step(done, operator)
        if batches.put_back(session, one, step, back) is None:
            _count(session, done, one, back)
            continue
        rest = batches.without_number(back)
        if (refused := batches.put_back(session, one, step, rest)) is None:
            done.skipped.append(_skipped(session, one, _number_is_taken(back)))
            _count(session, done, one, rest)
        else:
            done.skipped.append(_skipped(session, one, refused.message))
            done.skipped += _left(session, one, back)
    return done


@dataclass(slots=True)
class _Way:
    """A batch on its way back in one transaction: what is asked once for all of its records."""

    session: Session
    key: int
    reverts: frozenset[str]
    action: str
    made: Step | None = None

    @classmethod
    def of(cls, session: Session, batch: str, action: str = "do") -> _Way:
        key = batch_key(session, batch)
        return cls(session, key, batches.reverts_of(session, key), action)

    def back(self, one: Touched) -> Inverse:
        """What takes the batch's changes of one record back."""
        return batches.inverse_of(self.session, self.key, one, self.reverts)

    def step(self, done: PutBack, operator: str) -> Step:
        """The step of the revert, whose batch is made when it is first needed."""
        if self.made is None:
            person = operator_of(self.session, operator)
            done.revert = done.revert or batches.new_revert(self.session, self.key, person, self.action)
            self.reverts |= {done.revert}
            by = Source(SourceKind.PERSON, person.name)
            self.made = Step("values", by, person.key, batch_key(self.session, done.revert))
        return self.made


def _count(session: Session, done: PutBack, one: Touched, back: Inverse) -> None:
    done.records |= {one.name} if back.count else set()
    done.skipped += _left(session, one, back)


def _left(session: Session, one: Touched, back: Inverse) -> list[Skipped]:
    return [_skipped(session, one, left.sentence()) for left in back.left]


def _seen(session: Session, way: _Way, one: Touched) -> Seen:
    back = way.back(one)
    parts = (*_field_parts(session, one, back), *_fact_parts(back), *_link_parts(session, back))
    kept = tuple(left.sentence() for left in back.left)
    if one.material_id is None:
        return Seen(str(back.facts.get("name", one.subject)), None, None, parts, kept)
    record = mending.look(session, one.material_id)
    return Seen(record.label, record.catalog_number, record.status, parts, kept)


def _number_is_taken(back: Inverse) -> str:
    number = next((new.value for new in back.fields if new.term == "catalogNumber"), None)
    return f"{f'Catalogue number {number!r}' if number else 'Its catalogue number'} is another record's now."


def _skipped(session: Session, one: Touched, why: str) -> Skipped:
    number = mending.look(session, one.material_id).catalog_number if one.material_id else None
    return Skipped(one.material_id or one.subject or "", number, why)


def _field_parts(session: Session, one: Touched, back: Inverse) -> Iterator[Part]:
    if one.material_id is None or not back.fields:
        return
    key = material_key(session, one.material_id).id
    values = {field.change.term: field.change.value for field in fields.current(session, key)}
    for new in back.fields:
        yield Part(new.term, values.get(new.term), new.value)


def _fact_parts(back: Inverse) -> Iterator[Part]:
    for name, fact in back.facts.items():
        yield Part(name, fact_text(fact.before), fact_text(fact.after))


def _link_parts(session: Session, back: Inverse) -> Iterator[Part]:
    for link in back.removed:
        yield Part(link.kind, mending.link_text(session, link), None)
    for link in back.added:
        yield Part(link.kind, None, mending.link_text(session, link))
