"""The exposures of sittings: what each became, and which of them stand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Row, Select, func, insert, literal_column, select, update

from curatorbench.domain.captures import Became
from curatorbench.domain.errors import CuratorError, NotFound
from curatorbench.domain.identifiers import mint
from curatorbench.models.history import batches
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import batch_key
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now, table
from curatorbench.models.tables.captures import CaptureExposure
from curatorbench.models.tables.history import Batch
from curatorbench.models.tables.pictures import Asset

_e = table(CaptureExposure).c
_a = table(Asset).c
_IS_A_THING = (Became.SAVED.value, Became.MET.value)
_COUNTED = (*_IS_A_THING, Became.HELD.value)
_DONE = (*_COUNTED, Became.CONTEXT.value, Became.AWAY.value)
_IS_HELD = literal_column(
    "became = 'held'", Boolean()
)  # a literal, so that SQLite sees that its partial index is enough
_TAKEN_BACK = select(Batch.reverts_id).where(Batch.reverts_id.is_not(None))
# Those of which nothing was ever taken back; the few others are looked at one by one.
_STANDING = (
    "FROM capture_exposure WHERE session_id = ? AND is_undone = 0 AND became IN ('saved', 'met', 'held')"
    " AND (batch_id IS NULL OR batch_id NOT IN (SELECT reverts_id FROM batch WHERE reverts_id IS NOT NULL))"
)
_COUNTS = f"SELECT count(*), coalesce(sum(things), 0) {_STANDING}"
_MOMENTS = f"SELECT taken, things {_STANDING} ORDER BY id DESC LIMIT ?"
_AT_ONCE = 20
_QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Kept:
    """One exposure as its row says. `asset` is (local key, identifier, SHA-256) of the picture, `batch` a local key."""

    became: Became
    files: tuple[Path, ...] = ()
    view: str = ""
    records: tuple[str, ...] = ()
    things: int = 0
    number: str | None = None
    has_unread_code: bool = False
    before: Mapping[str, Any] = field(default_factory=dict)
    error: CuratorError | None = None
    asset: tuple[int, str, str] | None = None
    batch: int | None = None
    is_undone: bool = False
    key: int = 0
    id: str = ""
    sitting: int = 0
    taken: str = ""


def add(session: Session, sitting: int, kept: Kept, batch: str | None = None) -> Kept:
    """Note an exposure of a sitting (its local key); returns it with its keys."""
    made = replace(
        kept, id=mint(), sitting=sitting, taken=now(), batch=batch_key(session, batch) if batch else kept.batch
    )
    row = {"exposure_id": made.id, "session_id": sitting, "taken": made.taken, "acted": _next(session, sitting)}
    row |= _columns(made)
    key = session.execute(insert(CaptureExposure).values(**row).returning(_e.id)).scalar_one()
    return replace(made, key=key)


def save(session: Session, kept: Kept) -> None:
    """Write down what became of an exposure since; that is now the last thing that was done."""
    acted = _next(session, kept.sitting)
    session.execute(update(CaptureExposure).where(_e.id == kept.key).values(**_columns(kept), acted=acted))


def exposure(session: Session, identifier: str) -> Kept:
    """Raises NotFound."""
    row = session.execute(_rows().where(_e.exposure_id == identifier)).first()
    if row is None:
        raise NotFound(f"There is no exposure {identifier}.", "Look at the newest exposures.")
    return _as_is(session, row)


def of_picture(session: Session, asset: int) -> Kept | None:
    """The newest standing exposure whose picture is an asset (its local key), and that became something by it."""
    rows = session.execute(_rows().where(_e.asset_id == asset, _e.became.in_(_DONE)).order_by(_e.id.desc())).all()
    return next((kept for row in rows if stands(session, kept := _as_is(session, row))), None)


def last_done(session: Session, sitting: int) -> Kept | None:
    """What was done last at a sitting and not taken back: an exposure, or the answer to what one is."""
    last = 1 << 62
    while rows := session.execute(
        _rows()
        .where(_e.session_id == sitting, _e.acted < last, _e.became.in_(_DONE))
        .order_by(_e.acted.desc())
        .limit(_AT_ONCE)
    ).all():
        for row in rows:
            if stands(session, kept := _as_is(session, row)):
                return kept
        last = rows[-1].acted
    return None


def standing(session: Session, sitting: int) -> Iterator[Kept]:
    """The exposures of a sitting that were not taken back, the newest first."""
    last = 1 << 62
    while rows := session.execute(
        _rows().where(_e.session_id == sitting, _e.id < last).order_by(_e.id.desc()).limit(_AT_ONCE)
    ).all():
        yield from (kept for row in rows if stands(session, kept := _as_is(session, row)))
        last = rows[-1].id


def last_of_a_thing(session: Session, sitting: int) -> Kept | None:
    """The newest standing exposure that shows a record."""
    return next((kept for kept in standing(session, sitting) if kept.became.value in _IS_A_THING), None)


def held(session: Session, sitting: int | None = None) -> list[Kept]:
    """Those of a sitting, or of all, that wait for an answer, the oldest first."""
    reopened = _e.batch_id.in_(_TAKEN_BACK) & _e.before.contains(f'"{_QUESTION}"')
    asked = select(_e.id).where(_IS_HELD).union_all(select(_e.id).where(reopened))  # each by an index of its own
    here = _e.id.in_(asked) if sitting is None else (_e.session_id == sitting) & (_IS_HELD | reopened)
    rows = session.execute(_rows().where(here, _e.is_undone.is_(False)).order_by(_e.id))
    found = [_as_is(session, row) for row in rows]
    return [kept for kept in found if kept.became is Became.HELD]


def question(kept: Kept) -> dict[str, Any]:
    """What `before` says of the question that a held exposure is, once it is answered."""
    said = kept.error or CuratorError("")
    return {_QUESTION: {"records": list(kept.records), "message": said.message, "hint": said.hint}}


def asked_again(kept: Kept) -> Kept:
    """An answered exposure as the question that it was."""
    said = kept.before[_QUESTION]
    return replace(
        kept,
        became=Became.HELD,
        records=tuple(said["records"]),
        error=CuratorError(said["message"], said["hint"]),
        before={name: value for name, value in kept.before.items() if name != _QUESTION},
        batch=None,
        things=0,
    )


def was_asked(kept: Kept) -> bool:
    """Whether an exposure was held before it became what it is."""
    return _QUESTION in kept.before


def counts(session: Session, sitting: int) -> tuple[int, int]:
    """How many exposures of a sitting stand, and how many things began with them."""
    found: tuple[int, int] = driver(session).execute(_COUNTS, (sitting,)).fetchone()
    rows = session.execute(_rows().where(_e.session_id == sitting, _e.batch_id.in_(_TAKEN_BACK))).all()
    for kept in (kept for row in rows if stands(session, kept := _as_is(session, row))):
        if kept.became.value in _COUNTED:
            found = found[0] + 1, found[1] + kept.things
    return found


def moments(session: Session, sitting: int, most: int) -> list[tuple[str, int]]:
    """When the newest exposures of a sitting were taken, and how many things began with each; the newest first."""
    found: list[tuple[str, int]] = driver(session).execute(_MOMENTS, (sitting, most)).fetchall()
    return found


def newest_key(session: Session, sitting: int) -> int:
    """The local key of the newest exposure, 0 before the first."""
    return session.scalar(select(_e.id).where(_e.session_id == sitting).order_by(_e.id.desc()).limit(1)) or 0


def stands(session: Session, kept: Kept) -> bool:
    """Whether an exposure was not taken back, by whichever way."""
    if kept.batch is not None:
        return not batches.is_reverted(session, kept.batch)
    return not kept.is_undone


def _as_is(session: Session, row: Row[*tuple[Any, ...]]) -> Kept:
    """One whose answer was taken back is a question again."""
    kept = _kept(row)
    return asked_again(kept) if was_asked(kept) and not stands(session, kept) else kept


def _next(session: Session, sitting: int) -> int:
    return (session.scalar(select(func.max(_e.acted)).where(_e.session_id == sitting)) or 0) + 1


def _rows() -> Select[*tuple[Any, ...]]:
    return select(*_e, _a.media_id, _a.sha256).outerjoin(table(Asset), _a.id == _e.asset_id)


def _kept(row: Row[*tuple[Any, ...]]) -> Kept:
    return Kept(
        became=Became(row.became),
        files=tuple(map(Path, json.loads(row.files))),
        view=row.view,
        records=tuple(json.loads(row.records)),
        things=row.things,
        number=row.number,
        has_unread_code=row.has_unread_code,
        before=json.loads(row.before),
        error=CuratorError(row.message, row.hint) if row.message else None,
        asset=(row.asset_id, row.media_id, row.sha256) if row.asset_id is not None else None,
        batch=row.batch_id,
        is_undone=row.is_undone,
        key=row.id,
        id=row.exposure_id,
        sitting=row.session_id,
        taken=row.taken,
    )


def _columns(kept: Kept) -> dict[str, object]:
    return {
        "files": json.dumps([str(path).encode("utf-8", "backslashreplace").decode() for path in kept.files]),
        "became": kept.became.value,
        "asset_id": kept.asset[0] if kept.asset else None,
        "view": kept.view,
        "records": json.dumps(kept.records),
        "batch_id": kept.batch,
        "things": kept.things,
        "number": kept.number,
        "has_unread_code": kept.has_unread_code,
        "is_undone": kept.is_undone,
        "before": json.dumps(kept.before, ensure_ascii=False),
        "message": kept.error.message if kept.error else "",
        "hint": kept.error.hint if kept.error else "",
    }
