"""From rows of writing to the papers they stand on: labels, slips, stamps.

Rows close to each other make a block; blocks of one paper make a label. Two papers that touch are
told apart by the straight edge between them, which is longer than any underline.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Rectangle
from curatorbench.imaging.text_lines import TextLine

EDGE_STEP = 5  # grey levels between two papers, or a paper and its shadow
EDGE_SHARE = 0.72  # of the width that must show it
BEYOND, END_SHARE = 1.4, 0.5  # heights of a mark that an edge goes on beyond the writing, and how much of that
MARGIN = 1.6  # heights of a mark that a box is larger than its writing
MOST_LINES = 500  # a page of print has fewer; noise has more
PAPER_REACH = 14.0  # heights of a mark from the writing to the edge of its paper
GAP_DOWN, GAP_ASIDE = 9.0, 7.0  # heights of a mark between blocks of one label


@dataclass(frozen=True, slots=True)
class Block:
    """A group of rows, and the paper they stand on where it can be seen; in pixels of the view.

    `height` is the median height of a mark, `marks` how many there are.
    """

    lines: tuple[TextLine, ...]
    left: int
    top: int
    right: int
    bottom: int
    height: float
    marks: int
    paper: Rectangle | None = None

    @classmethod
    def of(cls, lines: tuple[TextLine, ...], paper: Rectangle | None = None) -> Block:
        return cls(
            lines,
            min(line.left for line in lines),
            min(line.top for line in lines),
            max(line.right for line in lines),
            max(line.bottom for line in lines),
            float(median(line.height for line in lines)),
            sum(line.marks for line in lines),
            paper,
        )

    @property
    def rectangle(self) -> Rectangle:
        """The paper where its edges were seen, at least the writing with a margin."""
        margin = int(MARGIN * self.height)
        left, top, right, bottom = self.left - margin, self.top - margin, self.right + margin, self.bottom + margin
        if self.paper is None:
            return left, top, right, bottom
        return min(left, self.paper[0]), min(top, self.paper[1]), max(right, self.paper[2]), max(bottom, self.paper[3])


def blocks(grey: Grey, lines: list[TextLine]) -> list[Block]:
    """The rows grouped by paper, the one with most writing first."""
    strongest = sorted(lines, key=lambda line: -line.marks)[:MOST_LINES]
    groups = _joined([Block.of((line,)) for line in strongest], _touch)
    groups = _joined(groups, lambda a, b: _near(a, b) and not _edge_between(grey, a, b))
    groups = sorted(groups, key=lambda block: -block.marks)
    return sorted(_by_paper(grey, groups), key=lambda block: -block.marks)


def _by_paper(grey: Grey, groups: list[Block]) -> list[Block]:
    """Groups that lie on the visible paper of a larger one joined with it."""
    kept: list[Block] = []
    while groups:
        block, *groups = groups
        sheet = paper(grey, block)
        if sheet is not None and len(block.lines) > 1:
            mates = [g for g in groups if _on(g, sheet)]
            groups = [g for g in groups if g not in mates]
            block = Block.of(tuple(line for part in (block, *mates) for line in part.lines), sheet)
        kept.append(block)
    return kept


def _on(block: Block, sheet: Rectangle) -> bool:
    x, y = (block.left + block.right) / 2, (block.top + block.bottom) / 2
    return sheet[0] <= x <= sheet[2] and sheet[1] <= y <= sheet[3]


def _joined(groups: list[Block], same: Callable[[Block, Block], bool]) -> list[Block]:
    """Join until no two groups are the same paper."""
    waiting, done = sorted(groups, key=lambda g: g.top), list[Block]()
    while waiting:
        block, *waiting = waiting
        mates = [other for other in waiting if same(block, other)]
        if not mates:
            done.append(block)
            continue
        kept = [other for other in waiting if other not in mates]
        # What was done may be near the larger block, so it waits again.
        waiting = [Block.of(tuple(line for part in (block, *mates) for line in part.lines)), *kept, *done]
        done = []
    return done


def _gaps(a: Block, b: Block) -> tuple[int, int]:
    """Pixels between two rectangles, sideways and downwards; negative where they overlap."""
    return max(a.left, b.left) - min(a.right, b.right), max(a.top, b.top) - min(a.bottom, b.bottom)


def _touch(a: Block, b: Block) -> bool:
    aside, down = _gaps(a, b)
    tall = min(max(a.height, b.height), 2.0 * min(a.height, b.height))
    return aside < 3.0 * tall and down < (1.6 * tall if aside < 0 else -0.3 * tall)


def _near(a: Block, b: Block) -> bool:
    aside, down = _gaps(a, b)
    tall = min(max(a.height, b.height), 2.0 * min(a.height, b.height))
    overlap_aside = -aside > 0.3 * min(a.right - a.left, b.right - b.left)
    overlap_down = -down > 0.5 * min(a.bottom - a.top, b.bottom - b.top)
    return (overlap_aside and down < GAP_DOWN * tall) or (overlap_down and aside < GAP_ASIDE * tall)


def _edge_between(grey: Grey, a: Block, b: Block) -> bool:
    """Whether a straight edge of paper runs through the gap between two blocks."""
    aside, down = _gaps(a, b)
    beyond = int(BEYOND * min(a.height, b.height))
    if down >= 3:
        upper, lower = (a, b) if a.top < b.top else (b, a)
        span = min(a.left, b.left), max(a.right, b.right)
        return bool(_edges(grey[upper.bottom - 1 : lower.top + 1], span, beyond).any())
    if aside >= 3:
        first, second = (a, b) if a.left < b.left else (b, a)
        span = min(a.top, b.top), max(a.bottom, b.bottom)
        return bool(_edges(grey[:, first.right - 1 : second.left + 1].T, span, beyond).any())
    return False


def paper(grey: Grey, block: Block) -> Rectangle | None:
    """The paper that a block stands on, if at least three of its edges (or the image's) can be seen."""
    high, wide = grey.shape
    reach = int(PAPER_REACH * block.height)
    left, top, right, bottom = block.left, block.top, block.right, block.bottom
    above = _nearest_edge(grey[max(0, top - reach) : top][::-1], (left, right), block.height)
    below = _nearest_edge(grey[bottom : bottom + reach], (left, right), block.height)
    before = _nearest_edge(grey[:, max(0, left - reach) : left].T[::-1], (top, bottom), block.height)
    behind = _nearest_edge(grey[:, right : right + reach].T, (top, bottom), block.height)
    seen = sum(side is not None for side in (above, below, before, behind))
    ends = (above is None and top <= reach) + (below is None and bottom + reach >= high)
    ends += (before is None and left <= reach) + (behind is None and right + reach >= wide)
    if seen < 2 or seen + ends < 3:
        return None
    margin = int(MARGIN * block.height)
    sides = [margin if side is None else side for side in (before, above, behind, below)]
    return left - sides[0], top - sides[1], right + sides[2], bottom + sides[3]


def _nearest_edge(strip: Grey, span: tuple[int, int], height: float) -> int | None:
    """Rows from the start of `strip` to the first straight edge that is no underline of the last row."""
    start = int(0.8 * height)
    edges = np.flatnonzero(_edges(strip[start:], span, int(BEYOND * height)))
    return start + int(edges[0]) + 1 if len(edges) else None


def _edges(strip: Grey, span: tuple[int, int], beyond: int) -> NDArray[np.bool_]:
    """For every row but the outer two: does a line along `span`, tilted by 3 rows at most, step in tone?

    The edge of a paper goes on `beyond` the writing on it at both ends; a printed rule does not.
    """
    start, end = max(0, span[0] - beyond), min(strip.shape[1], span[1] + beyond)
    if strip.shape[0] < 4 or span[1] - span[0] < 12:
        return np.zeros(0, np.bool_)
    smooth = cv2.blur(np.ascontiguousarray(strip[:, start:end]), (9, 1)).astype(np.int16)
    steps = np.abs(smooth[2:] - smooth[:-2])
    seen = cv2.dilate(steps, np.ones((3, 1), np.uint8)) > EDGE_STEP
    first, last = span[0] - start, span[1] - start
    ends = [part.mean(axis=1) > END_SHARE for part in (seen[:, :first], seen[:, last:]) if part.shape[1] > 2]
    return np.asarray(np.all([seen[:, first:last].mean(axis=1) > EDGE_SHARE, *ends], axis=0))
