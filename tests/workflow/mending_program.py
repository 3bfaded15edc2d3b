"""A process to be killed: it edits every record, or takes a batch back, and says after each turn how many are on disk.

mending_program.py WORKSPACE edit | mending_program.py WORKSPACE take-back BATCH
"""

from __future__ import annotations

import sys
from pathlib import Path

from curatorbench.bootstrap import parts
from curatorbench.domain.mending import SetTerm
from curatorbench.workflow import explore, mending
from curatorbench.workflow.workbench import Workbench


def say(fraction: float, message: str = "") -> None:
    """`12 of 400` is said when the first 12 are acknowledged."""
    if " looked at" not in message:
        print(message, flush=True)


def main(root: str, verb: str, batch: str = "") -> None:
    bench = Workbench.open(Path(root), parts())
    print("ready", flush=True)
    if verb == "edit":
        mending.edit(bench, explore.keys(bench), SetTerm("country", "Peru"), "Ann", say)
    else:
        mending.take_back(bench, batch, "Bob", say)
    bench.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
