"""A RAW and its picture that do not come together, as files do in a folder that another program fills."""

import os
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image
from stand import Stand

from curatorbench.capture.port import Shot
from curatorbench.domain.captures import Answer, Became, Exposure
from curatorbench.domain.profiles import Profile
from curatorbench.models.records import assets
from curatorbench.workflow import capture, explore, ingest
from curatorbench.workflow.capture import Station
from curatorbench.workflow.workbench import Workbench

SHEETS = Profile("Sheets")
_DNG = (50706, "B", 4, bytes([1, 4, 0, 0]), True)


@pytest.fixture
def stand(bench: Workbench, tmp_path: Path) -> Stand:
    return Stand(bench, tmp_path / "stand", SHEETS)


def raw_of(picture: Path) -> Path:
    raw = picture.with_suffix(".dng")
    tifffile.imwrite(raw, np.asarray(Image.open(picture).convert("RGB")), photometric="rgb", extratags=[_DNG])
    return raw


def images(stand: Stand, taken: Exposure) -> tuple[str, ...]:
    return explore.page(stand.bench, taken.records[0].material_entity_id).assets


def watched(stand: Stand, tmp_path: Path) -> tuple[Path, Station]:
    """A picture in a folder, written long ago, and the station that watches it."""
    folder = tmp_path / "in"
    folder.mkdir()
    (picture,) = stand.shot("S 0001").files
    picture = picture.rename(folder / picture.name)
    os.utime(picture, (1e9, 1e9))
    return picture, capture.connect(stand.bench, f"folder:{folder}")


def arrived(stand: Stand, station: Station, path: Path) -> Exposure:
    """The one exposure that waits, of which `path` is a part, taken in."""
    (shot,) = capture.waiting(station)
    assert path in shot.files
    taken = capture.take(stand.bench, station, stand.id, shot)
    station.handed.finish()
    return taken


def test_a_raw_that_comes_late_through_a_watched_folder_is_part_of_its_picture(stand: Stand, tmp_path: Path) -> None:
    picture, station = watched(stand, tmp_path)
    first = arrived(stand, station, picture)
    raw = raw_of(picture)
    os.utime(raw, (1e9, 1e9))
    late = arrived(stand, station, raw)
    assert (first.became, late.became, late.records) == (Became.SAVED, Became.KNOWN, first.records)
    assert capture.waiting(station) == []
    station.close()
    assert len(images(stand, first)) == 2 and images(stand, first)[0] == first.sha256
    assert capture.tally(stand.bench, stand.id).exposures == 1
    better = stand.take("S 0001", is_reshoot=True)
    assert images(stand, first) == (better.sha256,)  # both were replaced
    for _ in range(2):  # it is no step of its own
        assert capture.undo_last(stand.bench, stand.id) is not None
    assert explore.records(stand.bench) == []


@pytest.mark.parametrize("comes", ["with its picture", "later"])
def test_a_sidecar_in_a_watched_folder_is_kept_with_its_picture(stand: Stand, tmp_path: Path, comes: str) -> None:
    picture, station = watched(stand, tmp_path)
    if comes == "later":
        arrived(stand, station, picture)
    sidecar = picture.with_suffix(".xmp")
    sidecar.write_text("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    os.utime(sidecar, (1e9, 1e9))
    taken = arrived(stand, station, picture)
    assert capture.waiting(station) == []
    station.close()
    with stand.bench.workspace.store.read() as session:
        kept = assets.sidecar_of(session, taken.sha256)
    assert kept is not None
    assert stand.bench.workspace.originals.path_of(kept).read_bytes() == picture.with_suffix(".xmp").read_bytes()
    assert len(images(stand, taken)) == 1 and capture.tally(stand.bench, stand.id).exposures == 1


def test_a_picture_that_comes_after_its_raw_is_no_duplicate(stand: Stand) -> None:
    (picture,) = stand.shot("S 0001").files
    raw = raw_of(picture)
    first = capture.take(stand.bench, None, stand.id, Shot((raw,), "camera"))
    late = capture.take(stand.bench, None, stand.id, Shot((picture, raw), "camera"))
    assert (first.became, late.became) == (Became.SAVED, Became.KNOWN)
    assert len(images(stand, first)) == 2 and capture.held(stand.bench) == []


def test_the_late_half_of_a_question_goes_with_its_answer(stand: Stand) -> None:
    first = stand.take("S 0001")
    (picture,) = stand.shot("S 0001").files
    held = capture.take(stand.bench, None, stand.id, Shot((picture,), "camera"))
    again = capture.take(stand.bench, None, stand.id, Shot((picture, raw_of(picture)), "camera"))
    assert again.became is Became.HELD and again.id == held.id
    capture.answer(stand.bench, stand.id, held.id, Answer.ANOTHER)
    assert len(images(stand, first)) == 3


def test_a_late_half_joins_what_a_folder_brought(stand: Stand) -> None:
    (picture,) = stand.shot("S 0001").files
    (taken,) = ingest.take_in(stand.bench, [picture], collection="C", operator="Ann")
    late = capture.take(stand.bench, None, stand.id, Shot((picture, raw_of(picture)), "camera"))
    assert late.became is Became.KNOWN and late.records[0].material_entity_id == taken.material_entity_id
    assert len(images(stand, late)) == 2


def test_a_broken_half_of_what_is_known_is_put_aside_once(stand: Stand) -> None:
    (picture,) = stand.shot("S 0001").files
    spool = stand.bench.workspace.root / "devices" / "camera"
    spool.mkdir(parents=True)
    picture = picture.rename(spool / picture.name)
    broken = picture.with_suffix(".dng")
    capture.take(stand.bench, None, stand.id, Shot((picture,), "camera"))
    broken.write_bytes(b"half a file")
    for _ in range(2):  # offered again after a crash
        again = capture.take(stand.bench, None, stand.id, Shot((picture, broken), "camera"))
        assert again.became is Became.KNOWN
    (kept,) = (stand.bench.workspace.root / "quarantined").iterdir()
    assert kept.read_bytes() == b"half a file"
    assert [item["file"] for item in explore.quarantine(stand.bench)] == [str(kept)]
    with stand.bench.workspace.store.read() as session:
        assert len(assets.of_one_exposure(session, assets.asset_by_hash(session, again.sha256 or "").id)) == 1  # type: ignore[union-attr]
