"""Between two windows: the workspace is let go, the catalogue goes back to a backup, and is opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.safety import RestorePlan
from curatorbench.ui.look.times import local_time
from curatorbench.workflow import safety

if TYPE_CHECKING:
    from curatorbench.ui.window import Window
    from curatorbench.workflow.opening import Opened


class GoingBack(QObject):
    """`open` is called on the thread that opens the workspace for the new window: it goes back first. What goes wrong
    leaves the catalogue as it was, and is said once that is open again."""

    def __init__(self, plan: RestorePlan, open_: Callable[[], Opened], window: Window) -> None:
        super().__init__(window)
        self._plan, self._open, self._window = plan, open_, window
        self._error: CuratorError | None = None
        window.empty.say(self.tr("Going back to {when}…").format(when=self._when))
        window.taken.connect(self._tell)

    def open(self) -> Opened:
        try:
            safety.restore(self._plan)
        except CuratorError as error:
            self._error = error
        return self._open()

    @property
    def _when(self) -> str:
        return local_time(f"{self._plan.made:%Y-%m-%dT%H:%M:%SZ}")

    def _tell(self) -> None:
        notices = self._window.desk.notices
        if self._error is not None:
            notices.failed(self.tr("go back; everything is as it was"), self._error)
            return
        said = self.tr("The catalogue is as it was at {when}.").format(when=self._when)
        notices.say(said, self.tr("What it was before is kept among the backups."))
