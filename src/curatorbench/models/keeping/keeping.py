"""Reading again what is kept, a slice at a time: what is next, what was found, and the counts of it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, bindparam, delete, func, insert, select, text, update

from curatorbench.domain.safety import Fault
from curatorbench.models.store.store import Session
from curatorbench.models.tables.base import now, table
from curatorbench.models.tables.history import Change
from curatorbench.models.tables.keeping import Keeping, OriginalCheck, RecordFault
from curatorbench.models.tables.pictures import Asset
from curatorbench.models.tables.things import MaterialEntity

_AT_MOST = 200  # faults that a state names
_UNSOUND = text("reason <> ''")  # in the words of the partial index, or SQLite cannot use it


@dataclass(frozen=True, slots=True)
class Tally:
    """`bytes` of all `originals`; `unread` of them were never read again. `checked` is the last reading of any of
    them, `oldest` that of the one whose turn is next (its taking in where it was never read again), `records_checked`
    the end of the last pass over the whole catalogue; ISO 8601 UTC, empty if there was none. `last_record` is the
    largest local key."""

    originals: int
    bytes: int
    unread: int
    unsound: int
    turn: int
    checked: str
    oldest: str
    record_through: int
    last_record: int
    records_checked: str
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> int:
        return self.originals - self.unread - self.unsound


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the catalogue that was read, from behind one local key up to another, and what was not sound in
    it: (part, local key, reason). `is_last` if nothing came after it."""

    after: int
    through: int
    is_last: bool
    faults: tuple[tuple[str, int, str], ...]


def tally(session: Session) -> Tally:
    """A few rows; nothing is counted that can be many."""
    row = session.execute(select(table(Keeping))).one()
    faults = (*_originals(session), *_parts(session))
    return Tally(
        originals=row.originals,
        bytes=row.bytes,
        unread=row.unread,
        unsound=session.scalar(select(func.count()).select_from(table(OriginalCheck)).where(_UNSOUND)) or 0,
        turn=row.turn,
        checked=row.checked,
        oldest=_oldest(session),
        record_through=row.record_through,
        last_record=session.scalar(select(func.max(MaterialEntity.id))) or 0,
        records_checked=row.records_checked,
        faults=faults,
    )


def is_known(session: Session, sha256: str) -> bool:
    """Whether the catalogue has an original of that hash."""
    return session.scalar(select(Asset.id).where(Asset.sha256 == sha256)) is not None


def next_originals(session: Session, not_after: int, limit: int) -> list[str]:
    """The hashes of those whose turn is longest ago, of turns up to `not_after`."""
    checks, assets = table(OriginalCheck).c, table(Asset).c
    rows = (
        select(assets.sha256)
        .join(table(OriginalCheck), checks.asset_id == assets.id)
        .where(checks.turn <= not_after)
        .order_by(checks.turn, checks.asset_id)
        .limit(limit)
    )
    return list(session.scalars(rows))


def remember_originals(session: Session, found: Mapping[str, str]) -> None:
    """Note what reading them gave: why each is not sound by its hash, empty where it is. Unknown hashes are let be."""
    if not found:
        return
    turn = session.scalar(select(Keeping.turn)) or 0
    at, checks, assets = now(), table(OriginalCheck), table(Asset).c
    asset = select(assets.id).where(assets.sha256 == bindparam("hash")).scalar_subquery()
    step = update(checks).where(checks.c.asset_id == asset).values(turn=turn + 1, checked=at, reason=bindparam("why"))
    session.connection().execute(step, [{"hash": sha256, "why": reason} for sha256, reason in found.items()])
    session.execute(update(table(Keeping)).values(turn=turn + 1, checked=at))


def remember_records(session: Session, read: Stretch) -> None:
    """Note what reading a stretch of the catalogue gave, in place of what was known of it."""
    parts = table(RecordFault)
    upto = parts.c.material_id > read.after
    gone = delete(parts).where(upto if read.is_last else upto & (parts.c.material_id <= read.through))
    session.execute(gone)
    at = now()
    rows = [{"part": part, "material_id": key, "reason": why, "noticed": at} for part, key, why in read.faults]
    if rows:
        session.connection().execute(insert(parts).prefix_with("OR REPLACE"), rows)
    ended = {"record_through": 0, "records_checked": at} if read.is_last else {"record_through": read.through}
    session.execute(update(table(Keeping)).values(checked=at, **ended))


def first_change_after(session: Session, moment: str) -> str:
    """When the first change after `moment` (ISO 8601 UTC) was made; empty if there is none.

    Changes carry their time for people to read and are ordered by their number; the place is found by halving.
    """
    changes = table(Change).c
    ends = (changes.seq.asc(), changes.seq.desc())
    first, last = (session.scalar(select(changes.seq).order_by(end).limit(1)) for end in ends)
    if first is None or last is None:
        return ""
    low, high = first, last + 1
    while low < high:
        middle = (low + high) // 2
        found = session.execute(_at_or_after(middle)).first()
        if found is not None and found.at <= moment:
            low = found.seq + 1
        else:
            high = middle
    found = session.execute(_at_or_after(low)).first()
    return "" if found is None else str(found.at)


def _at_or_after(seq: int) -> Select[tuple[int, str]]:
    changes = table(Change).c
    return select(changes.seq, changes.at).where(changes.seq >= seq).order_by(changes.seq).limit(1)


def _oldest(session: Session) -> str:
    checks, assets = table(OriginalCheck).c, table(Asset).c
    row = session.execute(
        select(checks.checked, assets.taken_in)
        .join(table(Asset), assets.id == checks.asset_id)
        .order_by(checks.turn, checks.asset_id)
        .limit(1)
    ).first()
    return "" if row is None else str(row.checked or row.taken_in)


def _originals(session: Session) -> Sequence[Fault]:
    checks, assets = table(OriginalCheck).c, table(Asset).c
    rows = session.execute(
        select(assets.sha256, assets.original_name, checks.reason, checks.checked)
        .join(table(Asset), assets.id == checks.asset_id)
        .where(_UNSOUND)
        .order_by(checks.asset_id)
        .limit(_AT_MOST)
    )
    return [Fault(row.sha256, Path(row.original_name).name, row.reason, row.checked, True) for row in rows]


def _parts(session: Session) -> Sequence[Fault]:
    parts = table(RecordFault).c
    rows = session.execute(select(parts.part, parts.reason, parts.noticed).order_by(parts.material_id).limit(_AT_MOST))
    return [Fault(row.part, row.part, row.reason, row.noticed, False) for row in rows]
