"""One loaded engine for all tests of reading."""

import pytest

from curatorbench.ocr.rapid import RapidOCREngine


@pytest.fixture(scope="session")
def engine() -> RapidOCREngine:
    return RapidOCREngine()
