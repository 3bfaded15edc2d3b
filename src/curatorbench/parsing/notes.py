"""What a line says behind a word of its own: locality, datum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout

_DATUM = re.compile(
    r"\b(?P<datum>WGS[ -]?(?:19)?84|NAD[ -]?(?:19)?(?:27|83)|ED[ -]?50|GDA[ -]?94|OSGB[ -]?36|AGD[ -]?66)\b",
    re.IGNORECASE,
)
_DATUMS = {
    "wgs84": "WGS84",
    "wgs1984": "WGS84",
    "nad27": "NAD27",
    "nad1927": "NAD27",
    "nad83": "NAD83",
    "nad1983": "NAD83",
}
_LOCALITY = re.compile(
    r"^(?:loc(?:ality|alidad)?|fundort|lieu|localité|place)\b\s?[.:]\s*(?P<locality>\S.*)", re.IGNORECASE
)


def find_notes(layout: Layout) -> list[Finding]:
    """locality where it is named, and geodeticDatum."""
    return [*_localities(layout), *_datums(layout)]


def _localities(layout: Layout) -> Iterator[Finding]:
    for line in layout.lines:
        match = _LOCALITY.match(line.text)
        if match:
            start, end = (line.start + place for place in match.span("locality"))
            yield finding(layout.text, "locality", match["locality"], ((start, end),), "locality, named")


def _datums(layout: Layout) -> Iterator[Finding]:
    for match in _DATUM.finditer(layout.text):
        value = _DATUMS.get(re.sub(r"[ -]", "", match["datum"].lower()), match["datum"])
        yield finding(layout.text, "geodeticDatum", value, (match.span(),), "datum")
        return
