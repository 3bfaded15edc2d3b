"""The bundled networks, run for real: on drawn sheets, on what is no sheet, and on real ones where they are at hand."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn_for_judging import sheet
from numpy.typing import NDArray

from curatorbench.classify.onnx import OnnxClassifiers
from curatorbench.domain.suggestion import Judgement

Pixels = NDArray[np.uint8]


def judged(classifiers: OnnxClassifiers, pixels: Pixels) -> dict[str, Judgement]:
    return {judgement.model: judgement for judgement in classifiers.judge(pixels)}


def opened(path: Path) -> Pixels:
    image = cv2.imread(str(path), cv2.IMREAD_REDUCED_COLOR_2)
    assert image is not None
    return np.ascontiguousarray(image[:, :, ::-1], dtype=np.uint8)


def picked(data: Path, pattern: str, count: int) -> list[Pixels]:
    """`count` pictures spread over those that match, opened."""
    paths = sorted(data.glob(pattern))
    return [opened(path) for path in paths[:: max(1, len(paths) // count)][:count]]


def test_a_heavy_stain_makes_mercury_more_probable(classifiers: OnnxClassifiers) -> None:
    clean = judged(classifiers, sheet())["mercury"].probability
    stained = judged(classifiers, sheet(stained=True))["mercury"].probability
    assert clean is not None
    assert stained is not None
    assert stained > clean + 0.3


def test_the_label_has_no_say_in_the_name(classifiers: OnnxClassifiers) -> None:
    one, other = judged(classifiers, sheet(label="LYCOPODIACEAE")), judged(classifiers, sheet(label="ROSACEAE"))
    assert one["family"].top[0][0] == other["family"].top[0][0]
    assert one["family"].top[0][1] == pytest.approx(other["family"].top[0][1], abs=0.02)


def test_without_a_plant_no_name_is_suggested(classifiers: OnnxClassifiers) -> None:
    said = judged(classifiers, sheet(plant=False))
    assert said["family"].decision == said["lycopod-genus"].decision == "unsure"


def test_a_genus_is_suggested_only_for_clubmosses(classifiers: OnnxClassifiers, data: Path) -> None:
    for pixels in picked(data, "sheets/images/[!a]*.jpg", 10):
        said = judged(classifiers, pixels)
        assert said["lycopod-genus"].decision == "unsure" or said["family"].top[0][0] == "Lycopodiaceae"


def test_clubmosses_are_told(classifiers: OnnxClassifiers, data: Path) -> None:
    said = [judged(classifiers, pixels)["family"] for pixels in picked(data, "sheets/images/ala_*.jpg", 8)]
    assert sum(judgement.top[0][0] == "Lycopodiaceae" for judgement in said) >= 6


@pytest.mark.parametrize("pattern", ["labels/images/EMEC*", "labels/images/TENN*", "drawers/[il]*.png"])
def test_what_is_no_sheet_is_left_open(classifiers: OnnxClassifiers, data: Path, pattern: str) -> None:
    said = [judged(classifiers, pixels) for pixels in picked(data, pattern, 5)]
    open_ = [all(judgement.decision == "unsure" for judgement in one.values()) for one in said]
    assert sum(open_) >= len(open_) - 1


def test_toned_and_foxed_sheets_are_not_all_flagged(classifiers: OnnxClassifiers, data: Path) -> None:
    toned = [judged(classifiers, p)["mercury"] for p in picked(data, "sheets/images/ghent_*", 10)]
    aix = [judged(classifiers, p)["mercury"] for p in picked(data, "sheets/images/aix_*", 8)]
    assert sum(judgement.decision == "flag" for judgement in toned + aix) <= 2


def test_size_does_not_change_much(classifiers: OnnxClassifiers) -> None:
    small = judged(classifiers, cv2.resize(sheet(), (683, 1024), interpolation=cv2.INTER_AREA).astype(np.uint8))
    large = judged(classifiers, cv2.resize(sheet(), (2000, 3000), interpolation=cv2.INTER_CUBIC).astype(np.uint8))
    assert small["family"].top[0][0] == large["family"].top[0][0]
    assert small["mercury"].decision == large["mercury"].decision
