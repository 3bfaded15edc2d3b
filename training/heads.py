"""Small heads: fitted on features, exported to ONNX. Every head is linear after one standardisation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from sklearn.linear_model import LogisticRegression

Matrix = NDArray[np.float64]
Names = NDArray[np.str_]


@dataclass(frozen=True)
class Linear:
    """logits = features @ weights + bias, for `labels`; the standardisation is already multiplied in."""

    labels: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    def __call__(self, features: Matrix) -> Matrix:
        return np.asarray(features @ self.weights + self.bias)


def logistic(features: Matrix, names: Names, strength: float, weight: Matrix | None = None) -> Linear:
    """Multinomial logistic regression; smaller `strength` ties it more tightly. Labels in alphabetical order."""
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    fit = LogisticRegression(C=strength, max_iter=500).fit((features - middle) / spread, names, sample_weight=weight)
    scores, base = fit.coef_, fit.intercept_
    if len(fit.classes_) == 2:
        scores, base = np.vstack([-scores, scores]) / 2, np.concatenate([-base, base]) / 2
    return _folded(tuple(str(c) for c in fit.classes_), scores.T, base, middle, spread)


def discriminant(features: Matrix, names: Names, origin: Names, labels: tuple[str, ...], shrink: float) -> Linear:
    """Linear discriminant that distrusts what differs between collections.

    The spread within a name includes the differences between its collections, and these are added once more
    (`_between`): directions in which one family looks different in two herbaria count for little in telling two
    families apart. Every collection of a name weighs the same in its mean, and a name known from few sheets is
    drawn to the middle. `names` may hold more names than `labels`: these help to know the spread.
    """
    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-4
    x = (features - middle) / spread
    means = {name: _balanced_mean(x, names, origin, name) for name in sorted(set(names))}
    residuals = np.vstack([_residuals(x, names, origin, name, mean) for name, mean in means.items()])
    between = _between(x, names, origin)
    scatter = residuals.T @ residuals / len(residuals) + between.T @ between / max(1, len(between))
    scatter = (1 - shrink) * scatter + shrink * np.trace(scatter) / len(scatter) * np.eye(len(scatter))
    centres = np.stack([means[label] * _trust(names, label) for label in labels], axis=1)
    weights = np.linalg.solve(scatter, centres)
    return _folded(labels, weights, -0.5 * np.einsum("ij,ij->j", weights, centres), middle, spread)


def _trust(names: Names, label: str) -> float:
    known = int(np.sum(names == label))
    return known / (known + 2)


def _balanced_mean(x: Matrix, names: Names, origin: Names, name: str) -> Matrix:
    of_name = names == name
    return np.mean([x[of_name & (origin == c)].mean(axis=0) for c in sorted(set(origin[of_name]))], axis=0)


def _residuals(x: Matrix, names: Names, origin: Names, name: str, mean: Matrix) -> Matrix:
    """Distances from the name's mean; a collection with many sheets counts as five."""
    of_name = names == name
    parts = [x[of_name & (origin == c)] - mean for c in sorted(set(origin[of_name]))]
    return np.vstack([part * np.sqrt(min(5, len(part)) / len(part)) for part in parts])


def _between(x: Matrix, names: Names, origin: Names) -> Matrix:
    """How far the collections' means of one name lie from each other, one row each."""
    rows = [np.zeros(x.shape[1])]
    for name in sorted(set(names)):
        of_name = names == name
        means = [x[of_name & (origin == c)].mean(axis=0) for c in sorted(set(origin[of_name]))]
        rows += [mean - np.mean(means, axis=0) for mean in means if len(means) > 1]
    return np.array(rows)


def _folded(labels: tuple[str, ...], weights: Matrix, bias: Matrix, middle: Matrix, spread: Matrix) -> Linear:
    scaled = weights / spread[:, None]
    return Linear(labels, scaled, bias - middle @ scaled)


def export(head: Linear, path: Path) -> None:
    """`features` float32 (n, k) in, `logits` float32 (n, labels) out."""
    inputs, outputs = head.weights.shape
    constants = {"weights": head.weights.astype(np.float32), "bias": head.bias.astype(np.float32)}
    graph = helper.make_graph(
        [helper.make_node("Gemm", ["features", "weights", "bias"], ["logits"])],
        path.stem,
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", inputs])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", outputs])],
        [numpy_helper.from_array(values, name) for name, values in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
