"""A shot's files on their way in: to originals, to images of the catalogue, and what cannot be used aside.

All that reads or copies is done before the one transaction in which everything becomes something.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from curatorbench.capture.port import Shot
from curatorbench.domain.captures import Became, Exposure
from curatorbench.domain.errors import BadInput, CuratorError
from curatorbench.domain.whole_files import to_disk
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, capturing, exposures, sittings
from curatorbench.models.records.exposures import Kept
from curatorbench.models.records.sittings import Sitting
from curatorbench.models.store import durable, keys
from curatorbench.models.store.originals import hash_of
from curatorbench.models.store.store import Session
from curatorbench.workflow import intake
from curatorbench.workflow.capture import codes
from curatorbench.workflow.capture.codes import CodesSeen
from curatorbench.workflow.capture.deciding import Undecided, Whose, decide
from curatorbench.workflow.capture.showing import shown
from curatorbench.workflow.capture.stations import SPOOLS
from curatorbench.workflow.capture.taking import Picture
from curatorbench.workflow.intake import Stored
from curatorbench.workflow.makers import code_reader
from curatorbench.workflow.workbench import Workbench

QUARANTINE = "quarantined"  # the folder of a workspace for what a device made and nothing can read


def arrive(
    bench: Workbench, session_id: str, shot: Shot, *, is_reshoot: bool, whose: Whose | None = None
) -> tuple[Exposure, Sequence[str]]:
    """What became of a shot, and the hashes of its files that are safe. `whose` asks instead of deciding.

    Raises StorageError, NotFound.
    """
    with bench.workspace.store.read() as session:
        template = sittings.sitting(session, session_id).profile.number
    look = _Look(bench, template)
    stored, refused = intake.store(bench, shot.files, look)
    for one in refused:
        if one.is_storage:
            raise one.error
    for one in refused:
        intake.quarantine(bench, _aside(bench, one.path), one.error)
    if not stored:
        return _unusable(bench, session_id, shot, refused[0].error), ()
    known = _met_again(bench, session_id, shot, stored) if not stored[0].original.is_new else None
    if known is None:
        try:
            seen = look.seen if look.seen is not None else codes.read(stored[0].original.path, template)
        except BadInput as error:  # an image of the catalogue, which stays one
            return _unusable(bench, session_id, shot, error), ()
        try:
            known = _noted(bench, session_id, shot, stored, seen, is_reshoot, whose)
        except Undecided as undecided:
            known = _noted(bench, session_id, shot, stored, seen, is_reshoot, undecided)
    return known, [one.original.sha256 for one in stored]


class _Look:
    """Reads the codes of a picture before it is stored: what cannot be decoded never is.

    `seen` are the codes of the last one; None of an image of the catalogue, which mostly became something before.
    """

    def __init__(self, bench: Workbench, template: str) -> None:
        self._bench, self._template = bench, template
        self.seen: CodesSeen | None = None

    def __call__(self, path: Path) -> None:
        sha256 = hash_of(path)
        with self._bench.workspace.store.read() as session:
            is_known = assets.asset_by_hash(session, sha256) is not None
        self.seen = None if is_known else codes.read(path, self._template)


def _noted(
    bench: Workbench,
    session_id: str,
    shot: Shot,
    stored: Sequence[Stored],
    seen: CodesSeen,
    is_reshoot: bool,
    undecided: Undecided | None = None,
) -> Exposure:
    """In one transaction: the images, what they become, the codes on them, the jobs that go on with them."""
    with bench.workspace.store.write() as session:
        sitting = sittings.sitting(session, session_id)
        return _become(session, bench, sitting, shot, stored, seen, is_reshoot, undecided)


def _become(
    session: Session,
    bench: Workbench,
    sitting: Sitting,
    shot: Shot,
    stored: Sequence[Stored],
    seen: CodesSeen,
    is_reshoot: bool,
    undecided: Undecided | None,
) -> Exposure:
    """As `_noted`, within its transaction."""
    if (known := _met(session, sitting, shot, stored)) is not None:
        return shown(session, known)  # another program was quicker, or the other half of a pair was
    entered = intake.enter(session, stored, shot.device)
    lead = entered[0]
    readings.save_barcodes(session, lead.asset, seen.codes, *code_reader())
    key = keys.asset_key(session, lead.asset)
    images = tuple(one.asset for one in intake.images(entered))
    picture = Picture(shot.files, images, key, lead.sha256, seen)
    kept = decide(session, sitting, picture, is_reshoot=is_reshoot, undecided=undecided)
    if kept.became is Became.CONTEXT:
        intake.show(session, bench, lead.asset, lead.sha256)
    else:
        queue = intake.look if kept.became is Became.HELD else intake.begin
        queue(session, bench, lead.asset, lead.sha256, demand=sitting.profile.demand.level)
    return shown(session, kept)


def _met_again(bench: Workbench, session_id: str, shot: Shot, stored: Sequence[Stored]) -> Exposure | None:
    """What a picture that is among the originals became before; asked before its codes are read again."""
    with bench.workspace.store.write() as session:
        if assets.asset_by_hash(session, stored[0].original.sha256) is None:
            return None
        known = _met(session, sittings.sitting(session, session_id), shot, stored)
        return shown(session, known) if known else None


def _met(session: Session, sitting: Sitting, shot: Shot, stored: Sequence[Stored]) -> Kept | None:
    """What one of the files became before. Those that are new (a RAW that came late) are further files of it."""
    for one in stored:
        asset = assets.asset_by_hash(session, one.original.sha256)
        known = _known(session, sitting, asset.id, asset.sha256, shot) if asset else None
        if asset and known:
            entered = intake.images(intake.enter(session, stored, shot.device))
            late = [each.asset for each in entered if each.known is None]
            capturing.join(session, sitting.operator, known.batch, asset.id, late)
            return known
    return None


def _known(session: Session, sitting: Sitting, asset: str, sha256: str, shot: Shot) -> Kept | None:
    """What the same content became before; None where that was taken back, and it may become something again."""
    key = keys.asset_key(session, asset)
    before = exposures.of_picture(session, key)
    if before is not None:
        is_held = before.became is Became.HELD
        return before if is_held else replace(before, became=Became.KNOWN, files=shot.files)
    owners = assets.materials_of(session, sha256, superseded=True)
    if not owners:
        return None
    noted = exposures.add(session, sitting.key, Kept(Became.KNOWN, shot.files, "", owners, asset=(key, asset, sha256)))
    return exposures.exposure(session, noted.id)


def _unusable(bench: Workbench, session_id: str, shot: Shot, error: CuratorError) -> Exposure:
    kept = Kept(Became.QUARANTINED, shot.files, error=error)
    with bench.workspace.store.write() as session:
        return shown(session, exposures.add(session, sittings.sitting(session, session_id).key, kept))


def _aside(bench: Workbench, path: Path) -> Path:
    """Where a file is that cannot be used: one in a device's spool, which will be cleared, is kept aside, once."""
    if not path.absolute().is_relative_to(bench.workspace.root / SPOOLS):
        return path
    folder = bench.workspace.root / QUARANTINE
    with durable.Sentence(f"{path.name} could not be kept"):
        kept = folder / f"{path.stem}-{path.stat().st_mtime_ns:x}{path.suffix}"
        folder.mkdir(exist_ok=True)
        if not kept.exists():
            os.link(path, kept)
        to_disk(folder)
    return kept
