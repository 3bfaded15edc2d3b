"""Three real images, one of each kind, against floors below what is read today."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from curatorbench.ocr.page import read_page
from curatorbench.ocr.rapid import RapidOCREngine


def words(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", re.sub(r"\{.*?\}", " ", text)).casefold()
    return Counter(re.findall(r"[^\W_]+", plain))


@pytest.mark.parametrize(
    ("name", "longest", "least"),
    [
        pytest.param("NY01075759_lg", None, 0.93, id="lichen packet"),
        pytest.param("EMEC609705_Cerceris_conifrons", None, 0.85, id="pinned insect"),
        pytest.param("NY_01334438", 1700, 0.75, id="herbarium sheet, reduced"),
    ],
)
def test_real_labels_are_read(engine: RapidOCREngine, data: Path, name: str, longest: int | None, least: float) -> None:
    picture = Image.open(data / "labels" / "images" / f"{name}.jpg").convert("RGB")
    if longest:
        picture.thumbnail((longest, longest))
    gold = words((data / "labels" / "text" / f"{name}.txt").read_text(encoding="utf-8"))
    read = words(read_page(engine, np.asarray(picture)).text)
    assert (gold & read).total() / gold.total() >= least
