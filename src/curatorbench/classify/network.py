"""ONNX files run on one thread: the frozen backbone, and the small heads on its features."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as runtime

from curatorbench.classify.port import Pixels
from curatorbench.domain.errors import BadInput

Vector = NDArray[np.float32]

# The runtime's errors have no parent of their own.
_NOT_A_NETWORK = (runtime.InvalidProtobuf, runtime.InvalidGraph, runtime.InvalidArgument, runtime.Fail)


class Backbone:
    """EfficientNet-Lite0 without its last layer."""

    def __init__(self, path: Path) -> None:
        self._session = _session(path)

    def __call__(self, view: Pixels) -> Vector:
        """Features, float32 (1280,), of a view: uint8 (height, width, 3), RGB, sides multiples of 32."""
        (features,) = self._session.run(["features"], {"pixels": view[np.newaxis]})
        return np.asarray(features[0], dtype=np.float32)


class Head:
    """A linear layer, from the features of a view to one logit per label."""

    def __init__(self, path: Path) -> None:
        self._session = _session(path)

    def __call__(self, features: Vector) -> Vector:
        """Logits, float32 (labels,), of one view."""
        (logits,) = self._session.run(["logits"], {"features": features[np.newaxis]})
        return np.asarray(logits[0], dtype=np.float32)


def _session(path: Path) -> onnxruntime.InferenceSession:
    """One thread: two sessions of one thread beat one of two, and the sums stay in the same order.

    Raises BadInput for a file that holds no network.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except _NOT_A_NETWORK as error:
        raise BadInput(f"{path.name} is not a network that can be run.", "Install the program again.") from error
