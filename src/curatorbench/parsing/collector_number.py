"""The number a collector gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout, Line

_NIL = r"(?!(?:0 ?)+(?!\d))"  # nobody's number is nought
_FORM = (
    rf"(?:[A-Z]{{1,4}}[- ]?)?{_NIL}\d{{1,6}}(?:[-/]\d{{1,4}}|-?[A-Za-z](?![A-Za-z])| [A-LN-Za-eg-ln-z](?![A-Za-z.]))?"
)
_NO = r"(?i:\b(?:No|Nr|Nro|Núm|Num|Number)(?![^\W\d_]))[.:,-]{0,2}"
_WORD = rf"(?:(?i:(?:coll(?:ector|ection)?|field|leg)(?:'?s)?\.?\s?)?(?:{_NO}|N[°ºr]\.?|№)[ \t]{{0,3}}|#\s?)"
# A number before a unit is a height or a distance; one that goes on was read in pieces.
_END = (
    r"(?![\w°'/]|[,.]\d|\s?(?i:m(?:eters?|etres?|iles?|i|snm)?|ft|feet|f\.|km|cm|mm|yds?|pies|msnm|°|%|x|acres?|ha)"
    r"(?![^\W\d_]))"
)
_BEHIND = re.compile(rf"[ \t]*(?:[,;][ \t]*)?\(?(?P<word>{_WORD})?(?P<number>{_FORM}|s\.\s?n\.){_END}")
_NAMED = re.compile(rf"(?!#){_WORD}(?P<number>{_FORM}){_END}")
# `o. 47` at the head of a line: the N of No. was not read.
_HEADLESS = re.compile(r"^(?:[oO][.,]\s?|0[.,]\s)(?P<number>\d{1,6}[A-Za-z]?)(?![\w.,°'/])", re.MULTILINE)
_LEADS = re.compile(
    r"(?P<number>(?:[A-Z]{1,3}-?)?\d{1,6}(?:-\d{1,4}|-?[A-Za-z](?![A-Za-z]))?)(?P<point>\.?)\s+(?=[A-Z])"
)
_ALONE = re.compile(rf"(?P<number>{_NIL}(?:[A-Z]{{1,4}}-?)?\d{{2,6}}[A-Za-z]?|(?:\d ){{2,5}}\d)\.?")
_LAST = re.compile(r"(?<=[A-Za-z.])\s+(?P<number>\d{3,6}[A-Za-z]?)\.?$")
_EXSICCATI = re.compile(r"exs[iy]cc?at|selecti|reliqui|decades|centuria", re.IGNORECASE)
_SERIES = re.compile(r"\b(?:distribut(?:ed|ae?)|issued|edidit|edit(?:ed|a|ae)|ausgegeben)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:acc(?:ess(?:ion)?)?|ac|cat(?:alog(?:ue|o)?)?|herb(?:arium|ier)?|inv(?:ent(?:ar|ory|ario)\w*)?|reg(?:ist\w*)?"
    r"|form|box|hwy|highway|road|rd|route|rt|sheet|tel|phone|permit|photo|foto|neg(?:ative)?|slide|fig(?:ure)?"
    r"|lot|barcode|comté\b.*|plot|quadrat|map|sta(?:tion)?|site|stop|trap|host|tree|exsicc?\w*|locality|loc|section|sec"
    r"|bag|vial|drawer|folder|dupl\w*|chrom\w*|kat)\b\.?[ -]?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:[A-Z]{2,4})?(?:1[89]|20)\d\d(?:-\d\d)?")
_BINOMIAL = re.compile(r"[A-Z][a-z]{2,} (?:cf\. |aff\. |[x×] ?)?[a-z]{3,}")


def number_after(layout: Layout, place: int, rule: str) -> Iterator[Finding]:
    """The number that follows the names ending at `place`, on their line."""
    line = layout.line_at(max(place - 1, 0))
    match = _BEHIND.match(layout.text, place, line.end) if line else None
    if match is None or layout.in_date(*match.span("number")):
        return
    if match["word"] or not _YEAR.fullmatch(match["number"]) or _of_other_year(layout, match):
        yield finding(layout.text, "recordNumber", match["number"], (match.span("number"),), rule)


def _of_other_year(layout: Layout, match: re.Match[str]) -> bool:
    """A number that looks like a year, on a label with a whole date of another year, is a number."""
    whole = [found for found in layout.dates if found.has_day and found.interval]
    return (
        match["number"].isdigit()
        and bool(whole)
        and all(
            found.interval is not None and abs(found.interval.start.year - int(match["number"])) > 1 for found in whole
        )
    )


def numbers_apart(layout: Layout) -> Iterator[Finding]:
    """Numbers that stand apart from the collector: `No. 433`, before the name, or alone above it.

    In an exsiccata such a number is that of the series, and nobody's.
    """
    if _EXSICCATI.search(layout.text):
        return
    for pattern in (_NAMED, _HEADLESS):
        for match in pattern.finditer(layout.text):
            line = layout.line_at(match.start())
            before = layout.text[line.start : match.start()] if line else ""
            if line and not _OTHER.search(before) and not layout.in_date(*match.span("number")):
                yield finding(layout.text, "recordNumber", match["number"], (match.span(),), "record number, No.")
    for line in layout.lines:
        yield from _at_head(layout, line)
        yield from _behind_title(layout, line)


def numbers_beside(layout: Layout, lines: list[Line]) -> Iterator[Finding]:
    """A number alone on the line below the collectors' lines, or above them."""
    for line in lines:
        for near in (layout.next_in_block(line), layout.before_in_block(line)):
            match = _ALONE.fullmatch(near.text) if near else None
            if near and match and _is_number(layout, near, match) and len(match["number"]) < 6:
                span = (near.start, near.start + match.end("number"))
                rule = "record number, alone beside the collector"
                yield finding(layout.text, "recordNumber", match["number"].replace(" ", ""), (span,), rule)
                return


