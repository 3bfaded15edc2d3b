"""What was done together, listed, and taken back in short transactions of one batch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from curatorbench.domain import batch_names
from curatorbench.domain.errors import Overtaken
from curatorbench.domain.mending import SHOWN, BatchView, Done, Plan, PlannedRecord, Skipped
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.record import RecordStatus, Undone, UndoVerb
from curatorbench.models.history import batches as models
from curatorbench.models.history import undo
from curatorbench.models.history.batches import Touched
from curatorbench.models.records import mending_back
from curatorbench.models.store.store import Session
from curatorbench.workflow.mending.spoken import spoken
from curatorbench.workflow.mending.turns import in_turns
from curatorbench.workflow.workbench import Workbench

# Changes of a batch that undo takes back in one transaction; more are taken back in turns.
_IN_ONE = 50
# Records read at once for a plan: no transaction stays open long.
_READ_AT_ONCE = 500


def batches(bench: Workbench, limit: int = 100, after: str | None = None) -> list[BatchView]:
    """The batches that changed anything, newest first: the next `limit` after the one of that identifier."""
    with bench.workspace.store.read() as session:
        found = models.batches(session, limit, after)
    return [
        BatchView(
            batch.batch_id,
            batch.name,
            batch.operator,
            batch.made,
            batch.records,
            batch_names.planned(batch.name),
            batch.reverted_by,
            batch.is_revert,
        )
        for batch in found
    ]


def plan_take_back(bench: Workbench, batch: str, progress: Progress = silent) -> Plan:
    """What `take_back` would do: each record as it is and as it would be again; what was changed since is named.

    Raises NotFound if there is no such batch, Cancelled.
    """
    with bench.workspace.store.read() as session:
        name, touched = mending_back.touched(session, batch)
    count = approved = withheld = already = 0
    shown: list[PlannedRecord] = []
    warnings: list[str] = []
    for start in range(0, len(touched), _READ_AT_ONCE):
        progress(start / len(touched), f"{start:,} of {len(touched):,} looked at")
        with bench.workspace.store.read() as session:
            part = touched[start : start + _READ_AT_ONCE]
            for one, seen in zip(part, mending_back.look(session, batch, part), strict=True):
                count += bool(seen.parts)
                already += not seen.parts and not seen.kept
                approved += bool(seen.parts) and seen.status is RecordStatus.APPROVED
                withheld += bool(seen.parts) and seen.status is RecordStatus.WITHHELD
                warnings += [f"{seen.label}: {said}" for said in dict.fromkeys(seen.kept)]
                if seen.parts and len(shown) < SHOWN:
                    shown.append(PlannedRecord(one.material_id, seen.catalog_number, seen.parts))
    plan = Plan(f"{batch_names.REVERT}{name}", count, tuple(shown), tuple(warnings), already, approved, withheld)
    with bench.workspace.store.read() as session:
        return spoken(session, plan)


def take_back(bench: Workbench, batch: str, operator: str, progress: Progress = silent) -> Done:
    """Put everything that a batch changed back as it was, in one batch, which can be taken back in turn.

    What was changed since, by whomever, stays and is named in `skipped`. It is done in short transactions, so that
    work beside it goes on; cancelled, or killed, it leaves the records done so far under the batch, and the same
    again does the rest. Raises NotFound if there is no such batch, Cancelled.
    """
    return _take_back(bench, batch, operator, progress, "do")


@dataclass(frozen=True, slots=True)
class LargeStep:
    """A batch that is the next step of an operator and too large to be retraced at once: see `retrace_large`."""

    step: int
    batch: str
    name: str


def retrace(
    bench: Workbench, operator: str, verb: UndoVerb, passing: Collection[int] = (), progress: Progress = silent
) -> Undone | None:
    """The operator's newest step taken back, or done again, as `history` does it; a large batch in short transactions.

    Raises Overtaken as `history.undo_last` does, Cancelled.
    """
    done = retrace_small(bench, operator, verb, passing)
    return retrace_large(bench, done, operator, verb, progress) if isinstance(done, LargeStep) else done


def retrace_small(
    bench: Workbench, operator: str, verb: UndoVerb, passing: Collection[int] = ()
) -> Undone | LargeStep | None:
    """As `retrace`, in one transaction; a large batch is only named, with nothing done."""
    with bench.workspace.store.write() as session:
        large = undo.next_batch(session, operator, verb, passing)
        if large is None or large.changes <= _IN_ONE:
            last = undo.undo_last if verb is UndoVerb.UNDO else undo.redo_last
            return last(session, operator, passing=passing)
        name, _ = mending_back.touched(session, large.batch)
        return LargeStep(large.step, large.batch, name)


def retrace_large(
    bench: Workbench, large: LargeStep, operator: str, verb: UndoVerb, progress: Progress = silent
) -> Undone:
    """A large batch taken back, or done again, whatever was done since it was named.

    Cancelled, it leaves done what was done so far; `take_back` does the rest. Raises Overtaken, Cancelled.
    """
    with bench.workspace.store.read() as session:
        _, touched = mending_back.touched(session, large.batch)
    done = _take_back(bench, large.batch, operator, progress, verb.value)
    first = touched[0].material_id or ""
    if not done.records:
        said = f"Nothing of {large.name!r} is as it was left: all of it was changed since."
        hint = "Look at the records and set what is right, or pass over this step."
        raise Overtaken(said, hint, step=large.step, material_entity_id=first, term=None, what="batch")
    return Undone(first, None, verb, batch=large.name, records=done.records, skipped=len(done.skipped))


def _take_back(bench: Workbench, batch: str, operator: str, progress: Progress, action: str) -> Done:
    with bench.workspace.store.read() as session:
        name, touched = mending_back.touched(session, batch)
    work = _Work(batch, operator, action)
    in_turns(bench.workspace.store, touched, work.turn, progress)
    work.again(bench)
    return Done(work.revert, f"{batch_names.REVERT}{name}", len(work.records), tuple(dict.fromkeys(work.skipped)))


@dataclass(slots=True)
class _Work:
    """The writing: one batch, made with the first record that goes back. `refused` are those whose catalogue number
    another record has: it may be free when that one has gone back too."""

    batch: str
    operator: str
    action: str
    revert: str | None = None
    records: set[str] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    refused: list[Touched] = field(default_factory=list)

    def turn(self, session: Session, touched: Sequence[Touched]) -> None:
        self._done(mending_back.put_back(session, self.batch, self.revert, touched, self.operator, self.action))

    def again(self, bench: Workbench) -> None:
        """Those refused once more, as long as that helps; then those that wait for each other."""
        while waiting := self.refused:
            self.refused = []
            with bench.workspace.store.write() as session:
                self.turn(session, waiting)
                if len(self.refused) == len(waiting):
                    self.refused = []
                    of = (self.batch, self.revert, waiting, self.operator, self.action)
                    self._done(mending_back.put_back_one_by_one(session, *of))

    def _done(self, back: mending_back.PutBack) -> None:
        self.revert = back.revert
        self.records |= back.records
        self.skipped += back.skipped
        self.refused += back.refused
