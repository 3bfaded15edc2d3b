"""Changes made together, under a name, and taken back together."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from curatorbench.domain.errors import Conflict
from curatorbench.domain.identifiers import mint
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import changes, story, together
from curatorbench.models.history.changes import Step
from curatorbench.models.history.inverse import Inverse, inverse
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import batch_key, material_key
from curatorbench.models.store.operators import Person
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now

_TOUCHED = (
    "SELECT m.material_entity_id, c.subject, group_concat(coalesce(c.revision, c.seq)) FROM change AS c"
    " LEFT JOIN material_entity AS m ON m.id = c.material_id"
    " WHERE c.batch_id = ? AND c.kind <> 'rule' GROUP BY c.material_id, c.subject ORDER BY max(c.seq) DESC"
)
_SINGLY = (
    "SELECT m.material_entity_id, c.subject, coalesce(c.revision, c.seq) FROM change AS c"
    " LEFT JOIN material_entity AS m ON m.id = c.material_id"
    " WHERE c.batch_id = ? AND c.kind <> 'rule' ORDER BY c.seq DESC"
)
_VIEW = (
    "SELECT b.id, b.batch_id, b.name, o.name, b.made, b.source_kind, b.reverts_id IS NOT NULL,"
    " (SELECT count(DISTINCT material_id) FROM change AS c WHERE c.batch_id = b.id)"
    " FROM batch AS b JOIN operator AS o ON o.id = b.operator_id"
    " WHERE b.id < coalesce((SELECT id FROM batch WHERE batch_id = ?), 9e18)"
    " AND EXISTS (SELECT 1 FROM change AS c WHERE c.batch_id = b.id AND c.kind <> 'rule')"
    " ORDER BY b.id DESC LIMIT ?"
)
_REVERTS = (
    "WITH RECURSIVE later(id) AS (SELECT id FROM batch WHERE reverts_id = ?"
    " UNION SELECT batch.id FROM later JOIN batch ON batch.reverts_id = later.id)"
    " SELECT batch_id FROM batch WHERE id IN later"
)
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class BatchRevert:
    """What became of a batch taken back: how many `records` (and storage units) were put back as they were, in how many
    parts (`reverted`: fields, facts and links), and what was left because it was changed since, as (materialEntityID,
    term, fact or kind of link). `batch` is the revert's own, to be taken back in turn; `name` that of what was taken
    back, `first` the first record put back, `by` who changed what was left."""

    batch: str
    reverted: int
    skipped: tuple[tuple[str, str], ...]
    name: str = ""
    records: int = 0
    first: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as a list of them shows it. `reverted_by` is the batch by which it is taken back now, if it is."""

    batch_id: str
    name: str
    operator: str
    made: str
    source: SourceKind
    records: int
    reverted_by: str | None
    is_revert: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """A record or other subject that a batch has changed, and in which of its changes."""

    material_id: str | None
    subject: str | None
    orders: frozenset[int]

    @property
    def name(self) -> str:
        return self.material_id or self.subject or ""


def new_batch(session: Session, name: str, operator: str, source: SourceKind = SourceKind.PERSON) -> str:
    """A new named batch; returns its identifier. A person's is one step of that person's undo."""
    return _new(session, name, operator_of(session, operator).key, source)


def batches(session: Session, limit: int = 100, after: str | None = None) -> list[BatchView]:
    """The next `limit` batches that changed anything, newest first, after the one of that identifier."""
    connection = driver(session)
    rows = connection.execute(_VIEW, (after, limit)).fetchall()
    return [
        BatchView(
            batch, name, operator, made, SourceKind(source), records, _reverted_by(connection, key), bool(reverts)
        )
        for key, batch, name, operator, made, source, reverts, records in rows
    ]


def is_reverted(session: Session, key: int) -> bool:
    """Whether a batch (its local key) is taken back, and that was not taken back in turn."""
    return _reverted_by(driver(session), key) is not None


def revert_batch(session: Session, batch_id: str, operator: str, progress: Progress = silent) -> BatchRevert:
    """Put back everything that the batch changed as it was before, by new rows; raises NotFound.

    What was changed since, by whomever, is left alone and named. Reverting twice changes nothing.
    """
    return take_back(session, batch_key(session, batch_id), operator_of(session, operator), "do", progress)


def take_back(session: Session, key: int, person: Person, action: str, progress: Progress = silent) -> BatchRevert:
    """`revert_batch` by local key; `action` says whether a person chose the batch or walked back (or forth) to it."""
    revert = new_revert(session, key, person, action)
    step = Step("values", Source(SourceKind.PERSON, person.name), person.key, batch_key(session, revert))
    waiting = touched(session, key)
    taking = _Taking(session, key, step, progress, len(waiting), reverts_of(session, key))
    while waiting and len(refused := [one for one in waiting if not taking.back(one)]) < len(waiting):
        waiting = refused  # a number may be free now that another record has given it up
    for one in one_by_one(session, key, waiting):
        if not taking.back(one):
            taking.back_in_part(one)
    first = next(iter(taking.records), None)
    name, records, skipped = root_name(session, key), len(taking.records), tuple(taking.skipped)
    return BatchRevert(revert, taking.reverted, skipped, name, records, first, taking.by)


def touched(session: Session, key: int) -> list[Touched]:
    """What a batch (its local key) has changed, what it changed last first."""
    rows = driver(session).execute(_TOUCHED, (key,)).fetchall()
    return [Touched(material, subject, frozenset(map(int, said.split(",")))) for material, subject, said in rows]


