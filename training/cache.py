"""Cached features, and what a training run hands to the card writer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from heads import Linear, Matrix
from numpy.typing import NDArray


@dataclass(frozen=True)
class Cache:
    """Features with what is known of each row."""

    rows: dict[str, NDArray[Any]]

    @classmethod
    def read(cls, path: Path) -> Cache:
        with np.load(path) as stored:
            return cls({name: stored[name] for name in stored.files})

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.rows[name]

    @property
    def features(self) -> Matrix:
        return np.asarray(self["features"], dtype=np.float64)


@dataclass(frozen=True)
class Trained:
    """A head with what its card will say."""

    head: Linear
    temperature: float
    thresholds: dict[str, float]
    evaluation: dict[str, Any]
