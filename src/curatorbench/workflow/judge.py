"""Judging: the bundled classifiers' opinions of an image, which may be that they are unsure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from curatorbench.classify.port import Classifier
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.suggestion import Judgement
from curatorbench.imaging.decode import decode
from curatorbench.jobs.queue import Outcome
from curatorbench.models.opinions import readings
from curatorbench.models.store.store import Session
from curatorbench.workflow.workbench import Workbench

# Longest side in pixels at which images are judged: the networks see 224-pixel tiles of it.
JUDGED_AT = 1024


def judge_file(path: Path, classifier: Classifier) -> tuple[Judgement, ...]:
    """Judge one image file without a workspace; raises CuratorError."""
    return classifier.judge(decode(path, longest=JUDGED_AT))


def judge_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `judge`: every bundled model's judgement of an asset."""
    path = bench.workspace.originals.path_of(payload["sha256"])
    judgements = judge_file(path, bench.parts.classifier)

    def write(session: Session) -> None:
        readings.save_judgements(session, payload["asset"], judgements)

    return Outcome(write)
