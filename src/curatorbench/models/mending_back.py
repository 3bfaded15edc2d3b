"""A batch on its way back, some records at a time, so that no transaction is long however many it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from curatorbench.domain.errors import Conflict
from curatorbench.domain.mending import Part, Skipped
from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.models import batches, changes, fields, mending, story, together
from curatorbench.models.batches import Touched
from curatorbench.models.changes import Step
from curatorbench.models.content import Fact
from curatorbench.models.driver import driver
from curatorbench.models.inverse import Inverse, inverse
from curatorbench.models.keys import MaterialKey, batch_key, material_key
from curatorbench.models.operators import operator as operator_of
from curatorbench.models.store import Session


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
    """What became of some of a batch's records; `refused` wait for a catalogue number."""

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
        key, back = way.back(one)
        if back.count and not _append(session, one, key, way.step(done, operator), back):
            done.refused.append(one)
            continue
        _count(session, done, one, back)
    return done


def put_back_one_by_one(
    session: Session, batch: str, revert: str | None, some: Sequence[Touched], operator: str, action: str
) -> PutBack:
    """Those that wait for each other's numbers, change by change; one whose number is another's goes without."""
    way, done = _Way.of(session, batch, action), PutBack(revert)
    for one in batches.one_by_one(session, way.key, some):
        key, back = way.back(one)
        step = way.step(done, operator)
        if back.count and not _append(session, one, key, step, back):
            back, why = _without_number(back)
            _append(session, one, key, step, back)
            done.skipped.append(_skipped(session, one, why))
        _count(session, done, one, back)
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

    def back(self, one: Touched) -> tuple[MaterialKey | None, Inverse]:
        """What takes the batch's changes of one record back; what an earlier revert took back is no obstacle."""
        key = material_key(self.session, one.material_id) if one.material_id else None
        told = story.of_record(self.session, key.id) if key else story.of_subject(self.session, one.subject or "")
        back = inverse(told, one.orders)
        back.left = [left for left in back.left if left.word.told.batch not in self.reverts]
        if key is not None:
            together.hold_back(self.session, key.id, back, self.key, self.reverts)
        return key, back

    def step(self, done: PutBack, operator: str) -> Step:
        """The step of the revert, whose batch is made when it is first needed."""
        if self.made is None:
            person = operator_of(self.session, operator)
            done.revert = done.revert or batches.new_revert(self.session, self.key, person, self.action)
            self.reverts |= {done.revert}
            by = Source(SourceKind.PERSON, person.name)
            self.made = Step("values", by, person.key, batch_key(self.session, done.revert))
        return self.made


def _append(session: Session, one: Touched, key: MaterialKey | None, step: Step, back: Inverse) -> bool:
    """False, with nothing kept, if its catalogue number is another record's now."""
    connection = driver(session)
    connection.execute("SAVEPOINT record")
    try:
        if key is not None:
            changes.append(session, key, step, back.content())
        else:
            changes.append_subject(session, one.subject or "", step, back.content())
    except Conflict:
        connection.execute("ROLLBACK TO record")
        return False
    finally:
        connection.execute("RELEASE record")
    return True


def _count(session: Session, done: PutBack, one: Touched, back: Inverse) -> None:
    done.records |= {one.name} if back.count else set()
    done.skipped += [_skipped(session, one, left.sentence()) for left in back.left]


def _seen(session: Session, way: _Way, one: Touched) -> Seen:
    key, back = way.back(one)
    parts = (*_field_parts(session, key, back), *_fact_parts(back), *_link_parts(session, back))
    kept = tuple(left.sentence() for left in back.left)
    if one.material_id is None:
        return Seen(str(back.facts.get("name", one.subject)), None, None, parts, kept)
    record = mending.look(session, one.material_id)
    return Seen(record.label, record.catalog_number, record.status, parts, kept)


def _without_number(back: Inverse) -> tuple[Inverse, str]:
    """The rest of a record whose number another one has: it gets no number, and stays retired if it is."""
    number = next((new.value for new in back.fields if new.term == "catalogNumber"), None)
    kept = [new for new in back.fields if new.term != "catalogNumber"]
    facts = {name: fact for name, fact in back.facts.items() if name not in ("retired", "mergedInto")}
    said = f"Catalogue number {number!r}" if number else "Its catalogue number"
    return replace(back, fields=kept, facts=facts), f"{said} is another record's now."


def _skipped(session: Session, one: Touched, why: str) -> Skipped:
    number = mending.look(session, one.material_id).catalog_number if one.material_id else None
    return Skipped(one.material_id or one.subject or "", number, why)


def _field_parts(session: Session, key: MaterialKey | None, back: Inverse) -> Iterator[Part]:
    if key is None or not back.fields:
        return
    values = {field.change.term: field.change.value for field in fields.current(session, key.id)}
    for new in back.fields:
        yield Part(new.term, values.get(new.term), new.value)


def _fact_parts(back: Inverse) -> Iterator[Part]:
    for name, fact in back.facts.items():
        yield Part(name, _text(fact.before), _text(fact.after))


def _link_parts(session: Session, back: Inverse) -> Iterator[Part]:
    for link in back.removed:
        yield Part(link.kind, mending.link_text(session, link), None)
    for link in back.added:
        yield Part(link.kind, None, mending.link_text(session, link))


def _text(fact: Fact) -> str | None:
    return None if fact is None or fact is False else "yes" if fact is True else str(fact)
