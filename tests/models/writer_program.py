"""A process to be killed: it takes files in and writes values, and says on a line of its own what it was promised.

    writer_program.py WORKSPACE FILES COUNT

`stored SHA256` is printed when `take_in` has returned, `wrote MATERIAL VALUE` when the transaction was left. What
is refused is printed as `refused SENTENCE`, and the program goes on.
"""

from __future__ import annotations

import sys
from pathlib import Path

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import history
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.workspace import Workspace

ANN = Source(SourceKind.PERSON, "Ann")


def say(*words: object) -> None:
    print(*words, flush=True)


def work(workspace: Workspace, source: Path) -> None:
    original = workspace.originals.take_in(source)
    say("stored", original.sha256)
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB")
        material = catalogue.new_material(session, collection, catalog_number=source.stem)
        asset = assets.add_asset(session, original, original_name="a", format="image/jpeg", width=1, height=1)
        assets.attach(session, asset, material)
    for number in range(3):
        with workspace.store.write() as session:
            history.set_value(session, material, "country", f"value {number}", source=ANN, operator="Ann")
        say("wrote", material, f"value {number}")


def main(root: str, files: str, count: str) -> None:
    workspace = Workspace.open(Path(root))
    say("ready")
    for number in range(int(count)):
        source = Path(files) / f"{number}.jpg"
        try:
            work(workspace, source)
        except CuratorError as error:
            say("refused", error.message)
    workspace.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
