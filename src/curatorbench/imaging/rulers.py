"""How many pixels a millimetre has, from the ticks of a ruler in the picture.

Ticks are the only thing on a sheet that repeats evenly for a long way. Every fifth or tenth one is
longer on a metric ruler; without that sign the unit is not known and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from curatorbench.imaging.pixels import Grey, Rectangle

WINDOWS = (256, 1024)  # lengths in pixels in which ticks are looked for
LEAST_TICKS = 16  # in a window
LEAST_PERIOD = 3.2  # pixels
LEAST_SHARE = 0.78  # of a window's variation that repeats evenly
LEAST_CONTRAST = 7.0  # grey levels, standard deviation
BANDS = 480  # strips across the picture at most
THINNEST = 4  # pixels of a strip
LEAST_LIKENESS = 0.85  # of a strip to the next one: ticks go straight on, letters do not
LEAST_SUPPORT = 6  # strips that agree on the period
MOST_TRIED = 40
MOST_FAMILIES = 4  # that are asked whether they are metric
MOST_APART = 3  # strips

Profile = NDArray[np.float32]
Profiles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Evenly spaced ticks: their `period` in pixels, how even they are (0-1), and where."""

    period: float
    evenness: float
    across: bool
    band: int
    start: int
    window: int


@dataclass(frozen=True, slots=True)
class Ruler:
    """A metric ruler; `rectangle` is around its ticks."""

    pixels_per_mm: float
    rectangle: Rectangle


def ruler(grey: Grey) -> Ruler | None:
    """The metric ruler in the picture, or None. Ticks must be at least 3.2 pixels apart."""
    profiles = {across: _profiles(grey, across) for across in (True, False)}
    found = [ticks for across, rows in profiles.items() for ticks in _candidates(rows, across)]
    for strips in _families(found):
        best = next((ticks for ticks in strips[:MOST_TRIED] if _is_metric(profiles[ticks.across], ticks)), None)
        if best:
            return Ruler(best.period, _around(strips[:MOST_TRIED], grey))
    return None


def _families(found: list[Ticks]) -> Iterator[list[Ticks]]:
    """Strips side by side that agree on a period, the strongest first; letters and barcodes may beat a ruler."""
    left = sorted(found, key=_strength, reverse=True)
    tried = 0
    while left and tried < MOST_FAMILIES:
        family = _alike(left[0], left)
        beside = _beside(family)
        if len(beside) >= LEAST_SUPPORT:
            tried += 1
            yield beside
        known = {id(ticks) for ticks in family}
        left = [ticks for ticks in left if id(ticks) not in known]


def _beside(family: list[Ticks]) -> list[Ticks]:
    """The strongest part of a family whose strips lie next to each other, as a ruler's do, the strongest first."""
    groups: list[list[Ticks]] = []
    for ticks in sorted(family, key=lambda one: one.band):
        if groups and ticks.band - groups[-1][-1].band <= MOST_APART:
            groups[-1].append(ticks)
        else:
            groups.append([ticks])
    best = max(groups, key=lambda group: sum(_strength(one) for one in group))
    return sorted(best, key=_strength, reverse=True)


def _around(strips: list[Ticks], grey: Grey) -> Rectangle:
    across = strips[0].across
    thick = _thickness(grey.shape[0] if across else grey.shape[1])
    first, last = min(t.band for t in strips) * thick, (max(t.band for t in strips) + 1) * thick
    start, end = min(t.start for t in strips), max(t.start + t.window for t in strips)
    return (start, first, end, last) if across else (first, start, last, end)


