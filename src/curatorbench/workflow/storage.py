"""Storing: the tree of rooms, cabinets, drawers and folders, and what lies in them. Every step can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.things import HoldingCount, Stored, UnitMove, UnitPath, UnitView
from curatorbench.models.history import batches
from curatorbench.models.records import placing, storage
from curatorbench.workflow.values import clean, one_line
from curatorbench.workflow.workbench import Workbench

# Records written in one transaction: short enough that the window never waits for it.
_AT_ONCE = 500


def tree(bench: Workbench, parent: str | None = None, *, counted: bool = True) -> list[UnitView]:
    """The units directly in `parent`, the outermost if None, by position and name; records are of all below.

    One level is counted at a time: ask again for each unit that is opened. Without `counted`, for names alone,
    `records` is 0 everywhere. Raises NotFound for an unknown parent.
    """
    with bench.workspace.store.read() as session:
        return storage.children(session, parent, counted=counted)


def path_of(bench: Workbench, unit: str) -> UnitPath:
    """The way down to a unit; raises NotFound."""
    with bench.workspace.store.read() as session:
        return storage.path_of(session, unit)


def find(bench: Workbench, text: str, limit: int = 50) -> list[UnitPath]:
    """Units whose barcode is `text`, else those with `text` in their names, the shortest name first."""
    with bench.workspace.store.read() as session:
        return storage.find(session, text, limit)


def find_one(bench: Workbench, text: str) -> UnitPath:
    """The unit of that UUID, barcode, full path (`Room 1 / Cabinet 2`) or name.

    Raises NotFound, or Conflict if several are called so.
    """
    with bench.workspace.store.read() as session:
        return storage.find_one(session, text)


def add(
    bench: Workbench,
    kind: str,
    name: str,
    parent: str | None,
    operator: str,
    *,
    identifier: str | None = None,
    position: int | None = None,
) -> str:
    """A new unit in `parent`, last there unless `position` says otherwise; returns its UUID.

    `identifier` is the barcode on it. Raises BadInput for an unknown kind or an empty name, NotFound for an
    unknown parent, Conflict if a unit there is called so or another has the barcode.
    """
    with bench.workspace.store.write() as session:
        return storage.add(session, kind, one_line(name) or "", parent, operator, one_line(identifier), position)


def rename(bench: Workbench, unit: str, name: str, operator: str) -> None:
    """Another name for a unit. Raises as `add` does."""
    with bench.workspace.store.write() as session:
        storage.rename(session, unit, one_line(name) or "", operator)


def set_identifier(bench: Workbench, unit: str, identifier: str | None, operator: str) -> None:
    """The barcode on a unit, None for none. Raises Conflict if another unit has it."""
    with bench.workspace.store.write() as session:
        storage.set_identifier(session, unit, one_line(identifier), operator)


def plan_move(bench: Workbench, unit: str, parent: str | None) -> UnitMove:
    """What moving a unit would do; nothing is written. Raises as `move` does."""
    with bench.workspace.store.read() as session:
        return storage.plan_move(session, unit, parent)


def move(bench: Workbench, unit: str, parent: str | None, operator: str, *, position: int | None = None) -> str | None:
    """Put a unit, with all that lies in it, into another one (None: nothing holds it), as one named batch.

    Returns the batch, None where it stands there already. Raises Conflict if `parent` is the unit itself or lies in
    it, or a unit there is called so.
    """
    with bench.workspace.store.write() as session:
        return storage.move(session, unit, parent, operator, position)


def delete(bench: Workbench, unit: str, operator: str) -> None:
    """Remove an empty unit; raises Conflict if a unit or a record lies in it."""
    with bench.workspace.store.write() as session:
        storage.delete(session, unit, operator)


def store(
    bench: Workbench,
    keys: Sequence[int],
    unit: str | None,
    operator: str,
    progress: Progress = silent,
) -> Stored:
    """The records of those local keys lie in `unit` from now on (None: nobody knows where); one named batch.

    Raises NotFound for an unknown unit before anything is written, Cancelled between two short transactions:
    what was done until then is in the batch.
    """
    with bench.workspace.store.write() as session:
        open_keys = placing.elsewhere(session, keys, unit)
        name = placing.batch_name(session, len(open_keys), unit)
        if not open_keys:
            return Stored(None, name, 0)
        batch = batches.new_batch(session, name, operator)
    for start in range(0, len(open_keys), _AT_ONCE):
        progress(start / len(open_keys), name)
        with bench.workspace.store.write() as session:
            placing.place(session, open_keys[start : start + _AT_ONCE], unit, operator, batch)
    progress(1.0, name)
    return Stored(batch, name, len(open_keys))


def add_count(
    bench: Workbench, unit: str, number: int, method: str, counted_on: str, operator: str, *, remarks: str = ""
) -> None:
    """Somebody's opinion of how many things a unit holds: `method` counted or estimated, `counted_on` ISO 8601.

    An opinion is never overwritten: a later one stands before it. Raises BadInput.
    """
    with bench.workspace.store.write() as session:
        storage.add_count(session, unit, number, method, counted_on, operator, clean(remarks) or "")


def holding_counts(bench: Workbench, unit: str) -> list[HoldingCount]:
    """Every opinion of how many things a unit holds, the newest date first."""
    with bench.workspace.store.read() as session:
        return storage.holding_counts(session, unit)
