"""The codes on a picture and what they mean in a collection."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.codes import CodeMeaning, meaning_of
from curatorbench.domain.pictures import Barcode
from curatorbench.imaging.barcodes import barcodes, unread
from curatorbench.imaging.decode import decode


@dataclass(frozen=True, slots=True)
class CodesSeen:
    """The codes of one picture; `has_unread`: there is one that could not be decoded."""

    codes: tuple[Barcode, ...] = ()
    has_unread: bool = False

    def meanings(self, template: str) -> tuple[CodeMeaning, ...]:
        """What each code means, each meaning once, in the order in which they stand."""
        return tuple(dict.fromkeys(meaning_of(code.text, template) for code in self.codes))


def read(path: Path) -> CodesSeen:
    """All codes on a picture. Raises BadInput where it cannot be decoded."""
    pixels = decode(path)
    found = barcodes(pixels)
    return CodesSeen(found, bool(unread(pixels, found)))
