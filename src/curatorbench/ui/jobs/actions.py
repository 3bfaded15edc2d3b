"""What can be done on the Jobs bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.jobs.bench import Jobs

_JOB: Group[Jobs] = Group("jobs", noop("actions", "Job"))

ACTIONS: tuple[Action, ...] = _JOB.of(
    ("job.retry", noop("actions", "Retry the job"), "F5", lambda b: b.retry()),
    ("job.cancel", noop("actions", "Cancel the job"), "Del", lambda b: b.cancel()),
)
