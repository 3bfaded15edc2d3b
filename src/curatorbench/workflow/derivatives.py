"""Derivatives: colour-corrected, for the web, or a pyramid; kept beside the originals, put out with what is known."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curatorbench.domain.errors import BadInput, CuratorError, NotFound, StorageError
from curatorbench.domain.progress import Progress, silent
from curatorbench.imaging.metadata.caption import Caption
from curatorbench.imaging.metadata.ours import is_ours
from curatorbench.imaging.metadata.sidecar import merged, write_sidecar
from curatorbench.imaging.renditions import RENDITIONS, Rendition, rendition
from curatorbench.imaging.whole import written_whole
from curatorbench.jobs.queue import Outcome
from curatorbench.models.records import assets
from curatorbench.workflow import explore, settings
from curatorbench.workflow.captions import Captioned, captioned
from curatorbench.workflow.targets import folder_target, target
from curatorbench.workflow.workbench import Workbench

DERIVATIVES = "derivatives"  # the job's kind
SETTING = "capture.derivatives"
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class PutOut:
    """What became of one image of a record: the files written, or why there are none."""

    material_entity_id: str
    number: str | None
    sha256: str | None = None
    file: Path | None = None
    sidecar: Path | None = None
    error: CuratorError | None = None

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {"materialEntityID": self.material_entity_id, "catalogNumber": self.number}
        if self.sha256:
            said["sha256"] = self.sha256
        if self.file:
            said["file"] = str(self.file)
        if self.sidecar:
            said["sidecar"] = str(self.sidecar)
        return said | ({"error": self.error.as_json()} if self.error else {})


def kinds() -> tuple[str, ...]:
    """What can be made."""
    return tuple(RENDITIONS)


def made(bench: Workbench, sha256: str, kind: str) -> Path:
    """The kept derivative of an image, made if it is not there. Raises BadInput for a kind that there is not or an
    image that cannot be read, NotFound if there is no such image, StorageError."""
    wanted = rendition(kind)
    kept = bench.workspace.derivatives / sha256[:2] / f"{sha256}-{wanted.recipe}{wanted.suffix}"
    if not kept.exists():
        wanted.make(bench.workspace.originals.path_of(sha256), kept)
    return kept


def wanted_kinds(bench: Workbench) -> list[str]:
    """The kinds that the setting asks for; words that name none are passed over."""
    said = re.split(r"[\s,;]+", str(settings.get(bench, SETTING)))
    return [kind for kind in RENDITIONS if kind in said]


def derivatives_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `derivatives`: those of one image that the setting asks for."""
    wanted = wanted_kinds(bench)
    for done, kind in enumerate(wanted):
        progress(done / len(wanted), kind)
        made(bench, payload["sha256"], kind)
    return Outcome()


def put_out(
    bench: Workbench, materials: Sequence[str] | None, kind: str, out: Path, progress: Progress = silent
) -> Iterator[PutOut]:
    """Write the derivatives of records (of all, if None) into the folder `out`, each with an XMP sidecar.

    Files are named by catalogue number. Earlier ones of ours are replaced, those of others are left alone and said. A
    sidecar that is there keeps what others wrote into it; one that cannot be understood is left alone and said. What
    is withheld is said and not written. Raises BadInput for an unknown kind or a folder that the workspace keeps for
    itself.
    """
    wanted = rendition(kind)
    folder_target(bench.workspace, out)
    chosen = materials if materials is not None else explore.ids_of(bench, explore.keys(bench))
    names = _Names()
    for done, material in enumerate(chosen):
        progress(done / len(chosen), material)
        yield from _record(bench, material, kind, wanted, out, names)


def _record(
    bench: Workbench, material: str, kind: str, wanted: Rendition, out: Path, names: _Names
) -> Iterator[PutOut]:
    try:
        with bench.workspace.store.read() as session:
            record = captioned(session, material)
    except CuratorError as error:
        yield PutOut(material, None, error=error)
        return
    for caption in record.captions:
        yield _image(bench, record, caption, kind, wanted, out / names.of(record))


def _image(bench: Workbench, record: Captioned, caption: Caption, kind: str, wanted: Rendition, stem: Path) -> PutOut:
    file = stem.with_name(stem.name + wanted.suffix)
    sidecar = stem.with_name(f"{stem.name}.xmp")
    said = PutOut(record.material_entity_id, record.number, caption.sha256)
    try:
        wanted.put_out(made(bench, caption.sha256, kind), _free(target(bench.workspace, file)), caption)
    except CuratorError as error:
        return PutOut(said.material_entity_id, said.number, said.sha256, error=error)
    try:
        _write_sidecar(bench, target(bench.workspace, sidecar), caption)
    except CuratorError as error:
        return PutOut(said.material_entity_id, said.number, said.sha256, file, error=error)
    return PutOut(said.material_entity_id, said.number, said.sha256, file, sidecar)


def _free(file: Path) -> Path:
    """The file itself, if nothing is there or what we put there; raises BadInput for what others have made."""
    if os.path.lexists(file) and not is_ours(file):
        raise BadInput(
            f"{file} is there already, and is none that was put out from here.", "Name another folder, or move it away."
        )
    return file


def _write_sidecar(bench: Workbench, path: Path, caption: Caption) -> None:
    """Into the sidecar that is there, else into what the original's own said, if that can be understood."""
    original = None if path.exists() else _own_sidecar(bench, caption)
    if original is None:
        write_sidecar(path, caption)
    else:
        written_whole(path, original)


def _own_sidecar(bench: Workbench, caption: Caption) -> bytes | None:
    with bench.workspace.store.read() as session:
        sha256 = assets.sidecar_of(session, caption.sha256)
    if sha256 is None:
        return None
    try:
        return merged(bench.workspace.originals.path_of(sha256).read_bytes(), caption)
    except (BadInput, NotFound):
        return None
    except OSError as error:
        raise StorageError(f"An original cannot be read: {error.strerror}.", "Run 'verify'.") from error


class _Names:
    """Names of files, each given once, upper and lower case alike."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, record: Captioned) -> str:
        """The catalogue number as a name that every file system takes, else the UUID; numbered where it is given."""
        plain = _NOT_IN_NAMES.sub("_", record.number or "").strip("._")[:_LONGEST_NAME]
        first = name = plain or record.material_entity_id
        count = 1
        while name.casefold() in self._given:
            count += 1
            name = f"{first}-{count}"
        self._given.add(name.casefold())
        return name
