"""What is taken in is on disk, known by its content, and read once; what cannot be taken is named and kept."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image
from stand import Stand

from curatorbench.domain.errors import Cancelled, NotFound
from curatorbench.domain.profiles import Profile
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.keys import material_key
from curatorbench.workflow import capture, explore, ingest, work
from curatorbench.workflow.workbench import Workbench

Draw = Callable[..., Path]


def take(bench: Workbench, *paths: Path) -> list[ingest.Taken]:
    return list(ingest.take_in(bench, paths, collection="C", operator="tester"))


def test_a_taken_file_is_stored_recorded_and_queued(bench: Workbench, tmp_path: Path, draw: Draw) -> None:
    picture = draw(tmp_path / "in" / "a.png")
    (taken,) = take(bench, picture.parent)
    assert taken.status == "taken"
    assert taken.sha256 == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert bench.workspace.originals.path_of(taken.sha256).read_bytes() == picture.read_bytes()
    assert picture.exists()
    assert taken.material_entity_id is not None
    assert explore.page(bench, taken.material_entity_id).assets == (taken.sha256,)
    assert {job.kind for job in work.jobs(bench)} == {"derive", "inspect"}
    assert {job.payload["sha256"] for job in work.jobs(bench)} == {taken.sha256}


def test_the_same_content_is_a_duplicate_whatever_its_name(bench: Workbench, tmp_path: Path, draw: Draw) -> None:
    first = draw(tmp_path / "in" / "a.png")
    again = tmp_path / "in" / "b.png"
    again.write_bytes(first.read_bytes())
    assert [taken.status for taken in take(bench, tmp_path / "in")] == ["taken", "duplicate"]
    assert [taken.status for taken in take(bench, first)] == ["duplicate"]
    assert len(explore.records(bench)) == 1
    assert len(work.jobs(bench)) == 2


@pytest.mark.parametrize("kind", ["rgb", "cfa"])
def test_a_raw_and_its_jpeg_are_one_record(bench: Workbench, tmp_path: Path, draw: Draw, kind: str) -> None:
    jpeg = draw(tmp_path / "in" / "a.jpg")
    pixels = np.asarray(Image.open(jpeg))
    stored = pixels if kind == "rgb" else pixels[..., 1].astype(np.uint16) * 257
    version = (50706, "B", 4, bytes([1, 4, 0, 0]), True)
    tifffile.imwrite(jpeg.with_suffix(".dng"), stored, photometric=kind, extratags=[version])
    taken = take(bench, jpeg.parent)
    assert {one.file.name: one.status for one in taken} == {"a.jpg": "taken", "a.dng": "taken"}
    assert explore.quarantine(bench) == []
    (record,) = explore.every_record(bench)
    assert set(record.assets) == {one.sha256 for one in taken}


def test_what_cannot_be_taken_is_quarantined_with_its_reason(bench: Workbench, tmp_path: Path, draw: Draw) -> None:
    good = draw(tmp_path / "in" / "good.png")
    (tmp_path / "in" / "notes.txt").write_text("no picture")
    (tmp_path / "in" / "empty.jpg").write_bytes(b"")
    (tmp_path / "in" / "cut.png").write_bytes(good.read_bytes()[:200])
    status = {taken.file.name: taken.status for taken in take(bench, tmp_path / "in")}
    assert status == {
        "good.png": "taken",
        "notes.txt": "quarantined",
        "empty.jpg": "quarantined",
        "cut.png": "quarantined",
    }
    listed = explore.quarantine(bench)
    assert {Path(item["file"]).name for item in listed} == {"notes.txt", "empty.jpg", "cut.png"}
    assert all(item["reason"] and item["hint"] for item in listed)
    assert (tmp_path / "in" / "notes.txt").exists()


def test_nothing_is_taken_if_a_path_is_missing(bench: Workbench, tmp_path: Path, draw: Draw) -> None:
    with pytest.raises(NotFound):
        take(bench, draw(tmp_path / "a.png"), tmp_path / "missing")
    assert explore.records(bench) == []


def test_hidden_files_and_links_to_folders_are_passed_over(tmp_path: Path, draw: Draw) -> None:
    draw(tmp_path / "in" / "a.png")
    draw(tmp_path / "in" / ".hidden.png")
    draw(tmp_path / "in" / ".thumbs" / "b.png")
    draw(tmp_path / "elsewhere" / "c.png")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert [path.name for path in ingest.files_below([tmp_path / "in"])] == ["a.png"]


def test_a_cancelled_ingest_keeps_what_it_acknowledged(bench: Workbench, tmp_path: Path, draw: Draw) -> None:
    for name in "abc":
        draw(tmp_path / "in" / f"{name}.png", name)

    def stop_late(fraction: float, message: str = "") -> None:
        if fraction > 0.5:
            raise Cancelled

    acknowledged = []
    with pytest.raises(Cancelled):
        for taken in ingest.take_in(bench, [tmp_path / "in"], collection="C", operator="tester", progress=stop_late):
            acknowledged.append(taken.sha256)
    assert len(acknowledged) == 2
    assert {sha for record in explore.every_record(bench) for sha in record.assets} == set(acknowledged)


def test_a_sidecar_is_kept_beside_its_picture_and_is_no_image(bench: Workbench, tmp_path: Path, draw: Draw) -> None:
    """One content may be the sidecar of many pictures, which are many exposures all the same."""
    for name in ("a", "b"):
        draw(tmp_path / "in" / f"{name}.png", name).with_suffix(".xmp").write_text("<x/>")
    (tmp_path / "in" / "alone.xmp").write_text("<y/>")
    taken = {(one.file.name, one.status): one for one in take(bench, tmp_path / "in")}
    assert set(taken) == {
        ("a.png", "taken"), ("a.xmp", "taken"), ("b.png", "taken"), ("b.xmp", "taken"),
        ("alone.xmp", "quarantined"),
    }  # fmt: skip
    assert len(explore.records(bench)) == 2
    said = taken[("a.xmp", "taken")].sha256
    for name in ("a", "b"):
        picture = taken[(f"{name}.png", "taken")]
        assert picture.sha256 and picture.material_entity_id
        assert explore.page(bench, picture.material_entity_id).assets == (picture.sha256,)
        with bench.workspace.store.read() as session:
            assert assets.sidecar_of(session, picture.sha256) == said
    assert [one.status for one in take(bench, tmp_path / "in" / "a.png", tmp_path / "in" / "a.xmp")] == [
        "duplicate"
    ] * 2


def test_what_was_taken_back_becomes_a_record_again_and_a_question_stays_one(
    bench: Workbench, tmp_path: Path, draw: Draw
) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Sheets"))
    (picture,) = (shot := stand.shot("S 0001")).files
    capture.take(bench, None, stand.id, shot)
    capture.undo_last(bench, stand.id)
    (again,) = take(bench, picture)
    assert again.status == "taken" and again.material_entity_id
    assert explore.page(bench, again.material_entity_id).assets == (again.sha256,)
    stand.take("S 0002")
    capture.take(bench, None, stand.id, shot := stand.shot("S 0002"))
    (held,) = take(bench, *shot.files)
    assert (held.status, held.material_entity_id) == ("duplicate", None)
    assert len(explore.records(bench)) == 2


def test_a_late_raw_is_shown_as_its_picture_is(bench: Workbench, tmp_path: Path) -> None:
    stand = Stand(bench, tmp_path / "stand", Profile("Packets", views=("front", "back")))
    shot = stand.shot("S 0001")
    thing = capture.take(bench, None, stand.id, shot).records[0].material_entity_id
    raw = shot.files[0].with_suffix(".dng")
    version = (50706, "B", 4, bytes([1, 4, 0, 0]), True)
    tifffile.imwrite(raw, np.asarray(Image.open(shot.files[0]).convert("RGB")), photometric="rgb", extratags=[version])
    assert [one.status for one in take(bench, *shot.files, raw)] == ["duplicate", "taken"]
    with bench.workspace.store.read() as session:
        shown = catalogue.images_of(session, material_key(session, thing).id)
    assert [link.values["role"] for link in shown] == ["front", "front"]
    assert capture.undo_last(bench, stand.id) is not None and explore.records(bench) == []


def test_half_files_are_never_among_the_originals(bench: Workbench, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    noise = np.random.default_rng(1).integers(1, 255, (300, 401, 3), dtype=np.uint8)
    Image.fromarray(noise).save(folder / "cut.jpg")
    Image.fromarray(noise).save(folder / "hole.jpg", quality=90)
    Image.fromarray(noise).save(folder / "cut.png")
    tifffile.imwrite(folder / "made in advance.tif", noise, photometric="rgb")
    for name in ("cut.jpg", "cut.png"):
        (folder / name).write_bytes((folder / name).read_bytes()[:-20])
    for name, start, end in (("hole.jpg", 20_000, 25_000), ("made in advance.tif", 40_960, -1)):
        content = (folder / name).read_bytes()
        end = end if end > 0 else len(content)
        (folder / name).write_bytes(content[:start] + bytes(end - start) + content[end:])
    assert {one.status for one in take(bench, folder)} == {"quarantined"}
    assert {Path(one["file"]).name for one in explore.quarantine(bench)} == {path.name for path in folder.iterdir()}
    assert all(one["reason"] and one["hint"] for one in explore.quarantine(bench))
    assert list(bench.workspace.originals.all()) == [] and work.jobs(bench) == []
