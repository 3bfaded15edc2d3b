"""What is Tesseract's own: a program that may be missing, data that may be missing, one thread."""

import os
from pathlib import Path

import numpy as np
import pytesseract
import pytest

from curatorbench.domain.errors import CuratorError
from curatorbench.ocr.tesseract import TesseractEngine

BLANK = np.full((90, 90, 3), 255, dtype=np.uint8)


def test_a_missing_program_is_said_with_the_command_that_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-program")
    with pytest.raises(CuratorError, match="not installed") as problem:
        TesseractEngine()
    assert "apt install tesseract-ocr" in problem.value.hint


def test_a_program_that_went_away_is_said_too(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = TesseractEngine()
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-program")
    with pytest.raises(CuratorError, match="not installed"):
        engine.read(BLANK)


def test_missing_language_data_is_named() -> None:
    with pytest.raises(CuratorError, match="no data for xxx") as problem:
        TesseractEngine("eng+xxx")
    assert "tesseract-ocr-xxx" in problem.value.hint


def test_a_program_that_fails_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    engine = TesseractEngine()
    failing = tmp_path / "tesseract"
    failing.write_text("#!/bin/sh\necho 'out of luck' >&2\nexit 3\n")
    failing.chmod(0o755)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(failing))
    with pytest.raises(CuratorError, match="Tesseract failed: out of luck"):
        engine.read(BLANK)


@pytest.mark.parametrize("before", [None, "4"])
def test_the_child_has_one_thread_and_our_own_setting_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, before: str | None
) -> None:
    engine = TesseractEngine()
    spying = tmp_path / "tesseract"
    spying.write_text(f'#!/bin/sh\necho "$OMP_THREAD_LIMIT" > {tmp_path}/limit\nexec /usr/bin/env tesseract "$@"\n')
    spying.chmod(0o755)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(spying))
    if before is None:
        monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    else:
        monkeypatch.setenv("OMP_THREAD_LIMIT", before)
    engine.read(BLANK)
    assert (tmp_path / "limit").read_text().strip() == "1"
    assert os.environ.get("OMP_THREAD_LIMIT") == before


def test_the_version_tells_language_sets_apart() -> None:
    assert TesseractEngine("eng").version != TesseractEngine("eng+lat").version
