"""Undo and redo of what a person did, as new rows: without limit, and across restarts.

A person's undo walks back over their own steps, newest first: whatever they changed of a record or a storage unit, and
each of their batches as one step. What imports, rules and devices did is not part of it: their batches are taken back
by choosing them (`models.history.batches`). A step that somebody has built on is refused; to name it in `passing`
goes on to the next. Of a batch, what somebody has built on stays, and the rest is taken back.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from curatorbench.domain.errors import Conflict, Overtaken
from curatorbench.domain.record import RecordStatus, Source, SourceKind, Undone, UndoVerb
from curatorbench.models.history import batches, changes, story, together
from curatorbench.models.history.batches import BatchRevert
from curatorbench.models.history.changes import Step
from curatorbench.models.history.content import Content, NewValue
from curatorbench.models.history.inverse import Inverse, Obstacle, inverse
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import material_key, number_of
from curatorbench.models.store.operators import Person
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session

_HINT = "Look at the record and set what is right, or pass over this step."
SINGLE = (  # the placeholders are for words of our own
    "SELECT c.seq, c.revision, m.material_entity_id, c.subject FROM change AS c"
    " LEFT JOIN material_entity AS m ON m.id = c.material_id"
    " WHERE c.operator_id = ? AND c.source_kind = 'person' AND c.batch_id IS NULL AND c.action IN ({actions})"
    " AND c.kind NOT IN ('rule', 'collection')"  # these have a way back of their own
    " AND NOT EXISTS (SELECT 1 FROM change AS later WHERE later.undoes = c.seq) ORDER BY c.seq DESC"
)
TOGETHER = (
    "SELECT (SELECT max(c.seq) FROM change AS c WHERE c.batch_id = b.id) AS seq, b.id, b.batch_id FROM batch AS b"
    " WHERE b.operator_id = ? AND b.source_kind = 'person' AND b.action IN ({actions})"
    " AND NOT EXISTS (SELECT 1 FROM batch AS later WHERE later.reverts_id = b.id) ORDER BY b.id DESC"
)
_DONE, _UNDONE = "'do', 'redo'", "'undo'"
_KNOWN_BY = ("catalogNumber", "scientificName")


@dataclass(frozen=True, slots=True)
class _One:
    """A change by itself, of a record or of another subject."""

    seq: int
    revision: int | None
    material_id: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class _Many:
    """A batch. `seq` is that of its last change."""

    seq: int
    key: int
    batch_id: str


@dataclass(frozen=True, slots=True)
class NextBatch:
    """A batch about to be taken back: its step, its identifier, and how many changes it has."""

    step: int
    batch: str
    changes: int


def undo_last(session: Session, operator: str, *, passing: Collection[int] = ()) -> Undone | None:
    """Take back the operator's newest step that was not yet taken back; None if there is none.

    Raises Overtaken, with nothing written, if somebody has changed the same thing since, unless the step is
    in `passing`: then it is passed over and the next older one taken back.
    """
    person = operator_of(session, operator)
    return _retrace(session, _waiting(session, person, UndoVerb.UNDO), person, UndoVerb.UNDO, passing)


def redo_last(session: Session, operator: str, *, passing: Collection[int] = ()) -> Undone | None:
    """Do again what the operator took back last; None if there is nothing, or a newer step came after it.

    Raises Overtaken as `undo_last` does.
    """
    person = operator_of(session, operator)
    return _retrace(session, _waiting(session, person, UndoVerb.REDO), person, UndoVerb.REDO, passing)


def next_batch(session: Session, operator: str, verb: UndoVerb, passing: Collection[int] = ()) -> NextBatch | None:
    """The batch that undo or redo would take next; None where that is a single change, or nothing."""
    steps = _waiting(session, operator_of(session, operator), verb)
    step = next((step for step in steps if step.seq not in passing), None)
    if not isinstance(step, _Many):
        return None
    count = "SELECT count(*) FROM change WHERE batch_id = ?"
    return NextBatch(step.seq, step.batch_id, driver(session).execute(count, (step.key,)).fetchone()[0])


def _waiting(session: Session, person: Person, verb: UndoVerb) -> Iterator[_One | _Many]:
    """The steps that undo, or redo, would take in turn."""
    connection = driver(session)
    if verb is UndoVerb.UNDO:
        return _steps(connection, person, _DONE)
    newest = next(_steps(connection, person, "'do'", standing=False), None)
    return (step for step in _steps(connection, person, _UNDONE) if newest is None or step.seq > newest.seq)


def _steps(
    connection: sqlite3.Connection, person: Person, actions: str, *, standing: bool = True
) -> Iterator[_One | _Many]:
    """The person's steps, newest first; `standing`: those that were not taken back."""
    single, together = SINGLE.format(actions=actions), TOGETHER.format(actions=actions)
    if not standing:
        single, together = (_with_those_taken_back(query) for query in (single, together))
    ones = (_One(*row) for row in connection.execute(single, (person.key,)))
    many = (_Many(*row) for row in connection.execute(together, (person.key,)) if row[0] is not None)
    return heapq.merge(ones, many, key=lambda step: -step.seq)


