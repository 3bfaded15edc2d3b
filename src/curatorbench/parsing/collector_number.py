"""The number a collector gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout, Line

_FORM = r"(?:[A-Z]{1,4}[- ]?)?\d{1,6}(?:[-/]\d{1,4}|-?[A-Za-z](?![A-Za-z])| [A-Za-z](?![A-Za-z.]))?"
_WORD = (
    r"(?:(?i:coll(?:ector)?(?:'?s)?\.?\s)?(?:(?i:\b(?:No|Nr|Núm|Num|Number))\b[.:,-]{0,2}|N[°º]\.?|№)[ \t]{0,3}|#\s?)"
)
_BEHIND = re.compile(rf"[ \t]*[,;]?[ \t]*\(?(?P<word>{_WORD})?(?P<number>{_FORM}|s\.\s?n\.)(?![\w°'/]|,\d)")
_NAMED = re.compile(rf"(?!#){_WORD}(?P<number>{_FORM})(?![\w°'/]|,\d)")
_LEADS = re.compile(r"(?P<number>(?:[A-Z]{1,3}-?)?\d{1,6}(?:-\d{1,4}|-?[A-Za-z](?![A-Za-z]))?)\.?\s+(?=[A-Z])")
_ALONE = re.compile(r"(?P<number>(?:[A-Z]{1,4}-?)?\d{3,6}[A-Za-z]?|(?:\d ){2,5}\d)\.?")
_EXSICCATI = re.compile(r"exsiccat|selecti|reliqui|decades|centuria", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:acc(?:ession)?|cat(?:alog(?:ue)?)?|herb(?:arium)?|form|box|hwy|highway|road|rd|route|rt|sheet|tel|phone"
    r"|lot|barcode|comté\b.*|plot|quadrat|map)\b\.?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:[A-Z]{2,4})?(?:1[89]|20)\d\d(?:-\d\d)?")


def number_after(layout: Layout, place: int, rule: str) -> Iterator[Finding]:
    """The number that follows the names ending at `place`, on their line."""
    line = layout.line_at(max(place - 1, 0))
    match = _BEHIND.match(layout.text, place, line.end) if line else None
    if match and not layout.in_date(*match.span("number")) and (match["word"] or not _YEAR.fullmatch(match["number"])):
        yield finding(layout.text, "recordNumber", match["number"], (match.span("number"),), rule)


def numbers_apart(layout: Layout) -> Iterator[Finding]:
    """Numbers that stand apart from the collector: `No. 433`, before the name, or alone above it.

    In an exsiccata such a number is that of the series, and nobody's.
    """
    if _EXSICCATI.search(layout.text):
        return
    for match in _NAMED.finditer(layout.text):
        line = layout.line_at(match.start())
        before = layout.text[line.start : match.start()] if line else ""
        if line and not _OTHER.search(before) and not layout.in_date(*match.span("number")):
            yield finding(layout.text, "recordNumber", match["number"], (match.span(),), "record number, No.")
    for line in layout.lines:
        yield from _at_head(layout, line)


def _at_head(layout: Layout, line: Line) -> Iterator[Finding]:
    alone = _ALONE.fullmatch(line.text)
    match = alone or _LEADS.match(line.text)
    if (
        match is None
        or match["number"].startswith("0")
        or _YEAR.fullmatch(match["number"])
        or layout.in_date(line.start, line.start + match.end("number"))
    ):
        return
    rule = _rule_alone(layout, line, match) if alone else _rule_leading(line, match)
    if rule:
        span = (line.start, line.start + match.end("number"))
        yield finding(layout.text, "recordNumber", match["number"].replace(" ", ""), (span,), rule)


def _rule_alone(layout: Layout, line: Line, match: re.Match[str]) -> str | None:
    """Three digits alone are a box number, unless a name comes next."""
    below = layout.next_in_block(line)
    named = below is not None and re.match(r"[A-Z][a-z]{3,}(?: [a-z]{3,}|aceae$|\.?$)|(?:[A-Z]{3,}\s?){2}", below.text)
    if len(match["number"]) < 4 and not named:
        return None
    return "record number, alone on its line" if named or below else "record number, alone in its block"


def _rule_leading(line: Line, match: re.Match[str]) -> str | None:
    behind = line.text[match.end() :]
    if line.title:
        return "record number, before the title" if len(match["number"]) >= 3 else None
    return (
        "record number, before the name"
        if re.match(r"[A-Z][a-z]{3,}(?:aceae)?\b(?! [A-Z]?[a-z]*\s?(?:Co|Road|St)\b)|[A-Z]{4,}", behind)
        else None
    )
