"""The bundled classifiers, loaded once for all tests of this folder."""

import pytest

from curatorbench.classify.onnx import OnnxClassifiers
from curatorbench.domain.resources import resource


@pytest.fixture(scope="session")
def classifiers() -> OnnxClassifiers:
    return OnnxClassifiers(resource("classifiers"))
