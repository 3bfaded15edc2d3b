"""How often a word is right of which an engine is so sure.

`resources/reference/word_confidence.csv` holds for each engine a rising curve from the confidence that it tells to the
part of its words that was right, and how many words that rests on. `python -m benchmarks.word_confidence --fit` wrote
it from Tennessee's packets and the pinned insects; `benchmarks/RESULTS.md` says how well it carries to New York's.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache

import numpy as np

from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.domain.resources import resource

Curve = tuple[tuple[float, ...], tuple[float, ...]]
"""Confidences told, and the parts that are right."""


def weighed(reading: Reading) -> Reading:
    """The reading with every word's confidence as its engine earned it; an unknown engine is taken at its word."""
    return Reading(tuple(Line(tuple(_weighed(word) for word in line.words)) for line in reading.lines))


def _weighed(word: Word) -> Word:
    curve = _curves().get(word.engine)
    return replace(word, confidence=float(np.interp(word.confidence, *curve))) if curve else word


@cache
def _curves() -> dict[str, Curve]:
    knots: dict[str, list[tuple[float, float]]] = {}
    with resource("reference", "word_confidence.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            knots.setdefault(row["engine"], [(0.0, 0.0)]).append((float(row["told"]), float(row["right"])))
    return {engine: _curve(points) for engine, points in knots.items()}


def _curve(points: list[tuple[float, float]]) -> Curve:
    """Through the points in order; what is surer than the last of them is no surer to be right."""
    told, right = zip(*points, strict=True)
    return tuple(told), tuple(right)
