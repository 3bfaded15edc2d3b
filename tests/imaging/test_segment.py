"""Regions of sheets, packets and drawers."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import Region, RegionKind
from curatorbench.domain.resources import resource
from curatorbench.imaging.decode import decode
from curatorbench.imaging.pixels import Pixels
from curatorbench.imaging.segment import segment


def of(kind: RegionKind, regions: Sequence[Region]) -> list[Region]:
    return [region for region in regions if region.kind is kind]


def score(found: Sequence[Box], true: Sequence[Box]) -> tuple[float, float]:
    """Recall and precision, one to one, at an intersection over union of a half."""
    left, hits = list(found), 0
    for box in true:
        best = max(left, key=box.iou, default=None)
        if best is not None and box.iou(best) >= 0.5:
            left.remove(best)
            hits += 1
    return hits / len(true), hits / max(1, len(found))


@pytest.mark.parametrize("name", ["sample-01.jpg", "sample-02.jpg", "sample-03.jpg"])
def test_everything_on_a_rendered_sheet(name: str) -> None:
    """Printed, typed and written by hand."""
    regions = segment(decode(resource("samples") / name))
    assert len(of(RegionKind.BARCODE, regions)) == 1
    assert len(of(RegionKind.COLOUR_TARGET, regions)) == 1
    assert len(of(RegionKind.SCALE, regions)) == 1
    (plant,) = of(RegionKind.SPECIMEN, regions)
    assert plant.box.bottom < 0.75, "labels are no plant"
    labels = of(RegionKind.LABEL, regions) + of(RegionKind.SLIP, regions)
    main, slip = Box(0.58, 0.78, 0.36, 0.08), Box(0.08, 0.785, 0.28, 0.02)
    for paper in (main, slip):
        assert max(region.box.overlap(paper) / paper.area for region in labels) > 0.9
    assert all(0.0 < region.confidence <= 1.0 and region.box.area > 0 for region in regions)


def test_the_specimens_of_a_rendered_drawer() -> None:
    truth = json.loads((resource("sample_sources") / "truth.json").read_text(encoding="utf-8"))["sample-12.jpg"]
    true = [Box.from_list(box) for box in truth["specimens"]]
    regions = segment(decode(resource("samples") / "sample-12.jpg"))
    recall, precision = score([region.box for region in of(RegionKind.SPECIMEN, regions)], true)
    assert recall >= 0.95 and precision >= 0.95
    assert len(of(RegionKind.LABEL, regions)) >= 8, "the names of the trays"


@pytest.mark.parametrize(("name", "recall", "precision"), [("lucanidae", 0.9, 0.85), ("insect_soup", 0.75, 0.7)])
def test_the_specimens_of_real_drawers(data: Path, name: str, recall: float, precision: float) -> None:
    pixels = decode(data / "drawers" / f"{name}.png")
    size = (pixels.shape[1], pixels.shape[0])
    true = [Box.from_pixels(*box, size) for box in json.loads((data / "drawers" / f"{name}.boxes.json").read_text())]
    found = score([region.box for region in of(RegionKind.SPECIMEN, segment(pixels))], true)
    assert found[0] >= recall and found[1] >= precision, found


# Where a person sees the main label: a point inside its writing, as fractions of the sheet.
LABELS = {
    "labels/images/NY_01334349.jpg": (0.85, 0.93),
    "labels/images/NY_00413475.jpg": (0.85, 0.95),
    "sheets/full_size/ala_355006.jpg": (0.85, 0.9),
    "sheets/images/dsah_abf4ba_DSAH007442.jpg": (0.75, 0.87),
    "sheets/images/conn_9ac981_Aquilegia_canadensis.27761.7563.jpg": (0.8, 0.9),
    "labels/images/TENN-L-0000095_lg.jpg": (0.45, 0.6),
    "labels/images/NY01075815_lg.jpg": (0.45, 0.5),
}


@pytest.mark.parametrize("name", LABELS)
def test_the_main_label_of_real_images(data: Path, name: str) -> None:
    x, y = LABELS[name]
    labels = of(RegionKind.LABEL, segment(decode(data / name)))
    assert any(r.box.x <= x <= r.box.right and r.box.y <= y <= r.box.bottom for r in labels)


@pytest.mark.parametrize("shape", [(1, 1, 3), (5, 400, 3), (400, 5, 3), (900, 700, 3)])
@pytest.mark.parametrize("value", [0, 255])
def test_a_picture_of_nothing_has_no_labels(shape: tuple[int, int, int], value: int) -> None:
    assert of(RegionKind.LABEL, segment(np.full(shape, value, np.uint8))) == []


def test_noise_gives_boxes_inside_the_picture() -> None:
    noise = np.random.default_rng(5).integers(0, 255, (800, 1000, 3), dtype=np.uint8)
    for region in segment(noise):
        assert 0 <= region.box.x <= region.box.right <= 1 and 0 <= region.box.y <= region.box.bottom <= 1


def _photographed(level: int) -> Pixels:
    """A grainy photograph of a label on paper of that level, with a name drawn into a white strip in one corner."""
    dice = np.random.default_rng(3)
    page = Image.new("L", (1200, 900), level)
    draw = ImageDraw.Draw(page)
    for row, text in enumerate(("Mossamedes, Angola", "14.VIII.1931", "leg. A. Ferreira")):
        draw.text((500, 300 + 60 * row), text, fill=50, font=ImageFont.load_default(34))
    grainy = np.clip(np.asarray(page, np.float64) + dice.normal(0, 6, (900, 1200)), 0, 255).astype(np.uint8)
    drawn = Image.fromarray(grainy)
    draw = ImageDraw.Draw(drawn)
    draw.rectangle((0, 860, 320, 900), fill=255)
    draw.text((6, 864), "Cerceris convergens", fill=0, font=ImageFont.load_default(26))
    return np.repeat(np.asarray(drawn)[:, :, None], 3, axis=2)


def test_what_was_drawn_into_the_picture_is_a_caption() -> None:
    regions = segment(_photographed(205), ())
    (caption,) = of(RegionKind.CAPTION, regions)
    assert caption.box.y > 0.9 and caption.box.right < 0.4
    labels = of(RegionKind.LABEL, regions) + of(RegionKind.SLIP, regions)
    assert any(label.box.y < 0.4 < label.box.bottom for label in labels)


def test_white_paper_in_an_overexposed_scan_is_no_caption() -> None:
    assert not of(RegionKind.CAPTION, segment(_photographed(254), ()))


@pytest.mark.parametrize(("part", "most"), [("EMEC6097", 1.0), ("TENN-L-000001", 0.0)])
def test_captions_of_real_images(data: Path, part: str, most: float) -> None:
    """The imaging people of the pinned insects wrote the name into a corner; packets have nothing of the kind."""
    images = sorted((data / "labels" / "images").glob(f"{part}*"))[:5]
    found = [of(RegionKind.CAPTION, segment(decode(image), ())) for image in images]
    assert images and sum(map(len, found)) == most * len(images)
    assert all(one.box.bottom > 0.95 and one.box.x < 0.1 for captions in found for one in captions)


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (30, 60_000)])
@pytest.mark.parametrize("light", [0, 255])
def test_a_line_of_pixels_has_regions_or_none(shape: tuple[int, int], light: int) -> None:
    assert len(segment(np.full((*shape, 3), light, np.uint8), ())) < 5
