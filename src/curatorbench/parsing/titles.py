"""The title of a series of labels, and the number in an exsiccata: `LICHENS OF OHIO`, `Lichenes Exsiccati 67`.

A title goes to datasetName as it is written. In an exsiccata the number is that of the series, not the collector's:
title and number together are another number of the specimen, which many collections hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import as_written, finding
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.line_kinds import GROUP, LineKind

_NUMBER = re.compile(
    r"(?:^|[\s,(])(?:(?:no|nr|nro|núm|num|n[°º])\.?\s?|№\s?|#\s?)(?P<named>\d{1,5}[a-z]?)\b(?![°'/.]?\d)|^(?P<bare>\d{1,5}[a-z]?)[.)]?(?=\s+[A-Z]|$)",
    re.IGNORECASE,
)
_REACH = 4  # lines below the title that its number may stand on
# The title within a line that also names its editor or distributor.
_EXSICCATA_TITLE = re.compile(
    rf"(?:\b(?:{GROUP}|reliqui\w+|decades|centuri\w+|krypt\.)\b[^\t:]*?(?:exsicc?at\w*|\bexs\.(?:\s\w+\.)?)"
    r"|\b\w+thecae?\b(?:\s[A-ZÀ-Þ]\w+){0,2})",
    re.IGNORECASE,
)


def find_titles(layout: Layout) -> list[Finding]:
    """datasetName for titles, otherCatalogNumbers for exsiccatae with their number."""
    made: list[Finding] = []
    for line in layout.lines:
        if line.kind is LineKind.EXSICCATA:
            made += _exsiccata(layout, line)
        elif line.kind is LineKind.TITLE:
            span = _span(line)
            made.append(
                finding(layout.text, "datasetName", as_written(layout.text, (span,)), (span,), "title of the label")
            )
    return made


def _exsiccata(layout: Layout, line: Line) -> Iterator[Finding]:
    span = _span(line)
    title = as_written(layout.text, (span,))
    yield finding(layout.text, "datasetName", title, (span,), "title of an exsiccata")
    for near in (line, *(one for one in layout.near(line, _REACH) if one.number > line.number)):
        number = _NUMBER.search(near.text)
        if number:
            which = "named" if number["named"] else "bare"
            spans = (span, (near.start + number.start(which), near.start + number.end(which)))
            yield finding(
                layout.text, "otherCatalogNumbers", f"{title} {number[which]}", spans, "exsiccata, title and number"
            )
            return


def _span(line: Line) -> tuple[int, int]:
    """The title alone: without its number, the editor's name before it, and what stands in another column."""
    start = re.match(r"^\W*(?:no\.?\s*)?(?:\d+\.?\s+)?", line.text, re.IGNORECASE)
    first = start.end() if start else 0
    named = _EXSICCATA_TITLE.search(line.text, first) if line.kind is LineKind.EXSICCATA else None
    if named:
        return line.start + named.start(), line.start + named.end()
    column = line.text.find("\t", first)
    last = column if column > 0 else len(line.text)
    number = _NUMBER.search(line.text, first + 1, last)
    last = min(last, number.start() if number else last)
    bare = line.text[first:last].rstrip(" .,;:-(")
    return (line.start + first, line.start + first + len(bare)) if bare else (line.start, line.end)
