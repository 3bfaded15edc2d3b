"""Coordinates and height of a label as findings."""

from __future__ import annotations

import re
from dataclasses import replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.coordinates import FoundCoordinates, find_coordinates
from curatorbench.parsing.elevation import FoundElevation, find_elevations
from curatorbench.parsing.findings import finding
from curatorbench.parsing.grids import TOWNSHIP
from curatorbench.parsing.layout import Layout

_OF_TEXT = re.compile(
    r"\b(?:tall|high|herb|shrub|tree|vine|flowers?|stems?|árbol|arbust\w*|hierba|planta)\b", re.IGNORECASE
)


def find_coordinate_findings(layout: Layout) -> list[Finding]:
    """decimalLatitude, decimalLongitude and verbatimCoordinates; township and range only as written."""
    findings: list[Finding] = []
    for found in find_coordinates(layout.text):
        span = ((found.start, found.end),)
        rule = _rule(found)
        findings.append(finding(layout.text, "verbatimCoordinates", layout.text[found.start : found.end], span, rule))
        for term, degrees in (("decimalLatitude", found.latitude), ("decimalLongitude", found.longitude)):
            if degrees is not None:
                findings.append(finding(layout.text, term, _decimal(degrees), span, rule))
            if degrees is not None and found.east_or_west and term == "decimalLongitude":
                findings.append(finding(layout.text, term, _decimal(-degrees), span, rule))
    for match in TOWNSHIP.finditer(layout.text):
        findings.append(
            finding(layout.text, "verbatimCoordinates", match.group(), (match.span(),), "township and range")
        )
    return sorted(findings, key=lambda said: -said.confidence)


def find_elevation_findings(layout: Layout) -> list[Finding]:
    """verbatimElevation, and the metres where a unit was written."""
    findings: list[Finding] = []
    for found in sorted(find_elevations(layout.text), key=lambda one: not one.named):
        span = ((found.start, found.start + len(layout.text[found.start : found.end].rstrip())),)
        rule = _elevation_rule(layout, found)
        said = finding(layout.text, "verbatimElevation", found.verbatim, span, rule)
        findings.append(replace(said, corrected=found.corrected))
        for term, metres in (("minimumElevationInMeters", found.minimum), ("maximumElevationInMeters", found.maximum)):
            if metres is not None:
                findings.append(finding(layout.text, term, f"{metres:g}", span, rule))
    return sorted(findings, key=lambda said: -said.confidence)


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
