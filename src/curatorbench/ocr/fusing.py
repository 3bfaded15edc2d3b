"""Several readings of one place made one, word by word, by confidence and agreement.

Readings are of overlapping windows, at several sizes, by several engines. Words of different readings that lie on one
place compete: they form a *contest*, in which each reading has a say of one or more words (one reading may
have split what another joined). The best say is kept, the others forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

import numpy as np

from curatorbench.domain.reading import Word

SAME_PLACE = 0.4
"""Two words compete when they share this part of the smaller one's area."""
WORTHLESS = 0.2
"""A letter of this confidence adds nothing to a say; a less sure one takes away."""
AGREED = 0.25
"""What every other reading that says the same adds to a say, as a part of its own worth."""

LIKELY = 0.4
"""Marks are believed in words of this confidence."""
SMALL = frozenset("°º'\"′″’‘“”`´")


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as read: in which reading and in which of its lines, and what its confidence is lowered by."""

    word: Word
    reading: int
    line: int
    handicap: float = 0.0

    @property
    def worth(self) -> float:
        return len(self.word.text) * (self.word.confidence - self.handicap - WORTHLESS)


def fused(seen: Sequence[Seen]) -> list[Seen]:
    """The words that stay, in the order in which they were handed in."""
    kept = [word for contest in _contests(seen) for word in _winner([seen[i] for i in contest])]
    order = {id(word.word): number for number, word in enumerate(seen)}
    return sorted(kept, key=lambda word: order[id(word.word)])


def _contests(seen: Sequence[Seen]) -> Iterable[list[int]]:
    """Indices of the words that hang together by competing."""
    parent = list(range(len(seen)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in _pairs(seen):
        parent[root(i)] = root(j)
    contests: dict[int, list[int]] = {}
    for i in range(len(seen)):
        contests.setdefault(root(i), []).append(i)
    return contests.values()


def _pairs(seen: Sequence[Seen]) -> Iterable[tuple[int, int]]:
    """Indices of words of different readings that lie on the same place."""
    if not seen:
        return []
    edges = np.array([(w.word.box.x, w.word.box.y, w.word.box.right, w.word.box.bottom) for w in seen])
    area = (edges[:, 2] - edges[:, 0]) * (edges[:, 3] - edges[:, 1])
    shared = np.minimum(edges[:, None, 2:], edges[None, :, 2:]) - np.maximum(edges[:, None, :2], edges[None, :, :2])
    shared_area = np.clip(shared, 0, None).prod(axis=2)
    reading = np.array([word.reading for word in seen])
    rivals = (shared_area > SAME_PLACE * np.minimum(area[:, None], area[None])) & (reading[:, None] < reading[None])
    return [(int(i), int(j)) for i, j in zip(*np.nonzero(rivals), strict=True)]


def _winner(contest: Sequence[Seen]) -> list[Seen]:
    """The say that is worth most, agreement counted, with all the marks that one of those who agree has seen."""
    says: dict[int, list[Seen]] = {}
    for word in contest:
        says.setdefault(word.reading, []).append(word)
    groups: dict[str, list[list[Seen]]] = {}
    for say in says.values():
        groups.setdefault(bare(_text(say)), []).append(say)
    best = max(groups.values(), key=_agreed)
    return max((say for say in best if _is_plausible(say, best)), key=lambda say: (marks(_text(say)), _worth(say)))


def _agreed(group: Sequence[list[Seen]]) -> float:
    """What a text is worth that one or more readings give."""
    worth = max(map(_worth, group))
    return worth + AGREED * abs(worth) * (len(group) - 1)


def _is_plausible(say: Sequence[Seen], group: Sequence[list[Seen]]) -> bool:
    """Whether it is the best of those who agree, or sure enough for its marks to be believed."""
    return _worth(say) == max(map(_worth, group)) or all(seen.word.confidence - seen.handicap >= LIKELY for seen in say)


def _worth(say: Sequence[Seen]) -> float:
    return sum(seen.worth for seen in say)


def _text(say: Sequence[Seen]) -> str:
    return " ".join(seen.word.text for seen in say)


def bare(text: str) -> str:
    """Without accents, degree signs, minutes and quotes: engines lose such small marks and seldom invent one."""
    return "".join(sign for sign in normalize("NFD", text) if sign not in SMALL and not combining(sign))


def marks(text: str) -> int:
    """How many small marks `text` bears."""
    return len(normalize("NFD", text)) - len(bare(text))
