"""A drawer with all that lies in it goes into another cabinet."""

from __future__ import annotations

from curatorbench.domain.mending import Plan
from curatorbench.ui.desk import Desk
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.mending.mend_panel import MendPanel
from curatorbench.ui.mending.wishes import MoveUnit, Wish
from curatorbench.ui.parts.pickers import UnitPicker


class MoveUnitPanel(MendPanel):
    """`unit` is its UUID, `name` what people call it."""

    def __init__(self, desk: Desk, unit: str, name: str) -> None:
        super().__init__(
            desk,
            self.tr("Move {unit} with all that lies in it").format(unit=name),
            self.tr("Move"),
            self.tr("Its records stay in it; only its place in the building changes."),
        )
        self._unit = unit
        self.parent_unit = UnitPicker(desk, self.tr("Where it goes"), none=self.tr("nothing holds it"))
        self.add_named(self.tr("Into"), self.parent_unit)
        self.parent_unit.chosen.connect(lambda _: self.ask_soon())
        self.seal()

    def wish(self) -> Wish | None:
        goal = self.parent_unit.choice
        return MoveUnit(self._unit, goal.id or None) if goal else None

    def missing_words(self) -> str:
        return self.tr("Scan or type the unit that it goes into.")

    def plan_words(self, plan: Plan) -> str:
        if not plan.count:
            return self.tr("No records lie in it.")
        if plan.count == 1:
            return self.tr("One record goes with it.")
        return self.tr("{count} records go with it.").format(count=grouped(plan.count))

    def is_worth_doing(self, plan: Plan) -> bool:
        """Also of an empty drawer."""
        return True