def _thickness(side: int) -> int:
    """Whole pixels of a strip: they are averaged five times as fast as parts of pixels."""
    return max(THINNEST, -(-side // BANDS))


def _strength(ticks: Ticks) -> float:
    """Evenness times the number of ticks."""
    return ticks.evenness * ticks.window / ticks.period


def _alike(ticks: Ticks, found: list[Ticks]) -> list[Ticks]:
    """The strips in the same direction that show the same period, itself among them."""
    return [t for t in found if t.across == ticks.across and abs(t.period / ticks.period - 1) < 0.012]


def _candidates(rows: Profiles, across: bool) -> Iterator[Ticks]:
    for window in WINDOWS:
        for start in range(0, rows.shape[1] - window + 1, window // 2):
            yield from _even(rows[:, start : start + window], across, start, window)


def _profiles(grey: Grey, across: bool) -> Profiles:
    """Mean of every strip of rows (of columns if not `across`), without what changes slowly; shape (strips, length)."""
    high, wide = grey.shape
    thick = _thickness(high if across else wide)
    strips = max(1, (high if across else wide) // thick)
    part, size = (grey[: strips * thick], (wide, strips)) if across else (grey[:, : strips * thick], (strips, high))
    means = cv2.resize(part, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    flat = means if across else np.ascontiguousarray(means.T)
    return np.asarray(flat - cv2.blur(flat, (61, 1)))


def _even(parts: Profiles, across: bool, start: int, window: int) -> Iterator[Ticks]:
    """Strips of one window in which one period and its overtones make up most of the variation."""
    loud = np.flatnonzero(parts.std(axis=1) > LEAST_CONTRAST)
    if len(loud) == 0:
        return
    power = np.abs(np.fft.rfft(parts[loud] * np.hanning(window).astype(np.float32), axis=1)) ** 2
    power[:, :LEAST_TICKS] = 0
    peaks = LEAST_TICKS + power[:, LEAST_TICKS : int(window / LEAST_PERIOD)].argmax(axis=1)
    shares = sum(_around_bins(power, times * peaks) for times in (1, 2, 3)) / (power.sum(axis=1) + 1e-9)
    for row in np.flatnonzero(shares > LEAST_SHARE).tolist():
        band = int(loud[row])
        if _goes_on(parts, band):
            yield Ticks(_refined(power[row], int(peaks[row]), window), float(shares[row]), across, band, start, window)


def _around_bins(power: Profiles, bins: NDArray[np.intp]) -> Profiles:
    """The power within two bins of the given one of every row."""
    near = bins[:, None] + np.arange(-2, 3)
    inside = near < power.shape[1]
    values = np.take_along_axis(power, np.minimum(near, power.shape[1] - 1), axis=1)
    return np.asarray((values * inside).sum(axis=1), dtype=np.float32)


def _goes_on(parts: Profiles, band: int) -> bool:
    """Whether the strip looks like the one before or after it."""
    here = parts[band]
    beside = [parts[b] for b in (band - 1, band + 1) if 0 <= b < len(parts)]
    return any(here @ b > LEAST_LIKENESS * np.linalg.norm(here) * np.linalg.norm(b) for b in beside)


def _refined(power: Profile, peak: int, window: int) -> float:
    """The period at the top of a parabola through the peak and its neighbours."""
    before, top, after = np.log(power[peak - 1 : peak + 2] + 1e-9)
    shift = 0.5 * (before - after) / (before - 2 * top + after - 1e-12)
    return float(window / (peak + shift))


def _is_metric(rows: Profiles, ticks: Ticks) -> bool:
    """Whether in this strip or one near it every fifth or tenth tick differs from the others."""
    for band in range(max(0, ticks.band - 8), min(len(rows), ticks.band + 9)):
        part = rows[band, ticks.start : ticks.start + ticks.window]
        if part.std() > LEAST_CONTRAST / 2 and _tenth_stands_out(part, ticks.period):
            return True
    return False


def _tenth_stands_out(part: Profile, period: float) -> bool:
    """Fold the strip at ten periods: repeats there, and does so less well at other numbers of ticks."""
    tens = max(_repeats(part, 10 * period), _repeats(part, 5 * period))
    others = max(_repeats(part, count * period) for count in (7, 8, 9, 11, 12, 13))
    return tens > 0.45 and tens > others + 0.15


def _repeats(part: Profile, lag: float) -> float:
    """Correlation of a strip with itself shifted by `lag` pixels."""
    shift = round(lag)
    if shift < 1 or shift > 0.6 * len(part):
        return 0.0
    a, b = part[:-shift], part[shift:]
    return float((a @ b) / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-9))
