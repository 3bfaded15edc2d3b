"""The bundled classifiers: one frozen backbone, small heads, one guard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from curatorbench.classify.cards import GUARD, ORDER, Card, check_files, read_card
from curatorbench.classify.decide import UNSURE, naming_decision, probabilities, ranked, stain_decision
from curatorbench.classify.network import Backbone, Head, Vector
from curatorbench.classify.port import Pixels
from curatorbench.classify.preprocess import VERSION, Views, views
from curatorbench.domain.errors import BadInput
from curatorbench.domain.suggestion import Judgement

LEAST_COVERED = 0.001  # share of the sheet below which there is no plant to name
_GENUS_FAMILY = "Lycopodiaceae"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Model:
    card: Card
    head: Head

    def chances(self, features: Vector) -> tuple[tuple[str, float], ...]:
        """(label, probability), best first."""
        logits = self.head(features)
        return ranked(self.card.labels, probabilities(logits, self.card.temperature))

    def chance(self, features: Vector, label: str) -> float:
        return dict(self.chances(features))[label]

    def judgement(self, decision: str, probability: float | None, top: tuple[tuple[str, float], ...]) -> Judgement:
        card = self.card
        return Judgement(card.name, decision, probability, top, card.model_sha256, card.trained_on)


class OnnxClassifiers:
    """Mercury, family and lycopod genus from the ONNX files and cards of a folder.

    Raises NotFound or BadInput when a file is missing or is not the one its card was written for. Every judgement
    of an image that does not look like a herbarium sheet is `unsure`; so is a name where no plant was found.
    """

    def __init__(self, folder: Path) -> None:
        models = {name: _load(folder, name) for name in (*ORDER, GUARD)}
        if len({model.card.backbone_sha256 for model in models.values()}) > 1:
            raise BadInput("The classifier cards name different backbones.", "Install the program again.")
        self._mercury, self._family, self._genus = (models[name] for name in ORDER)
        self._guard = models[GUARD]
        self._backbone = Backbone(folder / self._mercury.card.backbone)

    def judge(self, pixels: Pixels) -> tuple[Judgement, ...]:
        """Three judgements of an image of shape (height, width, 3), RGB, of any size: mercury, family, genus."""
        seen = views(pixels)
        sheet = np.concatenate([self._backbone(seen.sheet), seen.tones])
        plant = self._backbone(seen.specimen)
        is_sheet = self._guard.chance(sheet, GUARD) >= self._guard.card.thresholds[GUARD]
        return (self._judge_stain(sheet, is_sheet), *self._judge_names(plant, is_sheet and _has_plant(seen)))

    def _judge_stain(self, sheet: Vector, is_sheet: bool) -> Judgement:
        stained = self._mercury.chance(sheet, "stained")
        decision = stain_decision(stained, self._mercury.card.thresholds) if is_sheet else UNSURE
        return self._mercury.judgement(decision, stained, ())

    def _judge_names(self, plant: Vector, nameable: bool) -> tuple[Judgement, Judgement]:
        """The genus is suggested only where the family was: its head knows five genera and no other plant."""
        families, genera = self._family.chances(plant), self._genus.chances(plant)
        family = naming_decision(families, self._family.card.thresholds) if nameable else UNSURE
        clubmoss = family == "suggest" and families[0][0] == _GENUS_FAMILY
        genus = naming_decision(genera, self._genus.card.thresholds) if clubmoss else UNSURE
        return (
            self._family.judgement(family, None, families[:_SHOWN]),
            self._genus.judgement(genus, None, genera[:_SHOWN]),
        )


def _has_plant(seen: Views) -> bool:
    return seen.covered >= LEAST_COVERED


def _load(folder: Path, name: str) -> _Model:
    """The model with its card, checked: files by their hashes, preprocessing by its version."""
    card = read_card(folder / f"{name}.json")
    check_files(card, folder)
    if card.preprocessing.get("version") != VERSION:
        raise BadInput(
            f"The model {name} was made for another preparation of images than this program's.",
            "Train it again with the scripts in training/, or install the program again.",
        )
    return _Model(card, Head(folder / card.head))
