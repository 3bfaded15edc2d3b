"""Whether what a suggestion outlines on the image holds the words that it says it read there.

Of the suggestions whose verbatim stands on the label (its letters and digits are in the gold text): the words of the
reading whose middle lies in the outlined boxes must hold each word of the verbatim. A code has no words: its box must
lie where the code was decoded. A second engine may be the witness: then its words count, for the suggestions whose
verbatim it has read somewhere on the image.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.field_readings import Page, Reader
from benchmarks.label_gold import Specimen
from curatorbench.domain.box import Box
from curatorbench.domain.reading import Word
from curatorbench.domain.suggestion import Suggestion
from curatorbench.workflow.suggest import suggestions

MARGIN = 0.002  # of the image, around an outlined box


@dataclass
class Outlined:
    """By term: suggestions whose verbatim is on the label, and those whose outlined words hold it."""

    on_label: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, Suggestion]] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.held.total() / max(1, self.on_label.total())


def outlined(all_specimens: Iterable[Specimen], read: Reader, witness: Reader | None = None) -> Outlined:
    counted = Outlined()
    for specimen in all_specimens:
        page, other = read(specimen), (witness or read)(specimen)
        if page and other and page.placed:
            _count(counted, specimen, page, other)
    return counted


def _count(counted: Outlined, specimen: Specimen, page: Page, other: Page) -> None:
    """`other` is the page itself, or what the witness read of it."""
    texts = [_letters(specimen.text)] + [_letters(other.reading.text)] * (other is not page)
    for said in suggestions(page.reading, page.codes, "benchmark", "0"):
        written = _letters(said.verbatim)
        if written and all(written in text for text in texts):
            codes = [code.box for code in page.codes if code.text == said.verbatim]
            good = holds(said, other.reading.words) or any(box in said.evidence for box in codes)
            counted.on_label[said.term] += 1
            counted.held[said.term] += good
            counted.missed += [] if good else [(specimen.name, said)]


def holds(said: Suggestion, words: Sequence[Word]) -> bool:
    """Whether the words that lie in the outlined boxes hold every word of the verbatim."""
    seen = _letters("".join(word.text for word in words if any(_lies_in(word.box, box) for box in said.evidence)))
    return all(_letters(part) in seen for part in said.verbatim.split())


def row(counted: Outlined, whose: str = "words") -> str:
    """One line for the section; `whose` words were looked for."""
    total, held = counted.on_label.total(), counted.held.total()
    worst = sorted(counted.on_label, key=lambda term: counted.held[term] / counted.on_label[term])[:3]
    low = ", ".join(f"{term} {counted.held[term]} of {counted.on_label[term]}" for term in worst)
    return (
        f"Evidence: of {total} suggestions whose verbatim is on the label, {held} ({counted.share:.1%}) outline "
        f"{whose} that hold it; goal 98 %. Lowest: {low}."
    )


def _lies_in(box: Box, outer: Box) -> bool:
    (x, y), around = box.centre, outer.padded(MARGIN)
    return around.x <= x <= around.right and around.y <= y <= around.bottom


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))
