"""Where an archive or a backup may be written: over no device, and over nothing that a workspace keeps."""

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


def _is_kept(workspace: Workspace, path: Path, among_backups: bool) -> bool:
    database = Path(os.path.realpath(workspace.database.parent), workspace.database.name)
    if path.parent == database.parent and path.name.startswith(database.name):  # with its -wal and -shm
        return True
    folders = [workspace.originals.folder, workspace.incoming, workspace.derivatives]
    folders += [workspace.root / name for name in ("devices", "quarantined")]
    folders += [] if among_backups else [workspace.backups]
    return any(path.is_relative_to(os.path.realpath(folder)) for folder in folders)
