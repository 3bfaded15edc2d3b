"""What a person wants mended, as a value: asked first, done when the plan is agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from curatorbench.domain.mending import Done, Edit, ImageMove, Plan
from curatorbench.domain.progress import Progress
from curatorbench.workflow import mending, storage
from curatorbench.workflow.workbench import Workbench


class Wish(Protocol):
    """Two that are equal have the same plan."""

    def plan(self, bench: Workbench, progress: Progress) -> Plan: ...

    def do(self, bench: Workbench, operator: str, progress: Progress) -> Done: ...


@dataclass(frozen=True, slots=True)
class MoveImages:
    """Images to another record, or each to one of its own."""

    moves: tuple[ImageMove, ...]

    def plan(self, bench: Workbench, progress: Progress) -> Plan:
        return mending.plan_move_images(bench, self.moves)

    def do(self, bench: Workbench, operator: str, progress: Progress) -> Done:
        return mending.move_images(bench, self.moves, operator, progress)


@dataclass(frozen=True, slots=True)
class Merge:
    """`other` becomes part of `kept`; `theirs` are the terms whose value is the other's."""

    kept: str
    other: str
    theirs: frozenset[str] = frozenset()

    def plan(self, bench: Workbench, progress: Progress) -> Plan:
        return mending.plan_merge(bench, self.kept, self.other, self.theirs)

    def do(self, bench: Workbench, operator: str, progress: Progress) -> Done:
        return mending.merge(bench, self.kept, self.other, operator, self.theirs)


@dataclass(frozen=True, slots=True)
class Split:
    """A new record with these images and copies of these fields."""

    material: str
    images: tuple[str, ...]
    terms: tuple[str, ...]

    def plan(self, bench: Workbench, progress: Progress) -> Plan:
        return mending.plan_split(bench, self.material, self.images, self.terms)

    def do(self, bench: Workbench, operator: str, progress: Progress) -> Done:
        return mending.split(bench, self.material, self.images, self.terms, operator)


@dataclass(frozen=True, slots=True)
class EditMany:
    """One edit to all records of a selection (local keys)."""

    keys: Sequence[int]
    edit: Edit

    def plan(self, bench: Workbench, progress: Progress) -> Plan:
        return mending.plan_edit(bench, self.keys, self.edit, progress)

    def do(self, bench: Workbench, operator: str, progress: Progress) -> Done:
        return mending.edit(bench, self.keys, self.edit, operator, progress)


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A batch as if it had never been."""

    batch: str

    def plan(self, bench: Workbench, progress: Progress) -> Plan:
        return mending.plan_take_back(bench, self.batch, progress)

    def do(self, bench: Workbench, operator: str, progress: Progress) -> Done:
        return mending.take_back(bench, self.batch, operator, progress)


@dataclass(frozen=True, slots=True)
class MoveUnit:
    """A storage unit with all that lies in it into another (None: nothing holds it)."""

    unit: str
    parent: str | None

    def plan(self, bench: Workbench, progress: Progress) -> Plan:
        """Records keep their unit, and their unit has another place: one step, whatever lies in it."""
        move = storage.plan_move(bench, self.unit, self.parent)
        return Plan(move.name, move.records)

    def do(self, bench: Workbench, operator: str, progress: Progress) -> Done:
        plan = self.plan(bench, progress)
        return Done(storage.move(bench, self.unit, self.parent, operator), plan.name, plan.count)
