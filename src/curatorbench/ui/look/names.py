"""Which part of a written name is set in italics: genus and epithets, not authors, not ranks."""

from __future__ import annotations

import re

_EPITHET = re.compile(r"[×x]?[a-zà-ÿ][a-zà-ÿ-]+\Z")
_GENUS = re.compile(r"×?[A-ZÀ-Þ][a-zà-ÿ-]+\Z")
# Words that are written small but are no epithets. After a rank another epithet may follow, also behind an author.
_RANKS = frozenset({"subsp.", "ssp.", "var.", "subvar.", "f.", "fo.", "forma", "cv.", "sect.", "ser.", "nothosubsp."})
_PLAIN = frozenset(
    {"cf.", "aff.", "sp.", "spp.", "indet.", "ex", "et", "de", "von", "van", "den", "der", "da", "in", "and"}
)


def italic_spans(name: str) -> list[tuple[int, int]]:
    """(start, end) of the characters of `name` to be set in italics. A family or higher name stays upright."""
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\S+", name)]
    if not words or not _GENUS.match(words[0][2]) or _is_above_genus(words[0][2]):
        return []
    spans = [words[0][:2]]
    may_follow = True
    for start, end, word in words[1:]:
        if word in _RANKS:
            may_follow = True
        elif may_follow and word not in _PLAIN and _EPITHET.match(word):
            spans.append((start, end))
        elif word not in ("cf.", "aff.", "×"):
            may_follow = False
    return spans


def runs(name: str) -> list[tuple[str, bool]]:
    """`name` cut into (text, is italic), in order; joined they are `name` again."""
    cut, at = [], 0
    for start, end in italic_spans(name):
        cut += [(name[at:start], False), (name[start:end], True)]
        at = end
    return [(text, slanted) for text, slanted in [*cut, (name[at:], False)] if text]


def _is_above_genus(word: str) -> bool:
    return word.lower().endswith(("aceae", "idae", "inae", "ales", "optera", "phyta", "opsida"))
