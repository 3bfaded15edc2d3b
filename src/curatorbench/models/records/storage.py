"""The storage tree: rooms, cabinets, drawers and folders, as steps of history that can be taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, select, text

from curatorbench.domain.dates import PartialDate
from curatorbench.domain.errors import BadInput, Conflict, NotFound
from curatorbench.domain.identifiers import mint
from curatorbench.domain.record import Source, SourceKind
from curatorbench.domain.things import UNIT_KINDS, HoldingCount, UnitMove, UnitPath, UnitView
from curatorbench.models.history import batches, changes, tree
from curatorbench.models.history.changes import Fact, Step
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import batch_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables import things
from curatorbench.models.tables.base import table
from curatorbench.models.tables.people import Operator

_unit = table(things.StorageUnit)
_u = _unit.c
_count = table(things.HoldingCount).c
# What an SQLite integer column holds is more than any jar or cabinet does.
MOST = 1_000_000_000
_SEPARATOR = re.compile(r"\s*[/>]\s*")

# One level of the tree. What lies below is counted by the index of records alone; UNION ends a ring, if there were one.
_LEVEL = text("""
    WITH RECURSIVE below(top, id) AS (
        SELECT id, id FROM storage_unit WHERE parent_id IS :parent AND retired = 0
        UNION
        SELECT below.top, unit.id FROM below JOIN storage_unit AS unit ON unit.parent_id = below.id
        WHERE unit.retired = 0
    )
    SELECT below.top, sum((
        SELECT count(*) FROM material_entity AS thing WHERE thing.storage_unit_id = below.id AND thing.retired = 0
    ))
    FROM below GROUP BY below.top
""")
# What lies in one unit and below it: (units, records).
_BELOW = text("""
    WITH RECURSIVE below(id) AS (
        SELECT :key
        UNION
        SELECT unit.id FROM below JOIN storage_unit AS unit ON unit.parent_id = below.id WHERE unit.retired = 0
    )
    SELECT count(*) - 1, sum((
        SELECT count(*) FROM material_entity AS thing WHERE thing.storage_unit_id = below.id AND thing.retired = 0
    ))
    FROM below
