"""Taking in: files and folders to write-once originals, a record each, and the chain of jobs that reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.errors import BadInput, CuratorError, NotFound
from curatorbench.domain.exposures import exposures
from curatorbench.domain.progress import Progress, silent
from curatorbench.models.records import assets, capturing, catalogue
from curatorbench.models.records import exposures as exposures_at_stands
from curatorbench.models.store.keys import asset_key
from curatorbench.models.store.operators import default_operator
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import intake
from curatorbench.workflow.intake import Entered
from curatorbench.workflow.targets import is_own
from curatorbench.workflow.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: `status` is taken, duplicate, quarantined, or failed where the store refused it."""

    file: Path
    status: str
    sha256: str | None = None
    material_entity_id: str | None = None
    error: CuratorError | None = None

    def as_json(self) -> dict[str, object]:
        if self.error is not None:
            return {"file": str(self.file), "status": self.status, "error": self.error.as_json()}
        return {
            "file": str(self.file),
            "status": self.status,
            "sha256": self.sha256,
            "materialEntityID": self.material_entity_id,
        }


def files_below(paths: Sequence[Path], workspace: Workspace | None = None) -> list[Path]:
    """The files named and those in the folders named, sorted; hidden ones and links to folders are passed over, and
    what `workspace` keeps: its derivatives are no new pictures.

    Raises NotFound for a path that is not there, BadInput for a folder of the workspace's keeping, before anything is
    taken in.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            if workspace is not None and is_own(workspace, path):
                raise BadInput(f"{path} is the workspace's own folder.", "Name a folder of pictures outside of it.")
            found += _files_in(path, workspace)
        elif path.exists() or path.is_symlink():
            found.append(path)
        else:
            raise NotFound(f"{path} is not there.", "Check the name; nothing was taken in.")
    return list(dict.fromkeys(found))


def take_in(
    bench: Workbench,
    paths: Sequence[Path],
    *,
    collection: str,
    operator: str,
    device: str | None = None,
    progress: Progress = silent,
) -> Iterator[Taken]:
    """Take in every exposure below `paths`, one after the other, and say what became of each file.

    When a file is said to be taken, its original is on disk, its record is in the catalogue and its first
    job is queued. Raises NotFound before anything is taken if a path is missing, Cancelled between two exposures.
    """
    groups = exposures(files_below(paths, bench.workspace))
    with bench.workspace.store.write() as session:
        collection_id = catalogue.ensure_collection(session, collection)
        catalogue.ensure_operator(session, operator)
    for done, group in enumerate(groups):
        progress(done / len(groups), group[0].name)
        yield from _take_exposure(bench, group, collection_id, operator, device)


def _take_exposure(
    bench: Workbench, group: tuple[Path, ...], collection_id: str, operator: str, device: str | None
) -> Iterator[Taken]:
    stored, refused = intake.store(bench, group)
    for one in refused:
        if not one.is_storage:
            intake.quarantine(bench, one.path, one.error)
        yield Taken(one.path, "failed" if one.is_storage else "quarantined", error=one.error)
    if stored:
        with bench.workspace.store.write() as session:
            taken = list(_record_exposure(session, bench, intake.enter(session, stored, device), collection_id))
        yield from taken


def _record_exposure(
    session: Session, bench: Workbench, entered: Sequence[Entered], collection_id: str
) -> Iterator[Taken]:
    """One exposure is one record, whose first image is read. What is known already stays what it is, and what is new
    of it joins it; what was taken back becomes a record again."""
    images = intake.images(entered)
    known = next((one for one in images if one.known and _is_something(session, one)), None)
    if known is not None:
        late = [one.asset for one in images if not one.known]
        at_stand = _at_stand(session, known)
        batch = at_stand.batch if at_stand else None
        capturing.join(session, default_operator(session), batch, known.asset, late)
        material = next(iter(assets.materials_of(session, known.sha256, superseded=True)), None)
    else:
        material = catalogue.new_material(session, collection_id)
        for one in images:
            assets.attach(session, one.asset, material)
        intake.begin(session, bench, images[0].asset, images[0].sha256)
    for one in entered:
        yield Taken(one.path, "duplicate" if known and one.known else "taken", one.sha256, material)


def _is_something(session: Session, one: Entered) -> bool:
    """Whether an image is a record's, or was made something of at a stand, be it a question."""
    is_shown = bool(assets.materials_of(session, one.sha256, superseded=True))
    return is_shown or _at_stand(session, one) is not None


def _at_stand(session: Session, one: Entered) -> exposures_at_stands.Kept | None:
    return exposures_at_stands.of_picture(session, asset_key(session, one.asset))


def _files_in(folder: Path, workspace: Workspace | None) -> list[Path]:
    found: list[Path] = []
    own = os.path.realpath(workspace.root) if workspace is not None else None
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names = sorted(name for name in names if not name.startswith("."))
        if workspace is not None and os.path.realpath(root) == own:
            folders[:] = [name for name in folders if not is_own(workspace, Path(root, name))]
            names = [name for name in names if not is_own(workspace, Path(root, name))]
        found += [Path(root, name) for name in names]
    return found
