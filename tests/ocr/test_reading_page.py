"""A whole picture: small ones at once, sheets by tiles and regions, nothing missed and nothing twice."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import Region, RegionKind
from curatorbench.domain.reading import Reading
from curatorbench.ocr.page import Plan, read_page
from curatorbench.ocr.rapid import RapidOCREngine

LABEL = ("Flora of St. Croix", "Capraria biflora", "Bassin yard, Feb. 1896")
SMALL_TILES = Plan(at_once=300_000, tile=640, overlap=200, scale=1.0)
SLIP = ("Botanical Garden", "Determined 1996")


def paper(lines: tuple[str, ...], print_height: int = 40) -> Image.Image:
    font = ImageFont.truetype("DejaVuSans.ttf", print_height)
    wide = max(int(font.getlength(line)) for line in lines)
    step = print_height * 3 // 2
    sheet = Image.new("RGB", (wide + 40, step * len(lines) + 30), "white")
    for number, line in enumerate(lines):
        ImageDraw.Draw(sheet).text((20, 15 + number * step), line, "black", font)
    return sheet


def sheet(size: tuple[int, int], *papers: tuple[Image.Image, int, int]) -> NDArray[np.uint8]:
    whole = Image.new("RGB", size, (228, 224, 210))
    for part, left, top in papers:
        whole.paste(part, (left, top))
    return np.asarray(whole)


def place(part: Image.Image, left: int, top: int, size: tuple[int, int]) -> Box:
    return Box.from_pixels(left, top, left + part.width, top + part.height, size)


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def test_two_labels_side_by_side_are_read_one_after_the_other(engine: RapidOCREngine) -> None:
    pixels = sheet((1000, 740), (paper(LABEL, 30), 30, 40), (paper(SLIP, 30), 600, 40))
    assert texts(read_page(engine, pixels)) == [*LABEL, "", *SLIP]


def test_a_small_picture_has_every_word_once_though_it_is_read_at_two_sizes(engine: RapidOCREngine) -> None:
    pixels = sheet((740, 740), (paper(LABEL), 30, 40))
    reading = read_page(engine, pixels)
    assert reading.text == "\n".join(LABEL)
    assert {word.box for word in reading.words} & {word.box for word in engine.read(pixels).words}


def test_a_large_sheet_is_read_whole_and_every_word_once(engine: RapidOCREngine) -> None:
    size = (1100, 1000)
    corner, middle = paper(LABEL, 30), paper(SLIP, 40)
    pixels = sheet(size, (corner, size[0] - corner.width - 20, size[1] - 180), (middle, 350, 430))
    reading = read_page(engine, pixels, plan=SMALL_TILES)
    wanted = Counter(word for line in (*SLIP, *LABEL) for word in line.split())
    assert Counter(word.text for word in reading.words) == wanted
    assert texts(reading) == [*SLIP, "", *LABEL]


def test_boxes_of_a_large_sheet_are_of_the_whole(engine: RapidOCREngine) -> None:
    size = (1100, 1000)
    label = paper(LABEL, 30)
    reading = read_page(engine, sheet(size, (label, 420, 560)), plan=replace(SMALL_TILES, scale=0.9))
    around = place(label, 420, 560, size).padded(0.005)
    assert len(reading.words) == 10
    for word in reading.words:
        assert word.box.overlap(around) == pytest.approx(word.box.area)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_region_is_read_upright_and_its_boxes_turned_back(engine: RapidOCREngine, turn: int) -> None:
    size = (740, 740)
    upright, turned = paper(LABEL, 30), paper(SLIP, 30).rotate(turn, expand=True)
    pixels = sheet(size, (upright, 40, 30), (turned, 360, 350))
    region = Region(place(turned, 360, 350, size), RegionKind.SLIP, turn=turn)
    reading = read_page(engine, pixels, [region])
    assert texts(reading) == [*LABEL, "", *SLIP]
    for word in reading.words[-4:]:
        assert word.box.overlap(region.box.padded(0.005)) == pytest.approx(word.box.area)
    (x0, y0), (x1, y1) = reading.words[-4].box.centre, reading.words[-3].box.centre
    assert {90: y1 < y0, 180: x1 < x0, 270: y1 > y0}[turn]


def test_writing_outside_of_every_region_is_read_too(engine: RapidOCREngine) -> None:
    size = (740, 740)
    label = paper(LABEL, 30)
    pixels = sheet(size, (label, 30, 40), (paper(SLIP, 30), 300, 600))
    reading = read_page(engine, pixels, [Region(place(label, 30, 40, size), RegionKind.LABEL)])
    assert texts(reading) == [*LABEL, "", *SLIP]


def test_regions_that_bear_no_writing_change_nothing(engine: RapidOCREngine) -> None:
    pixels = sheet((740, 740), (paper(LABEL), 30, 40))
    regions = [Region(Box(0, 0, 1, 1), RegionKind.SPECIMEN), Region(Box(0.2, 0.2, 0, 0), RegionKind.LABEL)]
    assert read_page(engine, pixels, regions) == read_page(engine, pixels)


@pytest.mark.parametrize("size", [(1, 1), (900, 700)])
def test_a_blank_picture_of_any_size_has_no_lines(engine: RapidOCREngine, size: tuple[int, int]) -> None:
    assert read_page(engine, sheet(size), plan=SMALL_TILES).lines == ()


def test_a_line_that_runs_up_the_side_shares_no_row_with_the_label(engine: RapidOCREngine) -> None:
    up = paper(("University of Tennessee",), 30).rotate(90, expand=True)
    pixels = sheet((900, 740), (paper(LABEL, 30), 30, 100), (up, 410, 60))
    assert texts(read_page(engine, pixels)) in (
        [*LABEL, "", "University of Tennessee"],
        ["University of Tennessee", "", *LABEL],
    )


def test_print_that_the_edge_touches_is_read(engine: RapidOCREngine) -> None:
    pixels = np.asarray(paper(LABEL, 30))[18:, 18:]
    assert texts(read_page(engine, pixels)) == list(LABEL)
