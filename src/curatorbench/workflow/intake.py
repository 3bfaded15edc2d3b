"""One exposure on its way in: its files to write-once originals, then to images of the catalogue with their first jobs.

Shared by all that take pictures in: folders (`workflow.ingest`) and the stand (`workflow.capture`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.errors import BadInput, CuratorError, StorageError
from curatorbench.domain.exposures import is_sidecar
from curatorbench.imaging.completeness.checking import check_complete
from curatorbench.imaging.facts import ImageFacts, facts
from curatorbench.models.records import assets
from curatorbench.models.records.assets import StoredAsset
from curatorbench.models.store.originals import Original
from curatorbench.models.store.store import Session
from curatorbench.workflow import stages
from curatorbench.workflow.names import storable
from curatorbench.workflow.workbench import Workbench

_SIDECAR = ImageFacts("XMP", "application/rdf+xml", 0, 0, None)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file, a picture or its sidecar, whose content is among the originals, on disk."""

    path: Path
    seen: ImageFacts
    original: Original


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not stored: the file's own fault, or (`is_storage`) that of disk or database."""

    path: Path
    error: CuratorError
    is_storage: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """An image of the catalogue: the file it came as, its identifier, and what was known of its content before."""

    path: Path
    asset: str
    sha256: str
    known: StoredAsset | None
    is_sidecar: bool = False


def images(entered: Sequence[Entered]) -> list[Entered]:
    """Those that are pictures."""
    return [one for one in entered if not one.is_sidecar]


def store(
    bench: Workbench, files: Sequence[Path], look: Callable[[Path], None] | None = None
) -> tuple[list[Stored], list[Refused]]:
    """The files of one exposure, each stored or refused; a sidecar only beside a picture that is.

    What cannot be read or is not all there is found before anything of it is among the originals, for what is there
    stays. `look` is given each picture until one is stored, decodes it, and may refuse it with BadInput.
    """
    stored: list[Stored] = []
    refused: list[Refused] = []
    for path in files:
        try:
            before = path.stat()
            seen = _SIDECAR if stored and is_sidecar(path) else _seen(path, None if stored else look)
            _check_same(path, before)
            stored.append(Stored(path, seen, bench.workspace.originals.take_in(path)))
        except BadInput as error:
            refused.append(Refused(path, error))
        except StorageError as error:
            # Not the file's fault: it is no matter for the quarantine, and the others go on.
            refused.append(Refused(path, error, is_storage=True))
        except OSError as error:
            why = error.strerror or "it cannot be read"
            refused.append(Refused(path, BadInput(f"{path.name} could not be read: {why}.", "Check the file.")))
    return stored, refused


def _seen(path: Path, look: Callable[[Path], None] | None) -> ImageFacts:
    """What a picture says of itself, once all of it was found to be there. Raises BadInput, OSError."""
    seen = facts(path)
    check_complete(path, decoding=look is None)
    if look is not None:
        look(path)
    return seen


def _check_same(path: Path, before: os.stat_result) -> None:
    """What was looked at is what will be stored: raises BadInput for a file that was written to meanwhile."""
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise BadInput(f"{path.name} changed while it was read.", "Wait until it is written, and take it in again.")


def enter(session: Session, stored: Sequence[Stored], device: str | None) -> list[Entered]:
    """Enter the stored files of one exposure, the picture to be read first; its pictures share an exposure key, for
    the same sidecar may be that of many."""
    known = [assets.asset_by_hash(session, one.original.sha256) for one in stored]
    key = next((a.exposure_key for a in known if a and a.exposure_key), None) or stored[0].original.sha256
    entered = [_entered(session, one, asset, key, device) for one, asset in zip(stored, known, strict=True)]
    for sidecar in (one for one in entered if one.is_sidecar):
        for picture in images(entered):
            assets.add_sidecar(session, picture.asset, sidecar.asset)
    return entered


def begin(session: Session, bench: Workbench, asset: str, sha256: str, *, demand: str = "") -> None:
    """Queue the first jobs of an image: what screens show of it goes first, then the chain that reads it. `demand`
    names the level that its picture has to reach."""
    payload = {"asset": asset, "sha256": sha256}
    _queue(session, bench, "derive", payload, f"derive:{sha256}")
    _queue(session, bench, "inspect", payload | ({"demand": demand} if demand else {}), f"inspect:{sha256}")


def look(session: Session, bench: Workbench, asset: str, sha256: str, *, demand: str = "") -> None:
    """Queue what a person wants to see of an image that is no record's yet. It is read anew once it is one's."""
    payload = {"asset": asset, "sha256": sha256}
    _queue(session, bench, "derive", payload, f"derive:{sha256}")
    _queue(session, bench, "inspect", payload | ({"demand": demand} if demand else {}), f"look:{sha256}")


def show(session: Session, bench: Workbench, asset: str, sha256: str) -> None:
    """Queue the thumbnail alone, of an image that was put away."""
    _queue(session, bench, "derive", {"asset": asset, "sha256": sha256}, f"derive:{sha256}")


def _queue(session: Session, bench: Workbench, kind: str, payload: dict[str, str], key: str) -> None:
    """What was queued under that key before is not queued again."""
    bench.queue.enqueue(stages.job(kind, payload, key=key), session=session)


def quarantine(bench: Workbench, path: Path, error: CuratorError) -> None:
    """Keep a note of what could not be taken and why; the file itself stays where it is."""
    with bench.workspace.store.write() as session:
        assets.add_quarantined(session, storable(str(path.absolute())), storable(error.message), error.hint)


def _entered(session: Session, one: Stored, known: StoredAsset | None, key: str, device: str | None) -> Entered:
    asset = (
        known.id
        if known
        else assets.add_asset(
            session,
            one.original,
            original_name=storable(one.path.name),
            format=one.seen.mime,
            width=one.seen.width,
            height=one.seen.height,
            exposure_key=None if one.seen is _SIDECAR else key,
            device=device,
            created=one.seen.created,
        )
    )
    return Entered(one.path, asset, one.original.sha256, known, one.seen is _SIDECAR)