def _with_those_taken_back(query: str) -> str:
    before, _, rest = query.partition(" AND NOT EXISTS")
    return f"{before} ORDER BY{rest.partition('ORDER BY')[2]}"


def _retrace(
    session: Session, steps: Iterator[_One | _Many], person: Person, verb: UndoVerb, passing: Collection[int]
) -> Undone | None:
    connection = driver(session)
    for step in steps:
        connection.execute("SAVEPOINT step")
        try:
            undone = _one(session, step, person, verb) if isinstance(step, _One) else _many(session, step, person, verb)
        except Overtaken:
            connection.execute("ROLLBACK TO step")
            connection.execute("RELEASE step")
            if step.seq not in passing:
                raise
        else:
            connection.execute("RELEASE step")
            return undone
    return None


def _one(session: Session, one: _One, person: Person, verb: UndoVerb) -> Undone:
    if one.subject is not None:
        told, order = story.of_subject(session, one.subject), one.seq
    else:
        assert one.material_id is not None and one.revision is not None
        told, order = story.of_record(session, material_key(session, one.material_id).id), one.revision
    back = inverse(told, {order})
    if one.material_id is not None:
        together.hold_back(session, material_key(session, one.material_id).id, back, None)
    if back.left:
        raise _overtaken(one, back.left[0])
    step = Step("values", Source(SourceKind.PERSON, person.name), person.key, action=verb.value, undoes=one.seq)
    number = number_of(session, one.material_id) if one.material_id else None  # what is taken back may be the number
    try:
        _append(session, one, step, back.content())
    except Conflict as refused:  # the catalogue number has become another record's
        number = next((new.term for new in back.fields if new.term == "catalogNumber"), None)
        raise Overtaken(
            refused.message,
            _HINT,
            step=one.seq,
            material_entity_id=one.material_id or "",
            term=number,
            what="catalogNumber",
        ) from refused
    return _undone(session, one, verb, back, number)


def _append(session: Session, one: _One, step: Step, said: Content) -> None:
    if one.material_id is not None:
        changes.append(session, material_key(session, one.material_id), step, said)
    else:
        assert one.subject is not None
        changes.append_subject(session, one.subject, step, said)


def _undone(session: Session, one: _One, verb: UndoVerb, back: Inverse, before: str | None) -> Undone:
    """`before` is the catalogue number that it had."""
    number = number_of(session, one.material_id) if one.material_id else None
    if retired := back.facts.get("retired"):
        is_there = not retired.after
        return Undone(one.material_id or "", number or before, verb, what="retired", is_there=is_there)
    first, status = min(back.fields, key=_weight, default=None), back.facts.get("status")
    others = [*back.facts, *(link.kind for link in (*back.added, *back.removed))]
    return Undone(
        one.material_id or "",
        number,
        verb,
        term=first.term if first else None,
        value=first.value if first else None,
        absence=first.absence if first else None,
        status=_status(session, one) if status and not first else None,
        what=next(iter(others), "") if not first and not status else "",
    )


def _weight(new: NewValue) -> int:
    """What people know a step of several fields by comes first."""
    return _KNOWN_BY.index(new.term) if new.term in _KNOWN_BY else len(_KNOWN_BY)


def _status(session: Session, one: _One) -> RecordStatus:
    assert one.material_id is not None
    return RecordStatus(material_key(session, one.material_id).status)


def _overtaken(one: _One, left: Obstacle) -> Overtaken:
    return Overtaken(
        left.sentence(),
        _HINT,
        step=one.seq,
        material_entity_id=one.material_id or "",
        term=left.term,
        by=left.word.told.operator,
        what=left.name,
    )


def _many(session: Session, many: _Many, person: Person, verb: UndoVerb) -> Undone:
    taken = batches.take_back(session, many.key, person, verb.value)
    if not taken.records:
        material, _ = next(iter(taken.skipped), ("", ""))
        said = f"Nothing of {taken.name!r} is as it was left: all of it was changed since."
        raise Overtaken(said, _HINT, step=many.seq, material_entity_id=material, term=None, by=taken.by, what="batch")
    return _undone_together(taken, verb)


def _undone_together(taken: BatchRevert, verb: UndoVerb) -> Undone:
    return Undone(
        taken.first or "",
        None,
        verb,
        batch=taken.name,
        records=taken.records,
        skipped=len(taken.skipped),
    )
