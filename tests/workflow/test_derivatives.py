"""Derivatives of records: made once, put out with what is known, judged by exiftool, vips, Pillow and tifffile."""

import json
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from curatorbench.domain.errors import BadInput
from curatorbench.domain.record import RecordStatus
from curatorbench.models.store.originals import hash_of
from curatorbench.workflow import derivatives, ingest, review, settings
from curatorbench.workflow.derive import derive_job
from curatorbench.workflow.workbench import Workbench

KINDS = ("web", "corrected", "pyramid")
VALUES = {
    "catalogNumber": "B 10/0123",
    "scientificName": "Lycopodium clavatum L.",
    "recordedBy": "Müller & Çelik",
    "country": "Österreich",
    "eventDate": "1943-10",
    "locality": "<am> “Bach”",
}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """3000 x 2000, taken at a known time."""
    y, x = np.mgrid[0:2000, 0:3000]
    pixels = np.dstack([x * 255 // 2999, y * 255 // 1999, np.full_like(x, 60)]).astype(np.uint8)
    exif = Image.Exif()
    exif[306] = "2026:02:03 10:11:12"
    path = tmp_path / "in" / "a.jpg"
    path.parent.mkdir()
    Image.fromarray(pixels).save(path, quality=92, exif=exif)
    return path


def entered(bench: Workbench, path: Path, values: dict[str, str]) -> tuple[str, str]:
    """(record, hash) of a picture taken in, with values that a person gave."""
    (taken,) = ingest.take_in(bench, [path], collection="HERB", operator="anna")
    assert taken.material_entity_id and taken.sha256
    for term, value in values.items():
        review.set_value(bench, taken.material_entity_id, term, value, "anna")
    return taken.material_entity_id, taken.sha256


def exiftool(path: Path) -> dict[str, object]:
    command = ["exiftool", "-j", "-a", "-G1", "-struct", "-charset", "utf8", "-charset", "iptc=utf8", str(path)]
    said: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)[0]
    return said


@pytest.mark.parametrize("kind", KINDS)
def test_exiftool_reads_every_term_back(bench: Workbench, picture: Path, tmp_path: Path, kind: str) -> None:
    material, sha256 = entered(bench, picture, VALUES)
    (one,) = derivatives.put_out(bench, [material], kind, tmp_path / "out")
    assert one.error is None and one.file and one.sidecar
    suffixes = {"web": ".jpg", "corrected": ".tif", "pyramid": ".pyramid.tif"}
    assert one.file.name == f"B_10_0123{suffixes[kind]}" and one.sidecar.name == "B_10_0123.xmp"
    for path in (one.file, one.sidecar):
        said = exiftool(path)
        assert "ExifTool:Warning" not in said and "ExifTool:Error" not in said
        found = {key.partition(":")[2]: value for key, value in said.items() if key.startswith("XMP-tmp")}
        assert found == {term[0].upper() + term[1:]: value for term, value in VALUES.items()} | {
            "MaterialEntityID": material,
            "CollectionCode": "HERB",
        }
        assert said["XMP-xmpMM:DerivedFrom"] == {"DocumentID": f"urn:sha256:{sha256}"}
        assert said["XMP-photoshop:Country"] == "Österreich"
        assert said["XMP-xmp:CreateDate"] == "2026:02:03 10:11:12"
    said = exiftool(one.file)
    assert said["IPTC:Country-PrimaryLocationName"] == "Österreich"
    assert said["IPTC:ObjectName"] == "B 10/0123 Lycopodium clavatum L."
    assert "Müller & Çelik" in str(said["IFD0:ImageDescription"])
    if kind == "web":
        assert said["ExifIFD:DateTimeOriginal"] == "2026:02:03 10:11:12"


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_are_those_of_the_original_in_srgb(bench: Workbench, picture: Path, tmp_path: Path, kind: str) -> None:
    material, sha256 = entered(bench, picture, VALUES)
    before = hash_of(picture)
    (one,) = derivatives.put_out(bench, [material], kind, tmp_path / "out")
    assert one.file
    with Image.open(one.file) as image:
        assert image.size == ((2048, 1365) if kind == "web" else (3000, 2000))
        assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"])))
        got = np.asarray(image.convert("RGB").resize((30, 20), Image.Resampling.BOX)).astype(int)
        assert "Österreich" in str(image.getxmp()), "Pillow reads it too"
    with Image.open(picture) as image:
        want = np.asarray(image.resize((30, 20), Image.Resampling.BOX)).astype(int)
    assert np.abs(got - want).max() <= 4
    assert hash_of(picture) == before and bench.workspace.originals.verify(sha256), "originals are never touched"


def test_a_pyramid_opens_in_vips_and_tifffile(bench: Workbench, picture: Path, tmp_path: Path) -> None:
    material, _ = entered(bench, picture, {})
    (one,) = derivatives.put_out(bench, [material], "pyramid", tmp_path / "out")
    assert one.file
    with tifffile.TiffFile(one.file) as file:
        levels = file.series[0].levels
        assert [level.shape for level in levels] == [
            (2000, 3000, 3), (1000, 1500, 3), (500, 750, 3), (250, 375, 3), (125, 188, 3),
        ]  # fmt: skip
        page = file.pages.first
        assert page.is_tiled and page.tile == (256, 256) and page.compression.name == "JPEG"
        tile = Image.open(BytesIO(file.filehandle.read_array("u1", page.databytecounts[0], page.dataoffsets[0])))
        assert tile.size == (256, 256)
    for level, size in enumerate(((3000, 2000), (1500, 1000), (750, 500))):
        out = tmp_path / "level.png"
        subprocess.run(["vips", "copy", f"{one.file}[page={level}]", str(out)], check=True, capture_output=True)
        with Image.open(out) as image:
            assert image.size == size
            corner = image.getpixel((size[0] - 5, size[1] - 5))
        assert np.abs(np.array(corner) - (255, 255, 60)).max() < 8


def test_they_are_made_once_and_again_when_gone(bench: Workbench, picture: Path) -> None:
    _, sha256 = entered(bench, picture, {})
    kept = derivatives.made(bench, sha256, "web")
    assert kept.is_relative_to(bench.workspace.derivatives)
    first = kept.stat().st_mtime_ns
    assert derivatives.made(bench, sha256, "web").stat().st_mtime_ns == first
    content = kept.read_bytes()
    kept.unlink()
    assert derivatives.made(bench, sha256, "web").read_bytes() == content
    with pytest.raises(BadInput, match="no kind"):
        derivatives.made(bench, sha256, "gif")


def test_a_foreign_sidecar_keeps_its_own_and_a_broken_one_is_said(
    bench: Workbench, picture: Path, tmp_path: Path
) -> None:
    material, _ = entered(bench, picture, VALUES)
    sidecar = tmp_path / "out" / "B_10_0123.xmp"
    sidecar.parent.mkdir()
    sidecar.write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" crs:Exposure2012="+1.00"/></rdf:RDF>'
    )
    (one,) = derivatives.put_out(bench, [material], "web", tmp_path / "out")
    assert one.error is None and exiftool(sidecar)["XMP-crs:Exposure2012"] == "+1.00"
    sidecar.write_text("broken")
    (one,) = derivatives.put_out(bench, [material], "web", tmp_path / "out")
    assert one.error and "B_10_0123.xmp" in one.error.message and one.file and one.file.exists()
    assert sidecar.read_text() == "broken"


