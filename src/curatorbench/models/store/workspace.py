"""A workspace: a folder with the catalogue, the originals, and what can be made again from both."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select

from curatorbench import __version__
from curatorbench.domain.errors import BadInput, CuratorError, NotFound, StorageError
from curatorbench.domain.identifiers import mint
from curatorbench.domain.whole_files import to_disk
from curatorbench.models.store import backups, durable, migrate, operators, readonly
from curatorbench.models.store.filesystems import refuse_network
from curatorbench.models.store.originals import Originals
from curatorbench.models.store.store import APPLICATION_ID, PATIENCE, Session, Store
from curatorbench.models.tables import schema
from curatorbench.models.tables.base import now
from curatorbench.models.tables.work import WorkspaceFact

DATABASE = "catalogue.sqlite"
_UNFINISHED = f"{DATABASE}.new-"
_FOLDERS = ("incoming", "originals", "derivatives", "backups")


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace. Several processes may hold one on the same folder."""

    root: Path
    store: Store
    originals: Originals

    @classmethod
    def create(cls, root: Path, patience: float = PATIENCE) -> Workspace:
        """Make a workspace in a new or empty folder; where an earlier try was cut off, finish it.

        Raises StorageError on a network share, BadInput if the folder holds something else or is a workspace.
        """
        root = root.absolute()
        refuse_network(root)
        _check_free(root)
        with durable.Sentence(f"The workspace {root} could not be made"):
            for name in _FOLDERS:
                (root / name).mkdir(parents=True, exist_ok=True)
            workspace = cls._at(root, patience)
            workspace.originals.prepare()
            _make_database(workspace.database)
        return workspace

    @classmethod
    def open(cls, root: Path, patience: float = PATIENCE) -> Workspace:
        """Open a workspace, end a restore that was cut off, bring its schema up to date after a backup, and sweep
        what dead writers left. Where nothing can be written it is opened for reading only.

        Raises NotFound if `root` is no workspace, StorageError if it is damaged, newer than this program,
        or on a network share.
        """
        root = root.absolute()
        database = root / DATABASE
        if not database.is_file() and not backups.end_exchange(database):
            raise NotFound(f"{root} is not a workspace.", f"Make one with: curatorbench init {root}")
        refuse_network(root)
        is_read_only = readonly.is_read_only(database)
        workspace = cls._at(root, patience, is_read_only)
        try:
            _bring_up_to_date(workspace)
            if not is_read_only:
                workspace.originals.sweep()
        except CuratorError as error:
            workspace.close()
            if is_read_only and isinstance(error, StorageError) and readonly.has_log(database):
                raise readonly.unreadable(root) from error
            raise
        return workspace

    @classmethod
    def _at(cls, root: Path, patience: float, is_read_only: bool = False) -> Workspace:
        store = Store(root / DATABASE, patience, is_read_only=is_read_only)
        return cls(root, store, Originals(root / "originals", root / "incoming"))

    @property
    def database(self) -> Path:
        return self.root / DATABASE

    @property
    def incoming(self) -> Path:
        return self.root / "incoming"

    @property
    def derivatives(self) -> Path:
        return self.root / "derivatives"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    def close(self) -> None:
        """Let go of the database; a second call does nothing."""
        self.store.close()


def _check_free(root: Path) -> None:
    if not root.exists():
        return
    if not root.is_dir():
        raise BadInput(f"{root} is a file.", "Name a new folder.")
    if (root / DATABASE).exists():
        raise BadInput(f"{root} is a workspace already.", "Use it as it is, or name a new folder.")
    if any(path.name not in _FOLDERS and not path.name.startswith(_UNFINISHED) for path in root.iterdir()):
        raise BadInput(f"{root} already holds other files.", "Name a new or empty folder for the workspace.")


def _make_database(database: Path) -> None:
    """Build it under another name, so that where there is a catalogue it is a whole one."""
    for left in database.parent.glob(f"{_UNFINISHED}*"):
        left.unlink()
    unfinished = database.with_name(f"{_UNFINISHED}{mint()}")
    store = Store(unfinished)
    with store.write() as session:
        _first_state(session)
    store.close()  # the last to let go takes the write-ahead log into the file
    to_disk(unfinished)
    if not durable.link(unfinished, database):
        raise BadInput(f"{database.parent} is a workspace already.", "Somebody else has just made it.")
    to_disk(database.parent)


def _first_state(session: Session) -> None:
    connection = session.connection()
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    migrate.upgrade(connection)
    facts = {"workspace_id": mint(), "made": now(), "made_with": __version__}
    session.execute(insert(WorkspaceFact), [{"name": name, "value": value} for name, value in facts.items()])
    operators.ensure_operator(session, _login())


def _bring_up_to_date(workspace: Workspace) -> None:
    with workspace.store.read() as session:
        connection = session.connection()
        if migrate.revision_of(connection) is None or not _is_ours(session):
            raise NotFound(f"{workspace.root} is not a workspace.", "Make one with 'init', in another folder.")
        if not migrate.needs_upgrade(connection):
            return
    backups.copy(workspace.database, backups.new_name(workspace.backups, "before-upgrade"))
    with workspace.store.write() as session:
        # Another process may have been quicker: look again, now that nobody else can.
        if migrate.needs_upgrade(session.connection()):
            migrate.upgrade(session.connection())


def _is_ours(session: Session) -> bool:
    if session.connection().exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        return False
    known = select(WorkspaceFact.value).where(WorkspaceFact.name == "workspace_id")
    return session.scalar(known) is not None


def _login() -> str:
    """Who is logged in at this computer: the first operator, until people say who they are."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"


assert schema.metadata.tables  # imported so that every table is known before a session is used