def one_by_one(session: Session, key: int, some: Sequence[Touched]) -> list[Touched]:
    """Each change of a batch (its local key) to these by itself, the last first: records that have exchanged their
    catalogue numbers can only give them back in the steps in which they took them."""
    wanted = {one.name: one for one in some}
    rows = driver(session).execute(_SINGLY, (key,)) if some else ()
    found = [Touched(material, subject, frozenset({order})) for material, subject, order in rows]
    return [one for one in found if one.name in wanted]


def new_revert(session: Session, key: int, person: Person, action: str = "do") -> str:
    """A new batch that takes another one (its local key) back, named after what that was about."""
    name = f"{'revert' if action == 'do' else action} of {root_name(session, key)}"
    return _new(session, name, person.key, SourceKind.PERSON, reverts=key, action=action)


def root_name(session: Session, key: int) -> str:
    """The name of what a person chose: an undo of an undo is named after what it was about."""
    while True:
        name, reverts, action = (
            driver(session).execute("SELECT name, reverts_id, action FROM batch WHERE id = ?", (key,)).fetchone()
        )
        if action == "do":
            return str(name)
        key = reverts


def reverts_of(session: Session, key: int) -> frozenset[str]:
    """The batches that have taken a batch (its local key) back, each other's reverts included."""
    return frozenset(identifier for (identifier,) in driver(session).execute(_REVERTS, (key,)))


def inverse_of(session: Session, key: int, one: Touched, reverts: Collection[str]) -> Inverse:
    """What takes a batch's changes of one record back; what one of its `reverts` took back already is no obstacle."""
    material = material_key(session, one.material_id).id if one.material_id else None
    told = story.of_record(session, material) if material else story.of_subject(session, one.subject or "")
    back = inverse(told, one.orders)
    back.left = [left for left in back.left if left.word.told.batch not in reverts]  # is as it was already
    if material is not None:
        together.hold_back(session, material, back, key, reverts)
    return back


def put_back(session: Session, one: Touched, step: Step, back: Inverse) -> Conflict | None:
    """Append an inverse that changes something; where it cannot be, nothing is kept, and why is returned."""
    if not back.count:
        return None
    connection = driver(session)
    connection.execute("SAVEPOINT record")
    try:
        if one.material_id is not None:
            changes.append(session, material_key(session, one.material_id), step, back.content())
        else:
            changes.append_subject(session, one.subject or "", step, back.content())
    except Conflict as refused:
        connection.execute("ROLLBACK TO record")
        return refused
    finally:
        connection.execute("RELEASE record")
    return None


def without_number(back: Inverse) -> Inverse:
    """The rest of a record whose number another one has: it gets no number, and stays retired if it is."""
    kept = [new for new in back.fields if new.term != "catalogNumber"]
    facts = {name: fact for name, fact in back.facts.items() if name not in ("retired", "mergedInto")}
    return replace(back, fields=kept, facts=facts)


@dataclass(slots=True)
class _Taking:
    """A batch on its way back: record after record, and what was done so far."""

    session: Session
    batch: int
    step: Step
    progress: Progress
    total: int
    reverts: frozenset[str]
    reverted: int = 0
    records: dict[str, None] = field(default_factory=dict)
    skipped: dict[tuple[str, str], None] = field(default_factory=dict)
    by: str = ""

    def back(self, one: Touched) -> bool:
        """Put one record back; False, with nothing kept, where something else has taken its place."""
        back = inverse_of(self.session, self.batch, one, self.reverts)
        if put_back(self.session, one, self.step, back) is not None:
            return False
        self._count(one, back)
        return True

    def back_in_part(self, one: Touched) -> None:
        """Put one record back without its catalogue number, where that is what another record has."""
        back = inverse_of(self.session, self.batch, one, self.reverts)
        rest = without_number(back)
        if put_back(self.session, one, self.step, rest) is None:
            self.skipped[(one.name, "catalogNumber")] = None
            self._count(one, rest)
        else:
            left = (left.name for left in back.left)
            self.skipped |= dict.fromkeys((one.name, name) for name in (*back.names, *left))

    def _count(self, one: Touched, back: Inverse) -> None:
        self.reverted += back.count
        self.records |= {one.name: None} if back.count else {}
        self.skipped |= {(one.name, left.name): None for left in back.left}
        self.by = self.by or next((left.word.told.operator for left in back.left), "")
        if len(self.records) % _AT_ONCE == 0:
            self.progress(min(1.0, len(self.records) / self.total), f"{len(self.records):,} records")


def _reverted_by(connection: sqlite3.Connection, key: int) -> str | None:
    """The newest batch that takes this one back and was not itself taken back."""
    for later, identifier in connection.execute(
        "SELECT id, batch_id FROM batch WHERE reverts_id = ? ORDER BY id DESC", (key,)
    ).fetchall():
        if _reverted_by(connection, later) is None:
            return str(identifier)
    return None


def _new(
    session: Session, name: str, operator: int, source: SourceKind, reverts: int | None = None, action: str = "do"
) -> str:
    identifier = mint()
    driver(session).execute(
        "INSERT INTO batch (batch_id, name, source_kind, operator_id, reverts_id, action, made)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (identifier, name, source.value, operator, reverts, action, now()),
    )
    return identifier
