"""Several readings of one place made one, word by word, by confidence and agreement.

Readings are of overlapping windows, at several sizes, by several engines. Words of different readings that lie on one
place compete: they form a *contest*, in which each reading has a say of one or more words (one reading may
have split what another joined). The best say is kept, the others forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from curatorbench.domain.reading import Word

SAME_PLACE = 0.4
"""Two words compete when they share this part of the smaller one's area."""
WORTHLESS = 0.2
"""A letter of this confidence adds nothing to a say; a less sure one takes away."""
AGREED = 0.25
"""What every other reading that says the same adds to a say, as a part of its own worth."""


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
    """The say that is worth most, agreement counted; its words' confidences are those of the surest that agrees."""
    says: dict[int, list[Seen]] = {}
    for word in contest:
        says.setdefault(word.reading, []).append(word)
    groups: dict[str, list[list[Seen]]] = {}
    for say in says.values():
        groups.setdefault(" ".join(seen.word.text for seen in say), []).append(say)
    return max((_ranked(group) for group in groups.values()), key=lambda ranked: ranked[0])[1]


def _ranked(group: list[list[Seen]]) -> tuple[float, list[Seen]]:
    """What a text said by one or more readings is worth, and the best of those says."""
    best = max(group, key=_worth)
    worth = _worth(best)
    return worth + AGREED * abs(worth) * (len(group) - 1), best


def _worth(say: Sequence[Seen]) -> float:
    return sum(seen.worth for seen in say)
