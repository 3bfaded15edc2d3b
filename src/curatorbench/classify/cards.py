"""The card of each bundled model: what it is, what it learned from, what it may claim, and how it was tried.

A card is `<model>.json` beside the ONNX files. It is the only place where labels, thresholds and temperatures live,
so that what is written about a model and what the program does with it cannot part.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curatorbench.domain.errors import BadInput, NotFound

ORDER = ("mercury", "family", "lycopod-genus")  # the judgements, in the order in which they are given
GUARD = "sheet"  # is it a herbarium sheet at all


@dataclass(frozen=True, slots=True)
class Card:
    """One model. `thresholds` by decision (`flag`, `clear`, `sheet`) or, for a naming model, by label: the least
    probability at which it is suggested; a label without one is never suggested. `claims` and `evaluation`
    are for people and say what was measured, on what, and how it was split."""

    name: str
    version: str
    kind: str
    title: str
    view: str
    labels: tuple[str, ...]
    backbone: str
    backbone_sha256: str
    head: str
    head_sha256: str
    trained_on: str
    temperature: float
    thresholds: dict[str, float]
    preprocessing: dict[str, Any]
    claims: tuple[str, ...]
    does_not_claim: tuple[str, ...]
    sets: tuple[dict[str, Any], ...]
    evaluation: dict[str, Any]

    @property
    def model_sha256(self) -> str:
        """One hash for the pair that judges: the SHA-256 of the two files' hex digests, backbone first."""
        return hashlib.sha256((self.backbone_sha256 + self.head_sha256).encode("ascii")).hexdigest()

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Card:
        """Raises KeyError or TypeError where a card lacks something."""
        return cls(
            name=said["name"],
            version=said["version"],
            kind=said["kind"],
            title=said["title"],
            view=said["view"],
            trained_on=said["trained_on"],
            labels=tuple(said["labels"]),
            claims=tuple(said["claims"]),
            does_not_claim=tuple(said["does_not_claim"]),
            sets=tuple(said["sets"]),
            backbone=said["backbone"]["file"],
            backbone_sha256=said["backbone"]["sha256"],
            head=said["head"]["file"],
            head_sha256=said["head"]["sha256"],
            temperature=float(said["temperature"]),
            thresholds={key: float(value) for key, value in said["thresholds"].items()},
            preprocessing=dict(said["preprocessing"]),
            evaluation=dict(said["evaluation"]),
        )

    def as_json(self) -> dict[str, Any]:
        """The form of the file; `from_json` reads it back."""
        return {
            "name": self.name,
            "version": self.version,
            "kind": self.kind,
            "title": self.title,
            "model_sha256": self.model_sha256,
            "backbone": {"file": self.backbone, "sha256": self.backbone_sha256},
            "head": {"file": self.head, "sha256": self.head_sha256},
            "view": self.view,
            "preprocessing": self.preprocessing,
            "labels": list(self.labels),
            "trained_on": self.trained_on,
            "sets": list(self.sets),
            "claims": list(self.claims),
            "does_not_claim": list(self.does_not_claim),
            "temperature": self.temperature,
            "thresholds": self.thresholds,
            "evaluation": self.evaluation,
        }


def cards(folder: Path) -> tuple[Card, ...]:
    """Every card of a folder: judging models first, in their order. Raises BadInput naming the card that is broken."""
    found = [read_card(path) for path in sorted(folder.glob("*.json"))]
    return tuple(sorted(found, key=lambda card: (*(card.name != name for name in ORDER), card.name)))


def read_card(path: Path) -> Card:
    """Raises NotFound or BadInput, each with the file's name."""
    try:
        return Card.from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise NotFound(f"The classifier card {path} is not there.", _REINSTALL) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"The classifier card {path.name} cannot be read: {error!r}.", _REINSTALL) from error


def check_files(card: Card, folder: Path) -> None:
    """The files are those that the card speaks of. Raises NotFound or BadInput otherwise."""
    for name, promised in ((card.backbone, card.backbone_sha256), (card.head, card.head_sha256)):
        if Path(name).name != name:
            raise BadInput(f"The card of {card.name} names a file outside its folder: {name}.", _REINSTALL)
        if file_sha256(folder / name) != promised:
            raise BadInput(
                f"{name} is not the file that the card of {card.name} was written for: its SHA-256 differs.",
                _REINSTALL,
            )


def file_sha256(path: Path) -> str:
    """Hex digest of a model's file; raises NotFound."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise NotFound(f"The model file {path} cannot be read: {error.strerror}.", _REINSTALL) from error


_REINSTALL = "Install the program again, or make the models anew with the scripts in training/."
