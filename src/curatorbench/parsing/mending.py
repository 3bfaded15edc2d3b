"""Names that a reader got wrong by a few letters, put right against the genera and epithets that are known.

A word that is known, or was once published as a genus, stays as it is; so does one with several likely readings.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from curatorbench.parsing.known_names import epithets, genera, historic, was_published
from curatorbench.parsing.latin import LATIN_END, NO_NAMES
from curatorbench.parsing.slips import nearest

_SHORTEST = 5
_KEPT = 4096  # words of the last labels
# Words of any label that are one likely slip away from a genus or an epithet, and titles of persons and places.
_OF_LABELS = frozenset("collector herbarium museum university mountain station canyon habitat lichens country".split())  # noqa: SIM905
_ENDING = re.compile(r"(?:[ei]?i|[ei]?ae|[ei]?an[aiu][ms]?|us|a|um|is|e|or|er|ra|rum|os|on|ica?|ina?|ens|ensis)$")
_ONE_SLIP = 0.65
_FURTHEST_GENUS, _FURTHEST_EPITHET = 0.17, 0.14  # cost by letter
# What a genus that nothing but the label's group founds may cost; a long word may be further from a large genus.
_LONE_SHORT, _LONE, _LONG, _LARGE = 0.75, 1.4, 8, 3
_OF_GROUP = 2.5  # how much more a genus of the label's own group weighs than the most common of another


@lru_cache(_KEPT)
def mended_genus(read: str, group: str, founded: bool) -> str:
    """The genus that `read` stands for, itself if it is one or nobody can tell.

    A word is mended if it is `founded` on an epithet or a determination, or if the genus is of the label's own group.
    """
    word = read.capitalize()
    if word in genera() or was_published(word) or not _SHORTEST <= len(word) <= 20 or word.lower() in _OF_LABELS:
        return word
    weights = _weights(group)
    found = nearest(word.rstrip("0123456789"), weights, min(1.4, _FURTHEST_GENUS * len(word)), weights)
    if found is None:
        return word
    best = found[0].capitalize()
    of_group = bool(group) and genera()[best].group == group
    if group and not of_group:
        return word
    if not of_group and found[1] > min(1.1, 0.14 * len(word)):
        return word  # another group's, or nobody knows whose: only a likely one
    furthest = _LONE if len(word) >= _LONG and genera()[best].size >= _LARGE else _LONE_SHORT
    return best if founded or (of_group and genera()[best].size >= 2 and found[1] <= furthest) else word


@lru_cache(_KEPT)
def mended_old_genus(read: str) -> str:
    """A genus that was once published and is one likely slip from `read`, or `read`: for names with a known epithet."""
    word = read.capitalize()
    if not _SHORTEST + 2 <= len(word) <= 20 or word.lower() in NO_NAMES or word.lower() in _OF_LABELS:
        return word
    found = nearest(word, historic(), _ONE_SLIP)
    return found[0].capitalize() if found else word


@lru_cache(_KEPT)
def mended_epithet(read: str) -> str:
    """The epithet that `read` stands for, itself if it is one or nobody can tell."""
    word = read.lower()
    if word in epithets() or not _SHORTEST <= len(word) <= 24 or word in NO_NAMES:
        return word
    found = nearest(word, epithets(), min(1.4, _FURTHEST_EPITHET * len(word)), _epithet_weights())
    if found is None or (epithets()[found[0]] == 0 and found[1] > 0.4) or not LATIN_END.search(found[0]):
        return word
    return word if _same_stem(word, found[0]) else found[0]


def _same_stem(one: str, other: str) -> bool:
    """Whether two epithets differ only in an ending that both may have: -i and -ii, -us and -a."""
    return _ENDING.sub("", one) == _ENDING.sub("", other)


@cache
def _weights(group: str) -> dict[str, float]:
    """How common each genus is, 0-1; one of the label's own group counts for much."""
    return {word.lower(): known.size / 9 + _OF_GROUP * (known.group == group) for word, known in genera().items()}


@cache
def _epithet_weights() -> dict[str, float]:
    return {word: size / 9 for word, size in epithets().items()}
