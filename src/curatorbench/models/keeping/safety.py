"""Backups, going back to one, and reading everything again to see that it is sound."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from curatorbench.domain.errors import BadInput, NotFound, StorageError
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.safety import RestorePlan
from curatorbench.models.keeping import backup_files
from curatorbench.models.keeping.fixity import Checked, check_database, check_originals
from curatorbench.models.keeping.losses import losses
from curatorbench.models.store import backups, holders, migrate
from curatorbench.models.store.filesystems import refuse_network
from curatorbench.models.store.store import APPLICATION_ID, Store
from curatorbench.models.store.workspace import DATABASE, Workspace

__all__ = ["Checked", "backup", "plan_restore", "restore", "verify"]


def backup(workspace: Workspace, to: Path | None = None, *, why: str = "backup", progress: Progress = silent) -> Path:
    """Copy the catalogue to `to`, else to the workspace's backups, while work goes on; returns where it is.

    An older file there is replaced only after the copy was opened and checked. Originals are not copied.
    Raises StorageError, with nothing changed; `progress` may raise Cancelled, likewise.
    """
    target = to.absolute() if to is not None else backups.new_name(workspace.backups, why)
    if target.is_dir():
        target = backups.new_name(target, why)
    if target == workspace.database:
        raise BadInput("A backup cannot lie where the catalogue lies.", "Name another file or folder.")
    return backups.copy(workspace.database, target, progress)


def plan_restore(root: Path, source: Path) -> RestorePlan:
    """Read a backup through and say what going back to it would lose; nothing is changed.

    Raises NotFound if there is no such backup, BadInput if `root` is no workspace or the backup is none of ours,
    StorageError if it is not sound.
    """
    database = root.absolute() / DATABASE
    if not source.is_file():
        raise NotFound(f"{source} is not there.", f"The backups of a workspace lie in {root / 'backups'}.")
    if source.absolute() == database:
        raise BadInput("That is the catalogue itself, not a backup.", f"The backups lie in {root / 'backups'}.")
    if not database.exists() and not (root / "originals").is_dir():
        raise BadInput(f"{root} is not a workspace.", "Make one with init, then restore the backup into it.")
    refuse_network(root)
    held = backups.check(source)
    _check_ours(source)
    return RestorePlan(root, source, _made(source), held, losses(database, source))


def restore(plan: RestorePlan) -> None:
    """Put a backup in the place of the catalogue and keep what was there under `backups`.

    The backup is read through again on the way. Raises StorageError, with nothing changed, if it is not sound any
    more or the workspace is in use.
    """
    database = plan.root.absolute() / DATABASE
    _check_free(database)
    backups.exchange(database, plan.backup)


def verify(workspace: Workspace) -> Iterator[Checked]:
    """Read every original and the whole catalogue again, compare with their hashes, and say of each how it is.

    One answer for every original, one for the catalogue as a whole, and one for every record or opinion that
    is not what it was. Nothing is changed.
    """
    yield from check_originals(workspace)
    yield from check_database(workspace)


def _made(source: Path) -> datetime:
    """By its name; of a file that somebody named, by its time stamp."""
    named = backup_files.of(source)
    return datetime.fromisoformat(named.made) if named else datetime.fromtimestamp(source.stat().st_mtime, UTC)


def _check_ours(source: Path) -> None:
    """A sound database may still be somebody else's, or of a version to come."""
    store = Store(source)
    try:
        with store.read() as session:
            connection = session.connection()
            if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
                raise BadInput(f"{source.name} is not a catalogue of this program.", "Name one of its backups.")
            migrate.needs_upgrade(connection)
    finally:
        store.close()


def _check_free(database: Path) -> None:
    others = sorted(holders.openers_of(database))
    if others:
        raise StorageError(
            f"The workspace is in use by {holders.describe(others[0])}; nothing was changed.",
            "Close every window and worker of this workspace, then restore again.",
        )