def _behind_title(layout: Layout, line: Line) -> Iterator[Finding]:
    """`LICHENS OF THE 1951 FORAY 3935`: the number at the end of the title's line."""
    match = _LAST.search(line.text) if line.title and not line.of_institution else None
    if match and _is_number(layout, line, match) and not _OTHER.search(line.text[: match.start()]):
        span = (line.start + match.start("number"), line.start + match.end("number"))
        yield finding(layout.text, "recordNumber", match["number"], (span,), "record number, behind the title")


def _is_number(layout: Layout, line: Line, match: re.Match[str]) -> bool:
    """Not a code with zeros in front, not a year, no part of a date, not the figures of a ruler (`2 3 4 5`)."""
    start, end = (line.start + place for place in match.span("number"))
    figures = [int(part) for part in match["number"].split() if part.isdigit()]
    if len(figures) > 1 and all(second - first == 1 for first, second in pairwise(figures)):
        return False
    return not (match["number"].startswith("0") or _YEAR.fullmatch(match["number"]) or layout.in_date(start, end))


def _at_head(layout: Layout, line: Line) -> Iterator[Finding]:
    """A number at the head of a line, or alone on it."""
    alone = _ALONE.fullmatch(line.text) or _before_date(layout, line)
    match = alone or _LEADS.match(line.text)
    if match is None or not _is_number(layout, line, match):
        return
    rule = _rule_alone(layout, line, match) if alone else _rule_leading(layout, line, match)
    if rule:
        span = (line.start, line.start + match.end("number"))
        yield finding(layout.text, "recordNumber", match["number"].replace(" ", ""), (span,), rule)


def _before_date(layout: Layout, line: Line) -> re.Match[str] | None:
    """`20320   13 juil. 1969`: a number with nothing but the date behind it."""
    match = re.match(r"(?P<number>(?:[A-Z]{1,3}-?)?\d{3,6}[A-Za-z]?)\s+", line.text)
    dates = layout.dates_in(line.start + match.end(), line.start + match.end() + 1) if match else []
    return match if dates and dates[0].has_day and not layout.text[dates[0].end : line.end].strip(" .,") else None


def _rule_alone(layout: Layout, line: Line, match: re.Match[str]) -> str | None:
    """Three digits alone are a box number, unless a name comes next."""
    below = layout.next_in_block(line)
    named = below is not None and re.match(r"[A-Z][a-z]{3,}(?: [a-z]{3,}|aceae$|\.?$)|(?:[A-Z]{3,}\s?){2}", below.text)
    if len(match["number"]) < (3 if named else 4):
        return None
    return "record number, alone on its line" if named or below else "record number, alone in its block"


def _rule_leading(layout: Layout, line: Line, match: re.Match[str]) -> str | None:
    """Before a title three digits are enough; fewer need a whole name behind them, or they are a ruler's."""
    behind = line.text[match.end() :]
    if line.title:
        return "record number, before the title" if len(match["number"]) >= 3 else None
    if (line.of_institution and not match["point"]) or (match["point"] and _SERIES.search(layout.text)):
        return None
    name = r"[A-Z][a-z]{3,}(?:aceae)?\b(?! [A-Z]?[a-z]*\s?(?:Co|Road|St|Ave|Street)\b)|[A-Z]{4,}(?!\s?[\d-])"
    of_series = _BINOMIAL.match(behind) or (len(match["number"]) >= 3 and re.match(name, behind))
    return "record number, before the name" if of_series else None
