"""What of the disk is the workspace's own: nothing is written over it, and no picture is taken from it."""

from __future__ import annotations

import os
from pathlib import Path

from curatorbench.domain.errors import BadInput
from curatorbench.models.store.workspace import Workspace

_HINT = "Name another file."


def target(workspace: Workspace, out: Path, *, among_backups: bool = False) -> Path:
    """`out` as an absolute path; raises BadInput where writing it would replace what must stay.

    Files that appear whole are renamed into place, and a rename by root replaces even `/dev/null`.
    """
    path = out.absolute()
    if not path.name:
        raise BadInput(f"{out} is no file.", _HINT)
    if path.exists() and not (path.is_symlink() or path.is_file() or path.is_dir()):
        raise BadInput(f"{out} is a device or a pipe, not a file.", _HINT)
    if _is_kept(workspace, Path(os.path.realpath(path.parent), path.name), among_backups):
        raise BadInput(f"{out} lies among what the workspace keeps.", "Name a file outside the workspace.")
    return path


def folder_target(workspace: Workspace, out: Path) -> Path:
    """As `target`, for a folder into which files are put: the workspace itself is none."""
    if os.path.realpath(out) == os.path.realpath(workspace.root):
        raise BadInput(f"{out} is the workspace itself.", "Name a folder outside the workspace.")
    return target(workspace, out)


def refuse_own(workspace: Workspace, folder: Path) -> None:
    """Raise BadInput for a folder that cannot be watched: it lies in the workspace, or the workspace in it. What is
    made of each picture would be taken for a new one, without end."""
    there, own = Path(os.path.realpath(folder)), Path(os.path.realpath(workspace.root))
    if there.is_relative_to(own):
        raise BadInput(f"{folder} lies in the workspace.", "Watch a folder outside the workspace.")
    if own.is_relative_to(there):
        raise BadInput(
            f"The workspace {workspace.root} lies in {folder}.",
            "Watch a folder that does not hold the workspace, such as one below it.",
        )


def is_own(workspace: Workspace, path: Path) -> bool:
    """Whether a file or folder is of the workspace's keeping: the database, and all folders that it makes."""
    real = Path(os.path.realpath(path.parent), path.name)
    return _is_kept(workspace, real, among_backups=False)


def _is_kept(workspace: Workspace, path: Path, among_backups: bool) -> bool:
    database = Path(os.path.realpath(workspace.database.parent), workspace.database.name)
    if path.parent == database.parent and path.name.startswith(database.name):  # with its -wal and -shm
        return True
    folders = [workspace.originals.folder, workspace.incoming, workspace.derivatives]
    folders += [workspace.root / name for name in ("devices", "quarantined", "damaged")]
    folders += [] if among_backups else [workspace.backups]
    return any(path.is_relative_to(os.path.realpath(folder)) for folder in folders)
