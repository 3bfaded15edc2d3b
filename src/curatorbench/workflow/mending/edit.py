"""One edit over many records: said first, then done in short transactions of one batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from curatorbench.domain.batch_names import counted
from curatorbench.domain.errors import Conflict
from curatorbench.domain.mending import SHOWN, Done, Edit, Part, Plan, PlannedRecord, Skipped
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.record import RecordStatus
from curatorbench.models.history import batches, changes
from curatorbench.models.records.mending_edit import Found, taken
from curatorbench.models.store.store import Session
from curatorbench.workflow.mending.draft import by_person
from curatorbench.workflow.mending.edits import Kind, kind_of
from curatorbench.workflow.mending.turns import in_turns
from curatorbench.workflow.workbench import Workbench

# Records read at once for a plan: no transaction stays open long.
_READ_AT_ONCE = 2_000
# The part of the work that looking takes; the rest is writing.
_LOOKING = 0.1


def plan_edit(bench: Workbench, keys: Sequence[int], edit: Edit, progress: Progress = silent) -> Plan:
    """What `edit` would do to the records of these local keys: how many change, how many are so already.

    Raises BadInput and NotFound as `edit` does, Cancelled between two looks.
    """
    return _survey(bench, keys, _kind(bench, edit), progress).plan()


def edit(bench: Workbench, keys: Sequence[int], edit: Edit, operator: str, progress: Progress = silent) -> Done:
    """Make one edit to many records, in one batch; what stands already is not written again.

    It is done in short transactions, so that work beside it goes on, and what somebody changes meanwhile is seen when
    its turn comes. Cancelled, or killed, it leaves the records done so far under the batch, whose name says how many
    there were to be: it can be taken back, and the same edit again does the rest.

    Raises BadInput for what is no term, no value, or belongs to one object alone (a catalogue number); NotFound for
    an unknown storage unit; Cancelled.
    """
    kind = _kind(bench, edit)
    survey = _survey(bench, keys, kind, lambda fraction, message="": progress(fraction * _LOOKING, message))
    plan = survey.plan()
    work = _Work(kind, plan.name, operator)
    in_turns(
        bench.workspace.store,
        survey.to_change,
        work.turn,
        lambda fraction, message="": progress(_LOOKING + fraction * (1 - _LOOKING), message),
    )
    return Done(work.batch, plan.name, work.records, tuple(work.skipped))


@dataclass(slots=True)
class _Survey:
    """What was found: the keys of those that are to change, the first of them as they would, and how many are what."""

    kind: Kind
    to_change: list[int] = field(default_factory=list)
    shown: list[PlannedRecord] = field(default_factory=list)
    already: int = 0
    approved: int = 0
    withheld: int = 0
    replaced: int = 0
    taken: int = 0

    def look(self, record: Found, after: str | None) -> None:
        if record.value == after:
            self.already += 1
            return
        self.to_change.append(record.key.id)
        self.approved += record.status is RecordStatus.APPROVED
        self.withheld += record.status is RecordStatus.WITHHELD
        self.replaced += record.value is not None
        if len(self.shown) < SHOWN:
            part = Part(self.kind.what, self.kind.shown(record.value), self.kind.shown(after))
            self.shown.append(PlannedRecord(record.material_entity_id, record.catalog_number, (part,)))

    def plan(self) -> Plan:
        warnings = [
            f"{number:,} of them {'is' if number == 1 else 'are'} {said}."
            for number, said in ((self.approved, "approved"), (self.withheld, "withheld"))
            if number
        ]
        if self.taken:
            warnings.append(f"Numbers that other records have: {self.taken:,}. They stay as they are while it is so.")
        count = len(self.to_change)
        return Plan(
            counted(self.kind.name, count),
            count,
            tuple(self.shown),
            (*self.kind.warnings, *warnings),
            self.already,
            self.approved,
            self.withheld,
        )


@dataclass(slots=True)
class _Work:
    """The writing: one batch, made with the first record that changes."""

    kind: Kind
    name: str
    operator: str
    batch: str | None = None
    records: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def turn(self, session: Session, keys: Sequence[int]) -> None:
        """Change the records of these keys, unless somebody has made them so meanwhile."""
        found = self.kind.found(session, keys)
        todo = [(f, after) for f, after in zip(found, self.kind.after(session, found), strict=True) if f.value != after]
        if not todo:
            return
        self.batch = self.batch or batches.new_batch(session, self.name, self.operator)
        step = by_person(session, self.operator, self.batch)
        for record, after in todo:
            values, facts = self.kind.change(session, record, after)
            try:
                changes.record(session, record.key, step, values, facts=facts)
                self.records += 1
            except Conflict as refused:
                self.skipped.append(Skipped(record.material_entity_id, record.catalog_number, refused.message))


def _kind(bench: Workbench, edit: Edit) -> Kind:
    with bench.workspace.store.read() as session:
        return kind_of(session, edit)


def _survey(bench: Workbench, keys: Sequence[int], kind: Kind, progress: Progress) -> _Survey:
    wanted = list(dict.fromkeys(keys))
    survey = _Survey(kind)
    for start in range(0, len(wanted), _READ_AT_ONCE):
        progress(start / len(wanted), f"{start:,} of {len(wanted):,} looked at")
        with bench.workspace.store.read() as session:
            found = kind.found(session, wanted[start : start + _READ_AT_ONCE])
            pairs = list(zip(found, kind.after(session, found), strict=True))
            survey.taken += taken(session, pairs) if kind.what == "catalogNumber" else 0
            for record, after in pairs:
                survey.look(record, after)
    return survey
