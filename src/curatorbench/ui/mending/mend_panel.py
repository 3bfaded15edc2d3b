"""A panel whose wish has a plan: it is asked while the person chooses, and only what was seen is done."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.mending import Done, Plan
from curatorbench.ui.desk import Desk
from curatorbench.ui.frame.progress_line import SHOWN_AFTER
from curatorbench.ui.mending import operations
from curatorbench.ui.mending.plan_view import PlanView
from curatorbench.ui.mending.plan_words import count_words
from curatorbench.ui.mending.wishes import Wish
from curatorbench.ui.parts.panel import Panel

_REST = 120  # ms after a key before the plan is asked anew
_EVERY = 100  # ms between two looks at how far a plan is


class MendPanel(Panel):
    """A kind of mending says what the person wants in `wish`, and calls `ask_soon` when that has changed."""

    done = Signal(object)  # Done

    def __init__(self, desk: Desk, title: str, do_text: str, about: str = "") -> None:
        super().__init__(desk, title, do_text, about)
        self.view = PlanView()
        self._planned: Wish | None = None
        self._planning: operations.Planning | None = None
        self._at_work = False
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.ask_now)
        self._watch = QTimer(self, interval=_EVERY)
        self._watch.timeout.connect(self._look)

    def wish(self) -> Wish | None:
        """What is wanted as things stand; None while something is still to be chosen."""
        raise NotImplementedError

    def missing_words(self) -> str:
        """What is still to be chosen."""
        return ""

    def is_worth_doing(self, plan: Plan) -> bool:
        return plan.count > 0

    def plan_words(self, plan: Plan) -> str:
        """How many would change."""
        return count_words(plan)

    def seal(self) -> None:
        """All parts are there: the plan comes under them."""
        self.add(self.view)
        self.body.addStretch(1)
        self.ask_now()

    @property
    def is_at_work(self) -> bool:
        return self._at_work

    def leave(self) -> None:
        """While it is at work Esc stops that, as soon as that is offered; then the plan says what is left."""
        if self._at_work:
            self.desk.operations.stop_long()
        else:
            self._drop_plan()
            super().leave()

    @property
    def is_ready(self) -> bool:
        """Whether the plan of what is wanted is on show, and worth doing: Enter does it."""
        wish, plan = self.wish(), self.view.plan
        return wish is not None and plan is not None and self._shows(wish) and self.is_worth_doing(plan)

    def _shows(self, wish: Wish) -> bool:
        return wish == self._planned and self.view.plan is not None

    def ask_soon(self) -> None:
        """What is wanted has changed: what stands there is no longer the plan of it."""
        self._rest.start()

    def ask_now(self) -> None:
        self._rest.stop()
        self._drop_plan()
        wish = self.wish()
        if wish is None:
            self._planned = None
            self.view.show_nothing(self.missing_words())
            return
        asked = self._planning = operations.Planning(wish)
        asked.success(lambda plan: self._show(wish, plan)).failure(self._show_error)
        self.desk.operations.run(asked, self)
        self._watch.start()

    def _look(self) -> None:
        """A plan that takes long says how far it is."""
        asked = self._planning
        if asked and asked.message and asked.began and time.monotonic() - asked.began > SHOWN_AFTER:
            self.view.show_nothing(asked.message)

    def _drop_plan(self) -> None:
        """What is not wanted any more need not be looked at to its end."""
        self._watch.stop()
        if self._planning:
            self._planning.stop()
            self._planning = None

    def do(self) -> None:
        """The plan that is on show, if it is of what is wanted; else the plan is asked first."""
        wish = self.wish()
        if self._at_work:
            return
        if wish is None or not self._shows(wish):
            self.ask_now()
        elif self.is_ready:
            self._carry_out(wish)

    def _show(self, wish: Wish, plan: Plan) -> None:
        self._drop_plan()
        self._planned = wish
        self.view.show_plan(plan, self.plan_words(plan))
        self.on_plan(plan)

    def on_plan(self, plan: Plan) -> None:
        """The plan has come: a kind that asks more shows what it has to ask."""

    def _show_error(self, error: CuratorError) -> None:
        self._drop_plan()
        self._planned = None
        self.view.show_error(error)

    def _carry_out(self, wish: Wish) -> None:
        self._at_work = True
        change = operations.carry_out(wish, self.desk.operator, operations.label())
        change.success(self._on_done).failure(self._on_failed).cancelled(self._on_stopped)
        self.desk.operations.run(change, self)

    def _on_done(self, done: Done) -> None:
        self._at_work = False
        self.done.emit(done)
        self.left.emit()

    def _on_failed(self, error: CuratorError) -> None:
        self._at_work = False
        self._show_error(error)

    def _on_stopped(self) -> None:
        """What was done until then stands, as a batch; the plan says what is left."""
        self._at_work = False
        self.ask_now()
