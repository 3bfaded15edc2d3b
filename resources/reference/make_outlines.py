"""Make `country_outlines.topojson.gz` from the 1:10m countries of Natural Earth (public domain).

    python make_outlines.py countries-10m.json      the file of the npm package world-atlas 2.0.2 (ISC)

Arcs are thinned to `TOLERANCE` degrees, so that neighbours go on sharing their border; islands smaller than that stay
as they are. Areas that two countries claim carry the codes of both, so that neither is called wrong.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pycountry  # type: ignore[import-untyped,unused-ignore]

TOLERANCE = 0.022
STEP = 0.005  # degrees, about 500 m
CODES_BY_NAME = {
    "Dhekelia": "CY", "Akrotiri": "CY", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Somaliland": "SO",
    "Kosovo": "XK RS", "USNB Guantanamo Bay": "CU US", "Siachen Glacier": "IN PK", "Baikonur": "KZ",
    "Indian Ocean Ter.": "CX CC AU", "Coral Sea Is.": "AU", "Clipperton I.": "CP FR",
}  # fmt: skip
# Parts that Natural Earth counts to their state and ISO 3166 does not: code, west, south, east, north.
APART = {
    "FR": [("GF", -55, 1, -51, 6), ("GP", -62, 15.7, -60.9, 16.6), ("MQ", -61.4, 14.2, -60.6, 15),
           ("RE", 55, -22, 56, -20), ("YT", 44.9, -13.2, 45.4, -12.5)],
    "NO": [("SJ", -10, 70.5, 40, 82), ("BV", 3, -55, 4, -54)],
    "NL": [("BQ", -69, 11, -62, 18)],
    "AU": [("CX", 105, -11, 106, -10), ("CC", 96, -13, 97, -11)],
    "NZ": [("TK", -173, -10, -171, -8)],
}  # fmt: skip
AUSTRALIAN = APART["AU"]

Point = tuple[int, int]
Json = dict[str, Any]


def absolute(arc: list[list[int]], transform: Json) -> list[Point]:
    """The corners of a delta-coded arc in steps of `STEP`."""
    x = y = 0
    found: list[Point] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        longitude = x * transform["scale"][0] + transform["translate"][0]
        latitude = y * transform["scale"][1] + transform["translate"][1]
        found.append((round(longitude / STEP), round(latitude / STEP)))
    return found


def thinned(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker: corners nearer to the line than `tolerance` steps go; a ring keeps at least four."""
    keep = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: _gap(points[i], points[0], points[0]))
        keep.add(far)
        waiting = [(0, far), (far, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: _gap(points[i], points[first], points[last]))
        if _gap(points[far], points[first], points[last]) > tolerance:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    left = [points[i] for i in sorted(keep)]
    return left if points[0] != points[-1] or len(set(left)) > 2 else points


def _gap(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return float(((px - ax - along * dx) ** 2 + (py - ay - along * dy) ** 2) ** 0.5)


def codes(geometry: Json) -> list[str]:
    name = geometry["properties"]["name"]
    if name in CODES_BY_NAME:
        return CODES_BY_NAME[name].split()
    country = pycountry.countries.get(numeric=geometry.get("id", ""))
    return [country.alpha_2] if country else []


def parted(geometry: Json, arcs: list[list[Point]]) -> list[Json]:
    """The geometry as polygons by code, overseas parts under their own."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    own = codes(geometry)
    by_codes: dict[str, list[Any]] = {}
    for polygon in polygons:
        by_codes.setdefault(_apart(own, arcs[max(polygon[0][0], ~polygon[0][0])][0]), []).append(polygon)
    return [
        {"type": "MultiPolygon", "arcs": part, "properties": {"codes": key.split()}} for key, part in by_codes.items()
    ]


def _apart(own: list[str], corner: Point) -> str:
    longitude, latitude = corner[0] * STEP, corner[1] * STEP
    for code, west, south, east, north in APART.get(own[0], []) if len(own) == 1 else AUSTRALIAN if "CX" in own else []:
        if west <= longitude <= east and south <= latitude <= north:
            return code
    return " ".join(own[-1:] if "CX" in own else own)


def deltas(points: list[Point]) -> list[list[int]]:
    before = (0, 0)
    coded = []
    for point in points:
        coded.append([point[0] - before[0], point[1] - before[1]])
        before = point
    return coded


def main(source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [thinned(absolute(arc, topology["transform"]), TOLERANCE / STEP) for arc in topology["arcs"]]
    countries = [part for g in topology["objects"]["countries"]["geometries"] if codes(g) for part in parted(g, arcs)]
    made = {
        "type": "Topology",
        "source": "Natural Earth 1:10m Admin 0 countries, public domain, by way of world-atlas 2.0.2; thinned",
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": countries}},
        "arcs": [deltas(arc) for arc in arcs],
    }
    text = json.dumps(made, separators=(",", ":")).encode()
    target = Path(__file__).with_name("country_outlines.topojson.gz")
    target.write_bytes(gzip.compress(text, 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
