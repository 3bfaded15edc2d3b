"""Fixity: hashes taken when something was written, compared with what is there now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import DBAPIError

from curatorbench.domain.errors import NotFound, StorageError
from curatorbench.models.history import seals, searched
from curatorbench.models.history.content import parse
from curatorbench.models.keeping.keeping import Stretch
from curatorbench.models.opinions import readings
from curatorbench.models.opinions.opinions import Kind
from curatorbench.models.store.driver import driver
from curatorbench.models.store.faults import as_storage_error
from curatorbench.models.store.originals import FOLDERS, hash_of
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import DATABASE, Workspace
from curatorbench.models.tables.base import table
from curatorbench.models.tables.history import Accepted
from curatorbench.models.tables.opinions import Opinion
from curatorbench.models.tables.pictures import Asset
from curatorbench.models.tables.things import MaterialEntity

_NOT_ENTERED = "Stored, but not in the catalogue: take the file in again to enter it, or to hear what is wrong with it."
_CHANGES = (
    "SELECT revision, kind, action, undoes, source_kind, source_name, operator_id, batch_id, at, content FROM change"
    " WHERE material_id = ? ORDER BY revision"
)
_AT_ONCE = 500
_LAST = 2**63 - 1  # no key is larger


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: `sha256` is the hash that it should have, `reason` a sentence where it is not sound."""

    file: str
    sha256: str
    ok: bool
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        return {"file": self.file, "sha256": self.sha256, "ok": self.ok, "reason": self.reason}


def check_originals(workspace: Workspace) -> Iterator[Checked]:
    """One answer for every asset of the catalogue and every stored file that it does not know, folder by folder: so
    the hashes of a million are never in memory together, nor is a session open while files are read."""
    for folder in FOLDERS:
        yield from _check_folder(workspace, folder)


def _check_folder(workspace: Workspace, folder: str) -> Iterator[Checked]:
    with workspace.store.read() as session:
        known = set(session.scalars(select(Asset.sha256).where(Asset.sha256.between(folder, f"{folder}g"))))
    for sha256, path in workspace.originals.within(folder):
        reason = _content(path, sha256)
        if not reason and sha256 not in known:
            yield Checked(str(path), sha256, True, _NOT_ENTERED)
        else:
            yield Checked(str(path), sha256, not reason, reason)
        known.discard(sha256)
    for sha256 in sorted(known):
        yield Checked(str(workspace.originals.folder / folder / sha256), sha256, False, "The file is missing.")


def check_original(workspace: Workspace, sha256: str) -> str:
    """Read one original again: why it is not sound, empty if it is."""
    try:
        return _content(workspace.originals.path_of(sha256), sha256)
    except NotFound:
        return "The file is missing."


def check_records(session: Session, after: int, limit: int) -> Stretch:
    """Read the records behind the local key `after`, at most `limit` of them, against their hashes."""
    ids = select(MaterialEntity.id).where(MaterialEntity.id > after).order_by(MaterialEntity.id).limit(limit)
    keys = list(session.scalars(ids))
    through = keys[-1] if keys else after
    faults = tuple((said.file, key, said.reason) for key, said in _records(session, after, through))
    return Stretch(after, through, len(keys) < limit, faults)


def check_database(workspace: Workspace) -> Iterator[Checked]:
    """The form of the database, then the content of its records and opinions against their hashes."""
    file, bad = str(workspace.database), 0
    try:
        with workspace.store.read() as session:
            for found in (*_form(session), *(said for _, said in _records(session)), *_opinions(session)):
                bad += 1
                yield Checked(f"{file}#{found.file}", found.sha256, False, found.reason)
    except (StorageError, DBAPIError, UnicodeDecodeError, json.JSONDecodeError) as error:
        sentence = error if isinstance(error, StorageError) else as_storage_error(error)
        yield Checked(file, "", False, str(sentence or "A record of the catalogue cannot be read."))
        return
    yield Checked(file, "", not bad, f"{bad} parts are not what they were." if bad else "")


def _content(path: Any, sha256: str) -> str:
    try:
        found = hash_of(path)
    except OSError as error:
        return f"The file cannot be read: {(error.strerror or 'unknown').lower()}."
    return "" if found == sha256 else "The content is not what was stored."


def _form(session: Session) -> Iterator[Checked]:
    connection = session.connection()
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(100)"):
        if said != "ok":
            yield Checked(DATABASE, "", False, f"The database is damaged: {said}.")
    for name, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Checked(str(name), "", False, "A row refers to one that is not there.")


def _records(session: Session, after: int = 0, through: int = _LAST) -> Iterator[tuple[int, Checked]]:
    """What is not sound of the records behind one local key up to another, with the key of each."""
    rows = session.execute(
        select(
            MaterialEntity.id,
            MaterialEntity.material_entity_id,
            Accepted.document,
            Accepted.history_hash,
            MaterialEntity.retired,
            *(table(MaterialEntity).c[column] for column in searched.REPEATED),
        )
        .outerjoin(Accepted, Accepted.material_id == MaterialEntity.id)
        .where(MaterialEntity.id > after, MaterialEntity.id <= through)
        .order_by(MaterialEntity.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for key, identifier, document, history_hash, retired, *repeated in rows:
        reason = _record(session, key, document, history_hash)
        if not reason and repeated != _repeated(document, retired):
            reason = "What the record is found by is not what its values say."
        if reason:
            yield key, Checked(identifier, history_hash or "", False, reason)


def _record(session: Session, key: int, document: str | None, history_hash: str) -> str:
    if document is None:
        return "The record's values are not what was written."
    sealed, values = _replayed(session, key)
    if sealed != history_hash:
        return "The record's history is not what was written."
    if seals.document(values) != document:
        return "The record's values are not those of its history."
    return ""


def _repeated(document: str, retired: bool) -> list[str | int | None]:
    """What stands in the columns that lists search and count by; nothing of what they leave out."""
    return searched.cells({} if retired else json.loads(document))


def _replayed(session: Session, key: int) -> tuple[str, dict[str, str]]:
    """The seal and the values that the rows of a record's history lead to."""
    seal, values = seals.GENESIS, dict[str, str | None]()
    for *change, content in driver(session).execute(_CHANGES, (key,)):
        seal = seals.chained(seal, change, content)
        values |= {new.term: new.value for new in parse(content).fields}
    return seal, {term: value for term, value in values.items() if value is not None}


def _opinions(session: Session) -> Iterator[Checked]:
    kinds = {kind.name: kind for kind in readings.KINDS}
    rows = session.execute(
        select(Opinion.id, Opinion.kind, Opinion.digest, Asset.sha256)
        .join(Asset, Asset.id == Opinion.asset_id)
        .order_by(Opinion.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for key, kind, digest, sha256 in rows:
        if seals.of_rows([kinds[kind].sealed(row) for row in _said(session, kinds[kind], key)]) != digest:
            yield Checked(f"{kind} of {sha256}", digest, False, "What a machine found there is not what it was.")


def _said(session: Session, kind: Kind, key: int) -> list[Row[Any]]:
    columns = table(kind.rows).c
    wanted = [columns[name] for name in kind.columns]
    query = select(*wanted).where(columns.opinion_id == key)
    if "position" in kind.columns:
        query = query.order_by(columns.position)
    return list(session.execute(query).all())
