"""How a rule says what it found: spans of the text, the words in them, and the confidence that rule has earned."""

from __future__ import annotations

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.confidence import confidence_of

Span = tuple[int, int]


def finding(text: str, term: str, value: str, spans: tuple[Span, ...], rule: str, factor: float = 1.0) -> Finding:
    """A finding of `value`; `verbatim` is what stands in `spans`. `factor` weakens the rule's confidence."""
    confidence = round(confidence_of(rule) * factor, 4)
    return Finding(term, " ".join(value.split()), as_written(text, spans), spans, rule, confidence)


def as_written(text: str, spans: tuple[Span, ...]) -> str:
    """The words in `spans`, with one blank for every gap."""
    return " ".join(" ".join(text[start:end] for start, end in spans).split())