""")


def unit_key(session: Session, unit: str) -> int:
    """The local key of a storage unit; raises NotFound, also for one that was deleted."""
    key: int | None = session.scalar(select(_u.id).where(_u.storage_unit_id == unit, _u.retired.is_(False)))
    if key is None:
        raise NotFound(f"There is no storage unit {unit}.", "Look at the tree to see which there are.")
    return key


def children(session: Session, parent: str | None, *, counted: bool = True) -> list[UnitView]:
    """The units directly in `parent`, the outermost if None, with what lies in and below them unless it need not be
    `counted`. Raises NotFound."""
    key = unit_key(session, parent) if parent is not None else None
    records = {row[0]: row[1] for row in session.execute(_LEVEL, {"parent": key})} if counted else {}
    inside = _unit.alias("inside")
    units = (
        select(func.count())
        .where(inside.c.parent_id == _u.id, inside.c.retired.is_(False))
        .correlate(_unit)
        .scalar_subquery()
    )
    rows = session.execute(
        select(_u.id, _u.storage_unit_id, _u.kind, _u.name, _u.position, _u.identifier, units.label("units"))
        .where(_u.parent_id.is_(None) if key is None else _u.parent_id == key, _u.retired.is_(False))
        .order_by(_u.position, _u.name, _u.id)
    ).all()
    held = _newest_counts(session, key)
    return [
        UnitView(
            row.storage_unit_id,
            row.kind,
            row.name,
            row.position,
            row.units,
            records.get(row.id, 0),
            row.identifier,
            parent,
            held.get(row.id),
        )
        for row in rows
    ]


def path_of(session: Session, unit: str) -> UnitPath:
    """The way down to a unit; raises NotFound."""
    return path_of_key(session, unit_key(session, unit))


def path_of_key(session: Session, key: int) -> UnitPath:
    """The way down to the unit of that local key."""
    row = session.execute(select(_u.storage_unit_id, _u.kind, _u.identifier).where(_u.id == key)).one()
    names = tuple(name for _, name in tree.way(driver(session), key))
    return UnitPath(row.storage_unit_id, row.kind, names, row.identifier)


def find(session: Session, wanted: str, limit: int) -> list[UnitPath]:
    """Units whose barcode is `wanted`, else those with it in their names, the shortest name first."""
    clean = wanted.strip()
    here = select(_u.id).where(_u.retired.is_(False))
    exact = session.scalars(here.where(_u.identifier == clean)).all()
    named = here.where(_u.name.icontains(clean, autoescape=True)).order_by(func.length(_u.name), _u.name, _u.id)
    keys = exact or session.scalars(named.limit(limit)).all()
    return [path_of_key(session, key) for key in keys]


def has_code(session: Session, code: str) -> bool:
    """Whether a unit bears that barcode."""
    return session.scalar(select(_u.id).where(_u.identifier == code, _u.retired.is_(False))) is not None


def find_one(session: Session, wanted: str) -> UnitPath:
    """The unit of that UUID, barcode, path or name; raises NotFound, or Conflict if several are called so."""
    clean = wanted.strip()
    here = select(_u.id).where(_u.retired.is_(False))
    by_code = session.scalar(here.where((_u.storage_unit_id == clean) | (_u.identifier == clean)))
    keys = [by_code] if by_code is not None else _by_path(session, _SEPARATOR.split(clean)) or []
    keys = keys or list(session.scalars(here.where(_called(clean)).limit(10)))
    if not keys:
        raise NotFound(f"No storage unit is called {wanted!r}.", "Look at the tree to see which there are.")
    if len(keys) > 1:
        paths = "; ".join(str(path_of_key(session, key)) for key in keys[:3])
        raise Conflict(f"Several storage units are called {wanted!r}: {paths}.", "Give the whole path or the barcode.")
    return path_of_key(session, keys[0])


def add(
    session: Session,
    kind: str,
    name: str,
    parent: str | None,
    operator: str,
    identifier: str | None = None,
    position: int | None = None,
) -> str:
    """A new unit in `parent`, last there if no position is given; returns its UUID."""
    if kind not in UNIT_KINDS:
        raise BadInput(f"{kind!r} is no kind of storage unit.", f"Use one of {', '.join(UNIT_KINDS)}.")
    above = unit_key(session, parent) if parent is not None else None
    _check_name(session, name, above)
    unit = mint()
    place = _last(session, above) + 1 if position is None else position
    _record(
        session,
        unit,
        operator,
        {"kind": kind, "name": name, "parent": parent, "position": place, "identifier": identifier, "retired": False},
        f"added {kind} {name}",
    )
    return unit


def rename(session: Session, unit: str, name: str, operator: str) -> None:
    """Another name for a unit."""
    row = _row(session, unit)
    if row.name == name:
        return
    _check_name(session, name, row.parent_id, but=row.id)
    _record(session, unit, operator, {"name": name}, f"renamed {row.kind} {row.name}")


def set_identifier(session: Session, unit: str, identifier: str | None, operator: str) -> None:
    """The barcode on a unit, None for none."""
    row = _row(session, unit)
    if row.identifier == identifier:
        return
    _record(session, unit, operator, {"identifier": identifier}, f"barcode of {row.kind} {row.name}")


def plan_move(session: Session, unit: str, parent: str | None) -> UnitMove:
    """What moving a unit would do. Raises as `move` does."""
    row, above = _row(session, unit), unit_key(session, parent) if parent is not None else None
    _check_move(session, row, above)
    before, after = (path_of_key(session, key).names if key else () for key in (row.parent_id, above))
    units, records = session.execute(_BELOW, {"key": row.id}).one()
    what = f"{row.kind} {row.name}" + (f" with {records:,} record{'s' * (records != 1)}" if records else "")
    name = f"{what} into {' / '.join(after)}" if after else f"{what} to the outermost level"
    return UnitMove(name, " / ".join(before), " / ".join(after), units, records)


def move(session: Session, unit: str, parent: str | None, operator: str, position: int | None = None) -> str | None:
    """Put a unit with its contents into another one, as a batch, which is returned; None where nothing changes."""
    row, above = _row(session, unit), unit_key(session, parent) if parent is not None else None
    if row.parent_id == above and position in (None, row.position):
        return None
    batch = batches.new_batch(session, plan_move(session, unit, parent).name, operator)
    place = _last(session, above) + 1 if position is None else position
    _record(session, unit, operator, {"parent": parent, "position": place}, f"moved {row.kind} {row.name}", batch)
    return batch


def delete(session: Session, unit: str, operator: str) -> None:
    """Remove an empty unit."""
    row = _row(session, unit)
    _record(session, unit, operator, {"retired": True}, f"deleted {row.kind} {row.name}")


def add_count(
    session: Session, unit: str, number: int, method: str, counted_on: str, operator: str, remarks: str = ""
) -> None:
    """An opinion of how many things a unit holds; only ever added to."""
    if method not in ("counted", "estimated"):
        raise BadInput(f"{method!r} is no way of counting.", "Use counted or estimated.")
    if not 0 <= number <= MOST:
        raise BadInput(f"{number} cannot be how many things a unit holds.", f"Give 0, for an empty one, to {MOST:,}.")
    try:
        PartialDate.from_iso(counted_on)
    except ValueError as error:
        raise BadInput(f"{counted_on!r} is no date.", "Write it as 2026-11-24, or as precise as you know.") from error
    row = {"number": number, "method": method, "counted_on": counted_on, "remarks": remarks}
    who = {"storage_unit_id": unit_key(session, unit), "operator_id": operator_of(session, operator).key}
    session.execute(insert(things.HoldingCount).values(**row, **who))


def holding_counts(session: Session, unit: str) -> list[HoldingCount]:
    """Every opinion of how many things a unit holds, the newest date first."""
    counts = _counts().where(_count.storage_unit_id == unit_key(session, unit))
    return [_holding(row) for row in session.execute(counts)]


def _newest_counts(session: Session, parent: int | None) -> dict[int, HoldingCount]:
    beside = _u.parent_id.is_(None) if parent is None else _u.parent_id == parent
    newest: dict[int, HoldingCount] = {}
    for row in session.execute(_counts().where(_count.storage_unit_id.in_(select(_u.id).where(beside)))):
        newest.setdefault(row.storage_unit_id, _holding(row))
    return newest


def _counts() -> Select[*tuple[Any, ...]]:
    columns = (_count.storage_unit_id, _count.number, _count.method, _count.counted_on, _count.remarks, Operator.name)
    return (
        select(*columns)
        .join(Operator, Operator.id == _count.operator_id)
        .order_by(_count.counted_on.desc(), _count.id.desc())
    )


def _holding(row: Row[*tuple[Any, ...]]) -> HoldingCount:
    return HoldingCount(row.number, row.method, row.counted_on, row.name, row.remarks)


def _row(session: Session, unit: str) -> Row[*tuple[Any, ...]]:
    return session.execute(select(_unit).where(_u.id == unit_key(session, unit))).one()


def _inside(parent: int | None) -> ColumnElement[bool]:
    return and_(_u.retired.is_(False), _u.parent_id.is_(None) if parent is None else _u.parent_id == parent)


def _called(name: str) -> ColumnElement[bool]:
    """Of that name, in whichever case its letters of ASCII are. SQLite folds no others: so it folds both sides."""
    return func.lower(_u.name) == func.lower(name)


def _last(session: Session, parent: int | None) -> int:
    return session.scalar(select(func.max(_u.position)).where(_inside(parent))) or 0


def _check_move(session: Session, row: Row[*tuple[Any, ...]], above: int | None) -> None:
    if row.parent_id != above:
        tree.check_parent(driver(session), row.id, row.name, above)
        _check_name(session, row.name, above)


def _check_name(session: Session, name: str, parent: int | None, but: int | None = None) -> None:
    if not name:
        raise BadInput("A storage unit needs a name.", "Call it as the label on it does.")
    beside = select(_u.id).where(_inside(parent), _called(name), _u.id != (but or 0))
    if session.scalar(beside.limit(1)) is not None:
        where = str(path_of_key(session, parent)) if parent is not None else "the outermost level"
        raise Conflict(f"There is a unit called {name!r} in {where} already.", "Choose another name, or use that one.")


def _by_path(session: Session, names: list[str]) -> list[int]:
    """The units at the end of a path of names; none for a single name."""
    level: list[int | None] = [None]
    for name in names if len(names) > 1 else []:
        named = (select(_u.id).where(_inside(parent), _called(name)) for parent in level)
        level = [key for query in named for key in session.scalars(query)]
    return [key for key in level if key is not None]


def _record(
    session: Session, unit: str, operator: str, facts: Mapping[str, Fact], what: str, batch: str | None = None
) -> None:
    person, together = operator_of(session, operator), batch_key(session, batch) if batch else None
    step = Step("storage", Source(SourceKind.PERSON, person.name), person.key, together, note=what)
    changes.record_subject(session, f"storage:{unit}", step, facts)
