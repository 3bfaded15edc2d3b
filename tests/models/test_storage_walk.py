"""Any order of steps of three people, undone and redone as they like, leaves a tree that is one."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from curatorbench.domain.errors import BadInput, Conflict, NotFound
from curatorbench.models.history import batches, history
from curatorbench.models.keeping import safety
from curatorbench.models.records import catalogue, placing, storage
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace

PEOPLE = ("Ann", "Bob", "Eve")


def _anything(session: Session, records: list[int], dice: random.Random) -> None:
    """One step, possible or not."""
    units = [unit for (unit,) in session.execute(text("SELECT storage_unit_id FROM storage_unit"))]
    one, two = (dice.choice([*units, None]) for _ in range(2))
    who, name = dice.choice(PEOPLE), dice.choice("ABCDE")
    verb = dice.randrange(10)
    if verb < 2:
        storage.add(session, dice.choice(("room", "drawer")), name, one, who, dice.choice((None, name)))
    elif verb < 4 and one:
        storage.move(session, one, two, who)
    elif verb == 4 and one:
        storage.delete(session, one, who)
    elif verb == 5 and one:
        storage.rename(session, one, name, who)
    elif verb == 6:
        keys = placing.elsewhere(session, dice.sample(records, 2), one)
        placing.place(session, keys, one, who, batches.new_batch(session, "put", who))
    elif verb < 9:
        history.undo_last(session, who)
    else:
        history.redo_last(session, who)


def _is_a_tree(session: Session) -> None:
    shown, open_units = 0, storage.children(session, None)
    total = sum(view.records for view in open_units)
    while open_units:
        view = open_units.pop()
        inside = storage.children(session, view.id)
        assert view.units == len(inside)
        assert storage.path_of(session, view.id).names[-1] == view.name
        assert sum(unit.records for unit in inside) <= view.records
        open_units += inside
        shown += 1
    (there,) = session.execute(text("SELECT count(*) FROM storage_unit WHERE retired = 0")).one()
    assert shown == there, "a unit that is there is not to be reached from above"
    (stored,) = session.execute(text("SELECT count(*) FROM material_entity WHERE storage_unit_id IS NOT NULL")).one()
    assert total == stored, "a record lies in a unit that is gone"


@pytest.mark.torture
def test_no_order_of_steps_breaks_the_tree(tmp_path: Path, turns: Callable[[int], int], dice: random.Random) -> None:
    workspace = Workspace.create(tmp_path / "workspace")
    with workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "H")
        for _ in range(5):
            catalogue.new_material(session, collection)
        records = [key for (key,) in session.execute(text("SELECT id FROM material_entity"))]
    for _ in range(turns(6000)):
        with suppress(Conflict, NotFound, BadInput), workspace.store.write() as session:
            _anything(session, records, dice)
        with workspace.store.read() as session:
            _is_a_tree(session)
    assert all(checked.ok for checked in safety.verify(workspace))
    workspace.close()
