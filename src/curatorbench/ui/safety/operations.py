"""What the Safety page asks and does, as operations not yet run."""

from __future__ import annotations

from pathlib import Path

from curatorbench.domain.safety import Backup, RestorePlan, SafetyState
from curatorbench.ui.look.wording import translate
from curatorbench.ui.operations.operations import Change, ChangeOperation, LongOperation, ReadOperation
from curatorbench.workflow import safety


def state() -> ReadOperation[SafetyState]:
    return ReadOperation(safety.state).of_folders()


def back_up_now() -> ChangeOperation[int]:
    return ChangeOperation(safety.back_up_now, label=translate("Safety", "back up"), changes=Change.JOBS)


def read_everything() -> ChangeOperation[int]:
    label = translate("Safety", "read everything again")
    return ChangeOperation(safety.read_everything, label=label, changes=Change.JOBS)


def plan(backup: Backup) -> LongOperation[RestorePlan]:
    """Read the backup through and say what going back to it would lose."""
    label = translate("Safety", "look into the backup")
    return LongOperation(lambda bench, _: safety.plan_restore(bench.workspace.root, backup.path), label=label)


def mend(sha256: str, source: Path) -> LongOperation[Path]:
    label = translate("Safety", "take the original back")
    return LongOperation(lambda bench, _: safety.mend(bench, sha256, source), label=label, changes=Change.JOBS)
