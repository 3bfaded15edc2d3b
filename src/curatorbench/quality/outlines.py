"""Where countries lie: their outlines, thinned to about two kilometres, from Natural Earth (public domain).

`resources/reference/country_outlines.topojson.gz` is TopoJSON; `make_outlines.py` beside it says how it was made.
Distances are true to a per cent or so up to some hundred kilometres, which is as far as they are asked for.
"""

from __future__ import annotations

import gzip
import json
import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curatorbench.domain.resources import resource
from curatorbench.quality.earth import KM_A_DEGREE, REACH_KM

_LONGEST = 1.0  # degrees of latitude that a piece of border spans at most
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outlines:
    """All borders as pieces of line in degrees, `start` and `end` (n, 2) as longitude and latitude; `owner` (n,) is the
    index into `codes`, of each of which an area that two countries claim has several."""

    start: Floats
    end: Floats
    owner: NDArray[np.int64]
    codes: tuple[tuple[str, ...], ...]

    def holding(self, latitude: float, longitude: float) -> frozenset[str]:
        """The countries in which the place lies: none at sea, two where both claim it."""
        x0, y0, x1, y1 = self.start[:, 0], self.start[:, 1], self.end[:, 0], self.end[:, 1]
        spans = (y0 > latitude) != (y1 > latitude)
        at = np.flatnonzero(spans)
        crossing = x0[at] + (latitude - y0[at]) * (x1[at] - x0[at]) / (y1[at] - y0[at])
        counts = np.bincount(self.owner[at[crossing > longitude]], minlength=len(self.codes))
        return frozenset(code for index in np.flatnonzero(counts % 2) for code in self.codes[index])

    def distances(self, latitude: float, longitude: float) -> dict[str, float]:
        """Kilometres from the place to each country, 0 within it; those farther than `REACH_KM` are left out."""
        near = np.flatnonzero(np.abs(self.start[:, 1] - latitude) < REACH_KM / KM_A_DEGREE + _LONGEST)
        nearest = np.full(len(self.codes), np.inf)
        np.minimum.at(nearest, self.owner[near], self._gaps(near, latitude, longitude))
        found: dict[str, float] = {}
        for index in np.flatnonzero(nearest <= REACH_KM):
            for code in self.codes[index]:
                found[code] = min(found.get(code, math.inf), float(nearest[index]))
        return found | dict.fromkeys(self.holding(latitude, longitude), 0.0)

    def _gaps(self, near: NDArray[np.int64], latitude: float, longitude: float) -> Floats:
        """Kilometres from the place to each of the pieces `near`, on a plane that touches the earth there."""
        start, end = self.start[near], self.end[near]
        wide = KM_A_DEGREE * math.cos(math.radians(latitude))
        ax = ((start[:, 0] - longitude + 540) % 360 - 180) * wide
        ay = (start[:, 1] - latitude) * KM_A_DEGREE
        dx = (end[:, 0] - start[:, 0]) * wide
        dy = (end[:, 1] - start[:, 1]) * KM_A_DEGREE
        length = np.maximum(dx * dx + dy * dy, 1e-12)
        along = np.clip(-(ax * dx + ay * dy) / length, 0, 1)
        found: Floats = np.hypot(ax + along * dx, ay + along * dy)
        return found

    def has(self, code: str) -> bool:
        return any(code in codes for codes in self.codes)

    def centre(self, code: str) -> tuple[float, float, float] | None:
        """Latitude and longitude of the middle of the country on a plain grid of degrees, as catalogues of such middles
        have it, and the country's area in square kilometres."""
        mine = np.isin(self.owner, [index for index, codes in enumerate(self.codes) if codes == (code,)])
        if not mine.any():
            return None
        start, end = self.start[mine], self.end[mine]
        origin = start.mean(axis=0)
        (x0, y0), (x1, y1) = (start - origin).T, (end - origin).T
        turned = x0 * y1 - x1 * y0
        twice = float(turned.sum())
        longitude, latitude = origin + ((start + end - 2 * origin) * turned[:, None]).sum(axis=0) / (3 * twice)
        area = abs(twice) / 2 * KM_A_DEGREE**2 * math.cos(math.radians(latitude))
        return float(latitude), float(longitude), float(area)


@cache
def read() -> Outlines:
    """Read once, in about a tenth of a second."""
    with gzip.open(resource("reference", "country_outlines.topojson.gz")) as packed:
        topology = json.load(packed)
    scale = topology["transform"]["scale"][0]
    arcs = [np.cumsum(np.array(arc, dtype=np.float64), axis=0) * scale for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    lines = [(index, _line(arcs, ring)) for index, country in enumerate(countries) for ring in _rings(country)]
    return Outlines(
        start=np.concatenate([line[:-1] for _, line in lines]),
        end=np.concatenate([line[1:] for _, line in lines]),
        owner=np.concatenate([np.full(len(line) - 1, index, dtype=np.int64) for index, line in lines]),
        codes=tuple(tuple(country["properties"]["codes"]) for country in countries),
    )


def _rings(country: dict[str, Any]) -> list[list[int]]:
    return [ring for polygon in country["arcs"] for ring in polygon]


def _line(arcs: list[Floats], ring: list[int]) -> Floats:
    """The arcs of a ring strung together; a negative number is an arc run backwards."""
    return np.concatenate([arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring])
