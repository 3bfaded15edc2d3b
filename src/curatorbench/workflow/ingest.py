"""Taking in: files and folders to write-once originals, a record each, and the chain of jobs that reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.errors import BadInput, CuratorError, NotFound, StorageError
from curatorbench.domain.exposures import exposures
from curatorbench.domain.progress import Progress, silent
from curatorbench.imaging.facts import ImageFacts, facts
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.originals import Original
from curatorbench.models.store.store import Session
from curatorbench.workflow import stages
from curatorbench.workflow.names import storable
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


def files_below(paths: Sequence[Path]) -> list[Path]:
    """The files named and those in the folders named, sorted; hidden ones and links to folders are passed over.

    Raises NotFound for a path that is not there, before anything is taken in.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += _files_in(path)
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
    groups = exposures(files_below(paths))
    with bench.workspace.store.write() as session:
        collection_id = catalogue.ensure_collection(session, collection)
        catalogue.ensure_operator(session, operator)
    for done, group in enumerate(groups):
        progress(done / len(groups), group[0].name)
        yield from _take_exposure(bench, group, collection_id, operator, device)


def _take_exposure(
    bench: Workbench, group: tuple[Path, ...], collection_id: str, operator: str, device: str | None
) -> Iterator[Taken]:
    stored: list[tuple[Path, ImageFacts, Original]] = []
    for path in group:
        try:
            stored.append((path, facts(path), bench.workspace.originals.take_in(path)))
        except BadInput as error:
            yield _quarantine(bench, path, error)
        except StorageError as error:
            # Not the file's fault: it is no matter for the quarantine, and the others go on.
            yield Taken(path, "failed", error=error)
        except OSError as error:
            why = error.strerror or "it cannot be read"
            yield _quarantine(bench, path, BadInput(f"{path.name} could not be read: {why}.", "Check the file."))
    if stored:
        with bench.workspace.store.write() as session:
            taken = list(_record_exposure(session, bench, stored, collection_id, device))
        yield from taken


def _record_exposure(
    session: Session,
    bench: Workbench,
    stored: list[tuple[Path, ImageFacts, Original]],
    collection_id: str,
    device: str | None,
) -> Iterator[Taken]:
    """One exposure is one record, whose first image is read. What is known already keeps its record."""
    known = [assets.asset_by_hash(session, original.sha256) for _, _, original in stored]
    material = next((m for a in known if a for m in assets.materials_of(session, a.sha256)), None)
    fresh = material is None
    material = material or catalogue.new_material(session, collection_id)
    exposure_key = next((a.exposure_key for a in known if a and a.exposure_key), None) or stored[0][2].sha256
    for (path, seen, original), duplicate in zip(stored, known, strict=True):
        if duplicate:
            yield Taken(path, "duplicate", original.sha256, material)
            continue
        asset = assets.add_asset(
            session,
            original,
            original_name=storable(path.name),
            format=seen.mime,
            width=seen.width,
            height=seen.height,
            exposure_key=exposure_key,
            device=device,
            created=seen.created,
        )
        assets.attach(session, asset, material)
        if fresh and original is stored[0][2]:
            _begin(session, bench, asset, original.sha256)
        yield Taken(path, "taken", original.sha256, material)


def _begin(session: Session, bench: Workbench, asset: str, sha256: str) -> None:
    """Queue the first jobs of an image: what screens show of it goes first, then the chain that reads it."""
    for kind in ("derive", "inspect"):
        payload = {"asset": asset, "sha256": sha256}
        bench.queue.enqueue(stages.job(kind, payload, key=f"{kind}:{sha256}"), session=session)


def _quarantine(bench: Workbench, path: Path, error: CuratorError) -> Taken:
    """Keep a note of what could not be taken and why; the file itself stays where it is."""
    with bench.workspace.store.write() as session:
        assets.add_quarantined(session, storable(str(path.absolute())), storable(error.message), error.hint)
    return Taken(path, "quarantined", error=error)


def _files_in(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root, name) for name in sorted(names) if not name.startswith(".")]
    return found
