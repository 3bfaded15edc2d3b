"""Whether a confidence of 0.9 is right nine times in ten: bins, calibration error, and the curve that mends it.

The curve (`resources/reference/calibration.csv`) is the isotonic regression of right on score over all sets of labels,
each scored with what rules earned on the other sets: so it knows how much rules lose on labels they were not made for.
From `TOP` on it stays at or below the score itself: being called sure must hold on other institutions' labels too.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from curatorbench.domain.resources import resource
from curatorbench.parsing.confidence import Grounds, Knots, on_curve
from curatorbench.parsing.confidence import curve as shipped

BINS = 10
Said = tuple[float, bool]
TOP = 0.89
_FEWEST = 25  # cases that a knot of the curve rests on at least


@dataclass(frozen=True, slots=True)
class Case:
    """A first finding that can be judged: what it rests on, whether it was right, where and of which term."""

    grounds: Grounds
    right: bool
    kind: str
    term: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings of about the same confidence: how many, their mean confidence, and the share that was right."""

    count: int
    said: float
    right: float


def fitted(cases: Sequence[Case]) -> Knots:
    """The knots of the curve, both figures rising: isotonic below `TOP`, the score itself above."""
    scored = sorted((case.grounds.score, case.right) for case in cases if case.grounds.score < TOP)
    knots = [(0.0, 0.0)]
    for one in _pooled([Bin(1, score, float(right)) for score, right in scored]):
        knots.append((round(one.said, 4), round(min(one.right, TOP), 4)))
    rising = [knot for at, knot in enumerate(knots) if at == 0 or knot[0] > knots[at - 1][0]]
    return (*rising, (TOP, TOP), (1.0, 1.0))


def _pooled(parts: Sequence[Bin]) -> list[Bin]:
    """Neighbours thrown together until each has enough cases and the shares right rise (pool adjacent violators)."""
    pools: list[Bin] = []
    for part in parts:
        pools.append(part)
        while len(pools) > 1 and (pools[-2].count < _FEWEST or pools[-2].right >= pools[-1].right):
            pools[-2:] = [_together(*pools[-2:])]
    return pools


def _together(one: Bin, other: Bin) -> Bin:
    count = one.count + other.count
    mean = [(a * one.count + b * other.count) / count for a, b in ((one.said, other.said), (one.right, other.right))]
    return Bin(count, *mean)


def said(cases: Sequence[Case], knots: Knots | None = None) -> list[Said]:
    """Each case's confidence by a curve (the shipped one if none is given), and whether it was right."""
    curve = shipped() if knots is None else knots
    return [(on_curve(case.grounds.score, curve), case.right) for case in cases]


def bins(sayings: Sequence[Said]) -> list[Bin]:
    """Ten bins of equal width, empty ones left out."""
    parted: dict[int, list[Bin]] = {}
    for confidence, right in sayings:
        parted.setdefault(min(BINS - 1, int(confidence * BINS)), []).append(Bin(1, confidence, float(right)))
    return [_sum(some) for _, some in sorted(parted.items())]


def _sum(parts: Sequence[Bin]) -> Bin:
    count = len(parts)
    return Bin(count, sum(part.said for part in parts) / count, sum(part.right for part in parts) / count)


def calibration_error(sayings: Sequence[Said]) -> float:
    """ECE: how far confidence and share of right ones are apart, weighted by the bins' counts."""
    parted = bins(sayings)
    whole = sum(one.count for one in parted)
    return sum(one.count * abs(one.said - one.right) for one in parted) / whole if whole else 0.0


def write_curve(knots: Knots) -> None:
    with resource("reference", "calibration.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("score", "confidence"))
        writer.writerows(knots)


def table(sayings: Sequence[Said]) -> list[str]:
    """One row a bin."""
    rows = ["| confidence | n | mean confidence | right |", "|---|---|---|---|"]
    for one in bins(sayings):
        low = min(BINS - 1, int(one.said * BINS)) / BINS
        rows.append(f"| {low:.1f}-{low + 1 / BINS:.1f} | {one.count} | {one.said:.3f} | {one.right:.3f} |")
    return rows


def diagram(sayings: Sequence[Said], title: str) -> str:
    """A reliability diagram as SVG: bars are the share right by bin, the line is what confidence promises."""
    wide, edge = 400, 48
    bars = [_bar(one, wide, edge) for one in bins(sayings)]
    ticks = [_tick(place / 5, wide, edge) for place in range(6)]
    error = calibration_error(sayings)
    far = edge + wide
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {far + 20} {far + 60}" font-family="sans-serif" '
            'font-size="13">',
            f"<title>{title}</title>",
            f'<rect width="{far + 20}" height="{far + 60}" fill="white"/>',
            f'<text x="{edge}" y="20">{title}</text>',
            f'<text x="{edge}" y="38">n = {len(sayings)}, expected calibration error {error:.3f}</text>',
            '<g transform="translate(0 40)">',
            *bars,
            f'<line x1="{edge}" y1="{wide + 20}" x2="{far}" y2="20" stroke="#555" stroke-dasharray="4 4"/>',
            *ticks,
            f'<text x="{edge + wide / 2}" y="{far + 14}" text-anchor="middle">confidence</text>',
            f'<text transform="translate(15 {wide / 2 + 20}) rotate(-90)" text-anchor="middle">share right</text>',
            "</g>",
            "</svg>",
            "",
        ]
    )


def _bar(one: Bin, wide: int, edge: int) -> str:
    left = edge + min(BINS - 1, int(one.said * BINS)) * wide / BINS
    high = one.right * wide
    box = f'x="{left + 1:.1f}" y="{20 + wide - high:.1f}" width="{wide / BINS - 2:.1f}" height="{high:.1f}"'
    middle = f'x="{left + wide / BINS / 2:.1f}" y="{16 + wide:.1f}" text-anchor="middle" font-size="10" fill="white"'
    return f'<rect {box} fill="#2f6f9f"/><text {middle}>{one.count}</text>'


def _tick(share: float, wide: int, edge: int) -> str:
    across, down = edge + share * wide, 20 + (1 - share) * wide
    return (
        f'<text x="{across:.0f}" y="{wide + 34}" text-anchor="middle">{share:.1f}</text>'
        f'<text x="{edge - 6}" y="{down + 4:.0f}" text-anchor="end">{share:.1f}</text>'
    )
