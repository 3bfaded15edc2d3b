"""Tesseract, run as a program through pytesseract, with the language data that the system has."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import pytesseract
from PIL import Image

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.ocr.canvas import Canvas, canvas
from curatorbench.ocr.port import Pixels

NAME = "tesseract"
_OTHER_ENGINE = "Read the picture with rapidocr, and report the picture."
_CONFIG = "--dpi 300"
"""Else Tesseract guesses the resolution from the print, and wrongly on small labels: recall falls from .76 to .69 on
herbarium sheets and from .47 to .36 on pinned insects (means over 7 and 8 images)."""
_PLACE = ("block_num", "par_num", "line_num")


class TesseractEngine:
    """Reads with Tesseract. `languages` as it names them, joined with `+` (`eng+deu+lat`).

    Raises CuratorError, here and not at the first image, if the program or a language is missing.
    """

    def __init__(self, languages: str = "eng") -> None:
        self._languages = languages
        self._data = _language_data(languages)
        with _plain_errors():
            self._program = pytesseract.get_tesseract_version().public

    @property
    def name(self) -> str:
        return NAME

    @cached_property
    def version(self) -> str:
        """`5.3.0 eng 7d4322bd2a77`: program, languages, first digits of the SHA-256 of their data."""
        data = hashlib.sha256()
        for path in self._data:
            data.update(path.read_bytes())
        return f"{self._program} {self._languages} {data.hexdigest()[:12]}"

    def read(self, pixels: Pixels) -> Reading:
        ground = canvas(pixels)
        picture = Image.fromarray(ground.pixels)
        picture.format = "PPM"  # else pytesseract writes a PNG, which takes longer than reading it
        with _one_thread(), _plain_errors():
            table = pytesseract.image_to_data(
                picture, lang=self._languages, config=_CONFIG, output_type=pytesseract.Output.DICT
            )
        return self._reading(ground, table)

    def _reading(self, ground: Canvas, table: dict[str, list[Any]]) -> Reading:
        rows = [row for row in range(len(table["text"])) if str(table["text"][row]).strip()]
        lines = groupby(rows, key=lambda row: [table[column][row] for column in _PLACE])
        read = (Line(tuple(self._word(ground, table, row) for row in members)) for _, members in lines)
        return Reading(tuple(read))

    def _word(self, ground: Canvas, table: dict[str, list[Any]], row: int) -> Word:
        left, top, wide, high = (int(table[side][row]) for side in ("left", "top", "width", "height"))
        confidence = min(1.0, max(0.0, float(table["conf"][row]) / 100))
        box = ground.box(left, top, left + wide, top + high)
        return Word(str(table["text"][row]).strip(), box, confidence, self.name, self.version)


@contextmanager
def _one_thread() -> Iterator[None]:
    """For the child: more threads take three to four times the processor for the same wait."""
    before = os.environ.get("OMP_THREAD_LIMIT")
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_THREAD_LIMIT"]
        else:
            os.environ["OMP_THREAD_LIMIT"] = before


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except pytesseract.TesseractNotFoundError as problem:
        raise _absent() from problem
    except subprocess.CalledProcessError as problem:
        raise CuratorError("Tesseract failed to tell its version.", _OTHER_ENGINE) from problem
    except pytesseract.TesseractError as problem:
        raise CuratorError(f"Tesseract failed: {_first_line(problem.message)}", _OTHER_ENGINE) from problem


def _absent() -> CuratorError:
    return CuratorError(
        "Tesseract is not installed, or not where programs are looked for.",
        "Install it (Debian: apt install tesseract-ocr tesseract-ocr-eng), or read with rapidocr.",
    )


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0] or "it gave no reason."


def _language_data(languages: str) -> list[Path]:
    """The file of every language; raises CuratorError naming those that are missing."""
    names = languages.split("+")
    folder, known = _installed()
    missing = [name for name in names if name not in known]
    if missing:
        raise CuratorError(
            f"Tesseract has no data for {', '.join(missing)}.",
            f"Install it (Debian: apt install {' '.join('tesseract-ocr-' + name for name in missing)}).",
        )
    return [folder / f"{name}.traineddata" for name in names]


def _installed() -> tuple[Path, set[str]]:
    """Where the program's data lies, and its languages, from its own list."""
    program = pytesseract.pytesseract.tesseract_cmd
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=True)
    except OSError as problem:
        raise _absent() from problem
    except subprocess.CalledProcessError as problem:
        raise CuratorError(f"Tesseract failed: {_first_line(problem.stderr)}", _OTHER_ENGINE) from problem
    heading, *names = told.stdout.splitlines()
    return Path(heading.partition('"')[2].partition('"')[0]), {name.strip() for name in names}
