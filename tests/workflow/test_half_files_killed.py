"""A half file of a device, and the program killed at any moment: its bytes are quarantined once, and no original."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from stand import Stand

from curatorbench.domain.profiles import Profile
from curatorbench.models.keeping import safety
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench

KILLS = 40
_TAKE = """
import sys
from pathlib import Path
from curatorbench.bootstrap import parts
from curatorbench.capture.port import Shot
from curatorbench.workflow import capture
from curatorbench.workflow.workbench import Workbench
bench = Workbench.open(Path(sys.argv[1]), parts())
print("ready", flush=True)
print(capture.take(bench, None, sys.argv[2], Shot((Path(sys.argv[3]),), "camera")).became, flush=True)
"""


@pytest.mark.torture
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a program is killed as Linux does it")
def test_killed_anywhere_a_half_file_is_quarantined_once(
    bench: Workbench, tmp_path: Path, turns: Callable[[int], int], dice: random.Random
) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets"))
    spool = bench.workspace.root / "devices" / "camera"
    spool.mkdir(parents=True)
    for turn in range(turns(KILLS)):
        half = spool / f"{turn}.jpg"
        noise = np.random.default_rng(turn).integers(0, 255, (600, 800, 3), dtype=np.uint8)
        Image.fromarray(noise).save(half)
        half.write_bytes(half.read_bytes()[:-5000])
        content = half.read_bytes()
        _take(bench, stand.id, half, killed_after=dice.uniform(0, 0.3))
        assert _take(bench, stand.id, half) == "quarantined", f"turn {turn}"
        listed = [Path(one["file"]) for one in explore.quarantine(bench)]
        assert len(listed) == turn + 1 and listed[-1].read_bytes() == content, f"turn {turn}"
        assert half.exists() and list(bench.workspace.originals.all()) == [], f"turn {turn}"
    assert [one for one in safety.verify(bench.workspace) if one.reason] == []


def _take(bench: Workbench, stand: str, half: Path, killed_after: float | None = None) -> str:
    command = [sys.executable, "-c", _TAKE, str(bench.workspace.root), stand, str(half)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None and program.stdout.readline() == "ready\n"
        if killed_after is not None:
            time.sleep(killed_after)
            program.kill()
        return program.stdout.read().strip()
