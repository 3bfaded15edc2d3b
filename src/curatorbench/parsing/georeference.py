"""Coordinates, height and depth of a label as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.coordinate_notes import named_uncertainties, system_of, uncertainty_behind
from curatorbench.parsing.coordinates import FoundCoordinates, find_coordinates
from curatorbench.parsing.depths import find_depths
from curatorbench.parsing.elevation import FoundElevation, find_elevations
from curatorbench.parsing.findings import Span, finding
from curatorbench.parsing.grids import TOWNSHIP
from curatorbench.parsing.layout import Layout

_OF_TEXT = re.compile(
    r"\b(?:tall|high|herb|shrub|tree|vine|flowers?|stems?|árbol|arbust\w*|hierba|planta)\b", re.IGNORECASE
)
TOWNSHIP_SYSTEM = "Township Range Section"


def find_coordinate_findings(layout: Layout) -> list[Finding]:
    """Decimal and verbatim coordinates, their system and uncertainty; township and range only as written."""
    text = layout.text
    findings: list[Finding] = []
    for found in find_coordinates(text):
        span, rule = (found.start, found.end), _rule(found)
        findings += _decimals(layout, found, span, rule)
        findings += _verbatim(layout, span, rule, system_of(text[found.start : found.end], found.form))
        behind = uncertainty_behind(text, found.end)
        if behind:
            findings.append(_uncertainty(layout, *behind, "uncertainty, behind coordinates"))
    for match in TOWNSHIP.finditer(text):
        findings += _verbatim(layout, match.span(), "township and range", TOWNSHIP_SYSTEM)
    findings += [_uncertainty(layout, *said, "uncertainty, named") for said in named_uncertainties(text)]
    return sorted(findings, key=lambda said: -said.confidence)


def _decimals(layout: Layout, found: FoundCoordinates, span: Span, rule: str) -> Iterator[Finding]:
    for term, degrees in (("decimalLatitude", found.latitude), ("decimalLongitude", found.longitude)):
        if degrees is not None:
            yield finding(layout.text, term, _decimal(degrees), (span,), rule)
        if degrees is not None and found.east_or_west and term == "decimalLongitude":
            yield finding(layout.text, term, _decimal(-degrees), (span,), rule)


def _verbatim(layout: Layout, span: Span, rule: str, system: str) -> list[Finding]:
    written = layout.text[slice(*span)]
    return [
        finding(layout.text, "verbatimCoordinates", written, (span,), rule),
        finding(layout.text, "verbatimCoordinateSystem", system, (span,), rule),
    ]


def _uncertainty(layout: Layout, start: int, end: int, metres: float, rule: str) -> Finding:
    return finding(layout.text, "coordinateUncertaintyInMeters", f"{metres:g}", ((start, end),), rule)


def find_elevation_findings(layout: Layout) -> list[Finding]:
    """verbatimElevation and verbatimDepth, and the metres where a unit was written."""
    depths = list(find_depths(layout.text))
    findings: list[Finding] = []
    for found in sorted(find_elevations(layout.text), key=lambda one: not one.named):
        if any(one.start < found.end and found.start < one.end for one in depths):
            continue
        span = found.start, found.start + len(layout.text[found.start : found.end].rstrip())
        rule = _elevation_rule(layout, found)
        said = _measured(layout, "Elevation", found.verbatim, span, (found.minimum, found.maximum), rule)
        findings += [replace(one, corrected=found.corrected) for one in said]
    for depth in depths:
        metres = depth.minimum, depth.maximum
        findings += _measured(layout, "Depth", depth.verbatim, (depth.start, depth.end), metres, "depth")
    return sorted(findings, key=lambda said: -said.confidence)


def _measured(
    layout: Layout, kind: str, verbatim: str, span: Span, metres: tuple[float | None, float | None], rule: str
) -> Iterator[Finding]:
    yield finding(layout.text, f"verbatim{kind}", verbatim, (span,), rule)
    for end, value in zip(("minimum", "maximum"), metres, strict=True):
        if value is not None:
            yield finding(layout.text, f"{end}{kind}InMeters", f"{value:g}", (span,), rule)


def _rule(found: FoundCoordinates) -> str:
    if found.east_or_west:
        return "coordinates, O for east or west"
    if found.form != "degrees":
        return f"coordinates, {found.form}"
    return "coordinates, signs and letters" if found.sure else "coordinates, plain decimals"


def _elevation_rule(layout: Layout, found: FoundElevation) -> str:
    if found.named:
        return "elevation, named" if found.unit else "elevation, named without unit"
    line = layout.line_at(found.start)
    return "elevation, in a description" if line and _OF_TEXT.search(line.text) else "elevation, unit only"


def _decimal(degrees: float) -> str:
    return f"{degrees:.5f}".rstrip("0").rstrip(".")
