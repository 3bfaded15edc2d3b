"""Cards: the shipped ones are whole and say what they must; broken ones are refused with a sentence."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from curatorbench.classify.cards import GUARD, ORDER, Card, cards, check_files, read_card
from curatorbench.classify.onnx import OnnxClassifiers
from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.resources import resource

SHIPPED = resource("classifiers")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "classifiers")
    return tmp_path / "classifiers"


def change(folder: Path, name: str, **said: Any) -> None:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | said), "utf-8")


def test_every_shipped_model_has_its_card_and_files() -> None:
    found = cards(SHIPPED)
    assert [card.name for card in found] == [*ORDER, GUARD]
    for card in found:
        check_files(card, SHIPPED)
        assert card.claims
        assert card.does_not_claim
        assert "split" in card.evaluation
        assert all("terms" in used for used in card.sets)


def test_the_mercury_card_says_that_it_never_saw_a_real_stain() -> None:
    card = read_card(SHIPPED / "mercury.json")
    assert card.trained_on == "simulated"
    assert any("simulated" in text and "never verified on a real stain" in text for text in card.does_not_claim)


def test_the_family_card_says_that_clubmosses_come_from_one_institution() -> None:
    card = read_card(SHIPPED / "family.json")
    assert card.evaluation["clubmosses_of_an_unseen_institution"] is None
    assert any("one institution" in text for text in card.does_not_claim)


def test_a_card_survives_writing_and_reading() -> None:
    for card in cards(SHIPPED):
        assert Card.from_json(json.loads(json.dumps(card.as_json()))) == card


def test_the_hash_names_backbone_and_head_together() -> None:
    found = cards(SHIPPED)
    assert len({card.model_sha256 for card in found}) == len(found)
    assert len({card.backbone_sha256 for card in found}) == 1


@pytest.mark.parametrize("file", ["backbone.onnx", "family.onnx"])
def test_a_changed_file_is_refused(copied: Path, file: str) -> None:
    with (copied / file).open("ab") as content:
        content.write(b"\0")
    with pytest.raises(BadInput, match=f"{file} is not the file") as caught:
        OnnxClassifiers(copied)
    assert "training" in caught.value.hint


@pytest.mark.parametrize("file", ["mercury.json", "mercury.onnx", "backbone.onnx"])
def test_a_missing_file_is_named(copied: Path, file: str) -> None:
    (copied / file).unlink()
    with pytest.raises(NotFound, match=file):
        OnnxClassifiers(copied)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"name": "mercury"}', '{"backbone": 3}', "\ud800"])
def test_a_broken_card_is_refused(copied: Path, text: str) -> None:
    (copied / "mercury.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadInput, match=r"mercury\.json cannot be read"):
        OnnxClassifiers(copied)


def test_a_card_may_not_point_outside_its_folder(copied: Path) -> None:
    change(copied, "mercury", head={"file": "../mercury.onnx", "sha256": "0"})
    with pytest.raises(BadInput, match="outside its folder"):
        OnnxClassifiers(copied)


def test_models_of_another_preparation_are_refused(copied: Path) -> None:
    change(copied, "family", preprocessing={"version": 0})
    with pytest.raises(BadInput, match="another preparation"):
        OnnxClassifiers(copied)


def test_a_file_that_is_no_network_is_refused(copied: Path) -> None:
    card = json.loads((copied / "family.json").read_text("utf-8"))
    (copied / "family.onnx").write_bytes(b"no network")
    digest = hashlib.sha256(b"no network").hexdigest()
    change(copied, "family", head=card["head"] | {"sha256": digest})
    with pytest.raises(BadInput, match=r"family\.onnx is not a network"):
        OnnxClassifiers(copied)
