"""The whole program killed at random moments of the demonstration goes on where it was."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from curatorbench.domain.resources import resource

KILLS = 50
# Seconds within which a kill falls: from before the workspace is made to well into the reading.
LATEST_KILL = 14.0


def start(workspace: Path, images: Path) -> subprocess.Popen[str]:
    """The demonstration in a process group of its own, so that everything it started can be killed at once."""
    command = [sys.executable, "-m", "curatorbench", "demo", "--no-window", "--json"]
    return subprocess.Popen(
        [*command, "--workspace", str(workspace), "--images", str(images)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_it_goes_on_where_it_was(tmp_path: Path, turns: Callable[[int], int], dice: random.Random) -> None:
    images = tmp_path / "images"
    images.mkdir()
    samples = sorted(resource("samples").glob("*.jpg"))[:3]
    for number, sample in enumerate(samples):
        (images / f"{number}.jpg").write_bytes(sample.read_bytes())
    kills = finished_early = 0
    workspace = tmp_path / "workspace-0"
    for turn in range(turns(KILLS)):
        program = start(workspace, images)
        time.sleep(dice.uniform(0.2, LATEST_KILL))
        finished_early += program.poll() == 0
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
            kills += 1
        program.communicate()
        if finished_early:
            # The next kills fall on a new run, so that all moments of it are met.
            _completes(workspace, images, len(samples))
            workspace, finished_early = tmp_path / f"workspace-{turn + 1}", 0
    assert kills
    _completes(workspace, images, len(samples))


def _completes(workspace: Path, images: Path, count: int) -> None:
    """Run to the end: every image is one record, read once and judged, and the archive is there."""
    output, errors = start(workspace, images).communicate(timeout=600)
    account = json.loads(output.splitlines()[-1])
    assert account["taken"] + account["duplicates"] == count, errors
    assert account["records"] == account["published"] == count
    assert account["failed_jobs"] == [] and account["quarantined"] == []
    assert sum(account["judgements"].values()) == 3 * count
    assert Path(account["archive"]).stat().st_size > 0
    checked = subprocess.run(
        [sys.executable, "-m", "curatorbench", "verify", str(workspace)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
