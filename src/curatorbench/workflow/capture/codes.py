"""The codes on a picture and what they mean in a collection."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from curatorbench.domain.codes import CodeMeaning, Meaning, meaning_of
from curatorbench.domain.pictures import Barcode


@dataclass(frozen=True, slots=True)
class CodesSeen:
    """The codes of one picture. `has_unread`: it bears no number that was read, and a code that could not be."""

    codes: tuple[Barcode, ...] = ()
    has_unread: bool = False

    def meanings(self, template: str) -> tuple[CodeMeaning, ...]:
        """What each code means, each meaning once, in the order in which they stand."""
        return tuple(dict.fromkeys(meaning_of(code.text, template) for code in self.codes))


def read(path: Path, template: str) -> CodesSeen:
    """All codes on a picture; unread ones are looked for only where no number of the template was read, for beside one
    they are mostly print. Raises BadInput where it cannot be decoded."""
    from curatorbench.imaging.memory import give_back

    try:
        return _read(path, template)
    finally:
        give_back()


def _read(path: Path, template: str) -> CodesSeen:
    from curatorbench.imaging.barcodes import CodeSearch  # OpenCV comes with it
    from curatorbench.imaging.decode import decode

    search = CodeSearch(decode(path))
    seen = CodesSeen(search.codes)
    has_number = any(said.meaning is Meaning.NUMBER for said in seen.meanings(template))
    return seen if has_number else CodesSeen(seen.codes, bool(search.unread()))
