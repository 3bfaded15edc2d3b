"""What every classifier must do, tried on every adapter."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from curatorbench.classify.onnx import OnnxClassifiers
from curatorbench.classify.port import Classifier
from curatorbench.domain.resources import resource

ADAPTERS: dict[str, Callable[[], Classifier]] = {"onnx": lambda: OnnxClassifiers(resource("classifiers"))}
NOISE = np.random.default_rng(3).integers(0, 256, (320, 240, 3), dtype=np.uint8)
PAPER = np.full((900, 600, 3), (240, 236, 224), dtype=np.uint8)


@pytest.fixture(scope="module", params=ADAPTERS)
def classifier(request: pytest.FixtureRequest) -> Classifier:
    return ADAPTERS[request.param]()


IMAGES = [
    pytest.param(NOISE, id="noise"),
    pytest.param(PAPER, id="paper"),
    pytest.param(np.zeros((1, 1, 3), dtype=np.uint8), id="one pixel"),
    pytest.param(np.zeros((5, 3000, 3), dtype=np.uint8), id="a line"),
    pytest.param(NOISE[::-1, ::-1], id="not contiguous"),
]


@pytest.mark.parametrize("pixels", IMAGES)
def test_it_gives_the_three_judgements_of_the_command_line(classifier: Classifier, pixels: NDArray[np.uint8]) -> None:
    mercury, family, genus = classifier.judge(pixels)
    assert [mercury.model, family.model, genus.model] == ["mercury", "family", "lycopod-genus"]
    assert mercury.decision in ("flag", "clear", "unsure")
    assert mercury.probability is not None
    assert 0 <= mercury.probability <= 1
    assert mercury.top == ()
    for naming in (family, genus):
        assert naming.decision in ("suggest", "unsure")
        assert naming.probability is None


@pytest.mark.parametrize("pixels", IMAGES)
def test_names_are_always_given_best_first(classifier: Classifier, pixels: NDArray[np.uint8]) -> None:
    for naming in classifier.judge(pixels)[1:]:
        chances = [chance for _, chance in naming.top]
        assert len(naming.top) >= 3
        assert chances == sorted(chances, reverse=True)
        assert all(0 <= chance <= 1 for chance in chances)
        assert len({label for label, _ in naming.top}) == len(naming.top)


def test_each_says_which_model_and_what_it_learned_from(classifier: Classifier) -> None:
    for judgement in classifier.judge(PAPER):
        assert len(judgement.model_sha256) == 64
        assert judgement.trained_on in ("real", "simulated")


def test_the_same_image_gets_the_same_answer(classifier: Classifier) -> None:
    assert classifier.judge(NOISE) == classifier.judge(NOISE.copy())


def test_the_image_is_left_as_it_was(classifier: Classifier) -> None:
    before = NOISE.copy()
    classifier.judge(NOISE)
    assert np.array_equal(NOISE, before)


@pytest.mark.parametrize("pixels", [NOISE, np.zeros((400, 300, 3), dtype=np.uint8)], ids=["noise", "black"])
def test_it_abstains_on_what_is_no_sheet(classifier: Classifier, pixels: NDArray[np.uint8]) -> None:
    assert {judgement.decision for judgement in classifier.judge(pixels)} == {"unsure"}
