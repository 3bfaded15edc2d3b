"""Files of exposures: known, broken, in pairs; and through a device's own process."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image
from stand import Stand

from curatorbench.capture.port import Shot
from curatorbench.domain.captures import Became
from curatorbench.domain.devices import Ability
from curatorbench.domain.profiles import Profile
from curatorbench.models.history import changes
from curatorbench.models.history.changes import Step
from curatorbench.models.keeping import safety
from curatorbench.models.records import catalogue
from curatorbench.models.records.capturing import CAPTURE
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.workflow import capture, enter, explore, ingest
from curatorbench.workflow.workbench import Workbench

SHEETS = Profile("Sheets")


def test_the_same_content_is_never_two_records(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", SHEETS)
    shot = stand.shot("S 0001")
    first = capture.take(bench, None, stand.id, shot)
    again = capture.take(bench, None, stand.id, shot)
    assert (again.became, again.records) == (Became.KNOWN, first.records)
    assert len(explore.records(bench)) == 1 and capture.tally(bench, stand.id).exposures == 1
    capture.undo_last(bench, stand.id)
    assert capture.take(bench, None, stand.id, shot).became is Became.SAVED  # it was taken back


def test_what_a_folder_brought_is_known_at_the_stand(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", SHEETS)
    shot = stand.shot("S 0001")
    (taken,) = ingest.take_in(bench, shot.files, collection="C", operator="Ann")
    known = capture.take(bench, None, stand.id, shot)
    assert (known.became, known.records[0].material_entity_id) == (Became.KNOWN, taken.material_entity_id)
    other = enter.enter(bench, "C", {"catalogNumber": "S 0001"}, "Ann")
    with bench.workspace.store.write() as session:  # the folder's record goes, and with it what was known
        key = material_key(session, taken.material_entity_id or "")
        links = catalogue.images_of(session, key.id)
        step = Step("asset", CAPTURE, operator_of(session, "Ann").key)
        changes.record(session, key, step, removed=links)
    again = capture.take(bench, None, stand.id, shot)
    assert (again.became, again.records[0].material_entity_id) == (Became.MET, other)


def test_a_raw_and_its_picture_are_one_exposure(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", SHEETS)
    (picture,) = stand.shot("S 0001").files
    raw = picture.with_suffix(".dng")
    version = (50706, "B", 4, bytes([1, 4, 0, 0]), True)
    pixels = np.asarray(Image.open(picture).convert("RGB"))
    tifffile.imwrite(raw, pixels, photometric="rgb", extratags=[version])
    taken = capture.take(bench, None, stand.id, Shot((picture, raw), "camera"))
    (record,) = explore.every_record(bench)
    assert len(record.assets) == 2 and taken.sha256 == record.assets[0]
    better = stand.take("S 0001", is_reshoot=True)
    assert explore.page(bench, record.summary.material_entity_id).assets == (better.sha256,)


def test_what_is_no_picture_is_put_aside(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", SHEETS)
    (picture,) = stand.shot("S 0001").files
    cut = picture.with_suffix(".cut.png")
    cut.write_bytes(picture.read_bytes()[: picture.stat().st_size // 2])
    spool = bench.workspace.root / "devices" / "camera"
    spool.mkdir(parents=True)
    for name in ("empty.jpg", "notes.jpg"):
        (spool / name).write_text("" if name == "empty.jpg" else "no picture")
    for path in (cut, spool / "empty.jpg", spool / "notes.jpg"):
        taken = capture.take(bench, None, stand.id, Shot((path,), "camera"))
        assert taken.became is Became.QUARANTINED and taken.error is not None and taken.error.hint
    listed = [Path(item["file"]) for item in explore.quarantine(bench)]
    assert listed[0] == cut
    # A device's spool is cleared: what lay there lies elsewhere now, with its content.
    assert [path.parent.name for path in listed[1:]] == ["quarantined", "quarantined"]
    assert listed[2].read_text() == "no picture"
    assert explore.records(bench) == []
    assert list(bench.workspace.originals.all()) == [], "what is nobody's image is none of the originals"
    assert [checked for checked in safety.verify(bench.workspace) if checked.reason] == []


def test_a_whole_raw_beside_a_broken_picture_is_taken(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", SHEETS)
    (picture,) = stand.shot("S 0001").files
    raw = picture.with_suffix(".dng")
    version = (50706, "B", 4, bytes([1, 4, 0, 0]), True)
    tifffile.imwrite(raw, np.asarray(Image.open(picture).convert("RGB")), photometric="rgb", extratags=[version])
    picture.write_bytes(picture.read_bytes()[: picture.stat().st_size // 2])
    taken = capture.take(bench, None, stand.id, Shot((picture, raw), "camera"))
    assert taken.became is Became.SAVED and [one.catalog_number for one in taken.records] == ["S 0001"]
    assert [Path(item["file"]).name for item in explore.quarantine(bench)] == [picture.name]


def test_a_stand_shoots_and_its_spool_is_empty_after(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", SHEETS)
    station = capture.connect(bench, "simulated:slide", claimed_by="a test")
    assert Ability.SHUTTER in station.abilities
    shot = capture.shoot(station)
    assert capture.waiting(station) == []  # it was handed over
    taken = capture.take(bench, station, stand.id, shot)
    assert taken.became is Became.SAVED
    station.close()
    assert not any(path.exists() for path in shot.files)


def test_a_folder_is_watched_and_nothing_in_it_is_deleted(
    bench: Workbench, tmp_path: Path, draw: Callable[..., Path]
) -> None:
    import os

    old = draw(tmp_path / "in" / "a.png")
    os.utime(old, (1e9, 1e9))
    stand = Stand(bench, tmp_path / "stand", SHEETS)
    station = capture.connect(bench, f"folder:{tmp_path / 'in'}")
    (shot,) = capture.waiting(station)
    assert capture.take(bench, station, stand.id, shot).became is Became.SAVED
    station.handed.finish()
    assert capture.waiting(station) == [] and old.exists()
    station.close()