def test_what_came_beside_the_original_goes_out_with_it(bench: Workbench, picture: Path, tmp_path: Path) -> None:
    foreign = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" crs:Exposure2012="{}"/></rdf:RDF>'
    )
    beside = picture.with_name("a.jpg.xmp")
    for said in ("broken", foreign.format("+1.00"), foreign.format("+2.00")):  # a later one counts
        beside.write_text(said)
        taken = list(ingest.take_in(bench, [picture.parent], collection="C", operator="anna"))
        assert taken[-1].status == "taken" and taken[-1].file == beside
        (one,) = derivatives.put_out(bench, None, "web", tmp_path / "out")
        assert one.error is None and one.sidecar is not None
        written = exiftool(one.sidecar)
        assert written.get("XMP-crs:Exposure2012") == (None if said == "broken" else said.split('"')[-2])
        assert any(name.startswith("XMP-tmp") for name in written)  # Darwin Core, of which exiftool knows no prefix
        one.sidecar.unlink()


def test_what_is_withheld_stays_and_the_rest_goes_out(
    bench: Workbench, draw: Callable[..., Path], tmp_path: Path
) -> None:
    ids = [entered(bench, draw(tmp_path / "in" / f"{n}.png", f"{n}"), {"catalogNumber": n})[0] for n in ("7", "8")]
    review.set_status(bench, ids[0], RecordStatus.WITHHELD, "anna")
    first, second = derivatives.put_out(bench, None, "web", tmp_path / "out")
    assert first.error and "withheld" in first.error.message
    assert second.file and sorted(p.name for p in (tmp_path / "out").iterdir()) == ["8.jpg", "8.xmp"]
    with pytest.raises(BadInput, match="workspace keeps"):
        list(derivatives.put_out(bench, None, "web", bench.workspace.originals.folder))


def test_names_that_clash_are_numbered(bench: Workbench, draw: Callable[..., Path], tmp_path: Path) -> None:
    for number in ("A/1", "a:1", "//", ""):
        path = draw(tmp_path / "in" / f"{len(number)}{ord(number[:1] or 'x')}.png", f"no {number}")
        entered(bench, path, {"catalogNumber": number} if number else {})
    files = [one.file.name for one in derivatives.put_out(bench, None, "web", tmp_path / "out") if one.file]
    assert files[:2] == ["A_1.jpg", "a_1-2.jpg"] and len({name.casefold() for name in files}) == 4


def test_the_setting_asks_for_a_job_of_its_own(bench: Workbench, picture: Path) -> None:
    material, sha256 = entered(bench, picture, {})
    payload = {"asset": material, "sha256": sha256}
    assert derive_job(bench, payload).next == ()
    settings.put(bench, derivatives.SETTING, "web; pyramid, nonsense")
    (following,) = derive_job(bench, payload).next
    assert (following.kind, following.payload) == ("derivatives", payload)
    derivatives.derivatives_job(bench, payload)
    kept = " ".join(path.name for path in (bench.workspace.derivatives / sha256[:2]).iterdir())
    assert "-web-" in kept and ".pyramid.tif" in kept and "-corrected-" not in kept


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_others_is_left_and_ours_is_replaced(
    bench: Workbench, picture: Path, tmp_path: Path, kind: str
) -> None:
    material, _ = entered(bench, picture, {"catalogNumber": "DV0000002"})
    out = tmp_path / "f9"
    (first,) = derivatives.put_out(bench, [material], kind, out)
    assert first.file and first.sidecar and first.error is None
    review.set_value(bench, material, "country", "Chile", "anna")
    (again,) = derivatives.put_out(bench, [material], kind, out)
    assert again.error is None and exiftool(first.file)["XMP-photoshop:Country"] == "Chile"
    first.sidecar.unlink()
    for theirs in (picture.read_bytes(), b""):
        first.file.write_bytes(theirs)
        (refused,) = derivatives.put_out(bench, [material], kind, out)
        assert refused.file is None and isinstance(refused.error, BadInput) and refused.error.hint
        assert first.file.read_bytes() == theirs and list(out.iterdir()) == [first.file]
