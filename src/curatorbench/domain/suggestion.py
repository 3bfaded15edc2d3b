"""What machines propose: never the record's value until a person, or a rule a person switched on, says so."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.box import Box

CORRECTED = ", corrected"
"""Stands behind the rule of a suggestion whose value mends a slip of the reader."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that a parser found in text. `spans` are (start, end) characters of that text that
    it rests on; `rule` names how it was found; `confidence` 0-1 is of the rule, given the text. `corrected` says that
    the value mends a slip of the reader, so that its letters are not those of `verbatim`."""

    term: str
    value: str
    verbatim: str
    spans: tuple[tuple[int, int], ...]
    rule: str
    confidence: float
    corrected: bool = False

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {
            "term": f"dwc:{self.term}",
            "value": self.value,
            "verbatim": self.verbatim,
            "confidence": round(self.confidence, 4),
            "rule": self.rule,
            "evidence": [list(span) for span in self.spans],
        }
        return said | ({"corrected": True} if self.corrected else {})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A finding on an image: `evidence` are the boxes of the words it rests on, `confidence` 0-1
    takes the words' own into account; `engine` and `version` say who read, `rule` how it was parsed.
    `asset_sha256` is the image's, empty for a file that was read outside a workspace."""

    term: str
    value: str
    verbatim: str
    evidence: tuple[Box, ...]
    confidence: float
    engine: str
    version: str
    rule: str
    asset_sha256: str = ""

    @property
    def corrected(self) -> bool:
        """Whether the value mends a slip of the reader (`Finding.corrected`); its rule says so."""
        return self.rule.endswith(CORRECTED)

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {
            "term": f"dwc:{self.term}",
            "value": self.value,
            "verbatim": self.verbatim,
            "confidence": round(self.confidence, 4),
            "evidence": [box.as_list() for box in self.evidence],
            "rule": self.rule,
        }
        said |= {"corrected": True} if self.corrected else {}
        return said | ({"image_sha256": self.asset_sha256} if self.asset_sha256 else {})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A classifier's opinion of one image.

    `decision` is flag | clear | unsure for a stain model, suggest | unsure for a naming model.
    `probability` is that of a stain (None for naming models); `top` are (label, probability),
    best first. `trained_on` is "real" or "simulated" and is said wherever the judgement is shown.
    """

    model: str
    decision: str
    probability: float | None
    top: tuple[tuple[str, float], ...]
    model_sha256: str
    trained_on: str

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {"model": self.model, "decision": self.decision}
        if self.probability is not None:
            said["probability"] = round(self.probability, 4)
        if self.top:
            said["top"] = [[label, round(p, 4)] for label, p in self.top]
        return said | {"model_sha256": self.model_sha256, "trained_on": self.trained_on}


@dataclass(frozen=True, slots=True)
class AcceptanceRule:
    """A rule that a person switched on: suggestions for `terms` with at least `least_confidence`
    become the record's values, recorded as the rule's and still unchecked."""

    name: str
    terms: frozenset[str]
    least_confidence: float

    def accepts(self, suggestion: Suggestion) -> bool:
        return suggestion.term in self.terms and suggestion.confidence >= self.least_confidence
