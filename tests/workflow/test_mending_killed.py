"""A batch edit and its taking back, killed at any moment: what was acknowledged is there, and the rest can be done."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from tests_mending import records, state

from curatorbench.bootstrap import parts
from curatorbench.domain.mending import SetTerm
from curatorbench.models.keeping import safety
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import explore, mending, review
from curatorbench.workflow.workbench import Workbench

PROGRAM = Path(__file__).with_name("mending_program.py")
RECORDS = 600

pytestmark = [
    pytest.mark.torture,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="SIGKILL as Linux has it"),
]


def killed(root: Path, seconds: float, *arguments: str) -> int:
    """Run the program for so long, kill it, and return how many records it had acknowledged."""
    command = [sys.executable, str(PROGRAM), str(root), *arguments]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert program.stdout is not None and program.stdout.readline() == "ready\n"
    time.sleep(seconds)
    program.kill()
    said, complaint = program.communicate()
    assert not complaint
    whole = [line for line in said.split("\n")[:-1] if " of " in line]  # a line cut off was no promise yet
    return int(whole[-1].split(" of ")[0].replace(",", "")) if whole else 0


def sound(root: Path) -> Workbench:
    """The workspace as it is found after a kill."""
    bench = Workbench.open(root, parts())
    assert [checked for checked in safety.verify(bench.workspace) if not checked.ok] == []
    return bench


def test_killed_at_any_moment(tmp_path: Path, turns: Callable[[int], int], dice: Random) -> None:
    promised = cut_off = 0
    for turn in range(turns(60)):
        root = tmp_path / f"w{turn}"
        bench = Workbench.on(Workspace.create(root), parts())
        records(bench, *({"country": "Chile", "recordNumber": str(number)} for number in range(RECORDS)))
        before = state(bench)
        bench.close()

        acknowledged = killed(root, dice.uniform(0, 0.5), "edit")
        bench = sound(root)
        edit = next(iter(mending.batches(bench, 1)), None)
        assert edit is not None or not acknowledged
        if edit is not None:
            assert acknowledged <= edit.records <= edit.planned == RECORDS
            assert edit.name == f"country set to “Peru” ({RECORDS} records)"
        rest = mending.edit(bench, explore.keys(bench), SetTerm("country", "Peru"), "Ann")
        assert rest.records == RECORDS - (edit.records if edit else 0)
        bench.close()

        whole = rest.batch if edit is None else edit.batch
        assert whole is not None
        back = killed(root, dice.uniform(0, 0.8), "take-back", whole)
        bench = sound(root)
        done = mending.take_back(bench, whole, "Bob")
        assert done.skipped == () and done.records <= RECORDS - back
        if edit is not None and rest.batch is not None:
            review.undo(bench, "Ann")
        assert state(bench) == before
        promised += acknowledged + back
        cut_off += edit is not None and edit.records < RECORDS
        bench.close()
    assert promised, "nothing was acknowledged before a kill: the test tries nothing"
    assert cut_off or turns(60) < 10
