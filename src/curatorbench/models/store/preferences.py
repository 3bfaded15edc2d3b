"""Settings kept in the workspace. What may be set, and to what, `domain.settings` declares."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from curatorbench.models.store.store import Session
from curatorbench.models.tables.work import Setting

Value = bool | int | float | str


def load(session: Session, name: str) -> Value | None:
    """The value kept under a name, None if there is none."""
    kept = session.scalar(select(Setting.value).where(Setting.name == name))
    value: Value | None = json.loads(kept) if kept is not None else None
    return value


def save(session: Session, name: str, value: Value) -> None:
    """Keep a value under a name, in place of an older one."""
    text = json.dumps(value)
    row = upsert(Setting).values(name=name, value=text)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": text}))
