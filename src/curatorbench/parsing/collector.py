"""Who collected it and under which number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.dates import FoundDate, find_dates
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import PEOPLE, PEOPLE_LINE, names_value

_BY = r"(?:coll(?:ect(?:ed|ors?|eurs?)|rs?|n|s)?|col(?:ectore?s?|\.)|leg(?:it|erunt|\.)|gesammelt|sammler|recolt\w+|récolt\w+|recogi[óo]|collected|colhid[oa])"
_LABEL = re.compile(
    rf"(?<![\w-])(?P<sign>{_BY}(?:\(s\))?[.:]{{0,2}}\s?(?:(?:&|and|et)\s?(?:det|distributed|prepared|id)\w*\.?\s?)?(?:by\b|von\b|par\b|por\b)?)[:.,;]{{0,2}}\s{{0,3}}",
    re.IGNORECASE,
)
_ROLE_BEHIND = re.compile(
    r"[\s,}(\[]*(?<![\w-])(?P<sign>coll(?:ect(?:ors?|or\(s\))|rs?|s)?|leg)\b[.,]?\)?", re.IGNORECASE
)
_BY_LINE = re.compile(r"(?<![\w-])(?P<sign>By)\s(?=[A-Z])")
# What ends a list of names on its line.
_STOP = re.compile(
    r"\b(?:det|determined|no|num|number|date|alt|elev|altitude|habitat|loc(?:ality)?|substrat\w*|s\.\s?n|in|on|for|exchange|dupl|verified|herb\w*"
    r"|ident\w*|hab|collector|ex|under|specimens?)\b[.:]?|[#\d(:=]|(?<=\s)n[°º]",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*[,;]?\s*(?:\(\s?)?(?:(?i:coll(?:ector'?s?)?\.?\s)?(?:(?i:No|Nr|Num)\b[.:,]?|N[°º])\s?|#\s?)?(?P<number>(?:[A-Z]{1,4}[- ]?)?\d{1,6}(?:[-/]\d{1,4}|[- ]?[A-Za-z](?![A-Za-z]))?|s\.\s?n\.)(?![\w°'/,])",
)
_NUMBER_NAMED = re.compile(
    r"(?:(?:coll(?:ector|ector'?s|\.)?\s)?(?:\b(?:No|Nr|Núm|Num)\b|N[°º])[.:,-]{0,2}|#)[ \t]{0,3}(?P<number>(?:[A-Z]{1,4}-?)?\d{1,6}(?:-\d{1,4}|-?[A-Za-z](?![A-Za-z]))?)(?![\w°'/,])",
    re.IGNORECASE,
)
_NUMBER_LEADS = re.compile(
    r"(?P<number>(?:[A-Z]{1,3}-?)?\d{1,6}(?:-\d{1,4}|[A-Za-z](?![A-Za-z]))?)(?P<point>\.?)\s+(?=[A-Z])"
)
_NUMBER_ALONE = re.compile(r"(?P<number>(?:[A-Z]{1,4}-?)?\d{2,6}[A-Za-z]?|(?:\d ){2,5}\d)\.?")
_EXSICCATI = re.compile(r"exsiccat|selecti|reliqui|distributed|rariores|decades|centuria", re.IGNORECASE)
_OTHER_NUMBER = re.compile(
    r"\b(?:acc(?:ession)?|cat(?:alog)?|herb|form|box|hwy|highway|road|rd|route|rt|sheet|tel|phone|lot|barcode)\b\.?\s*$",
    re.IGNORECASE,
)


def find_collectors(layout: Layout) -> list[Finding]:
    """recordedBy and recordNumber, best first in each."""
    named = list(_named(layout))
    behind = list(_behind(layout))
    beside = [] if named or behind else [*_beside_number(layout), *_beside_date(layout)]
    found = sorted([*named, *behind, *beside, *_by(layout)], key=lambda said: -said.confidence)
    people = [said for said in found if said.term == "recordedBy"]
    numbers = [said for said in found if said.term == "recordNumber"]
    return people + sorted([*numbers, *_numbers(layout)], key=lambda said: -said.confidence)


def _named(layout: Layout) -> Iterator[Finding]:
    """`Coll. A. J. Sharp`, `Collected by ...`, `leg. ...`: names behind the word for collecting."""
    for match in _LABEL.finditer(layout.text):
        line = layout.line_at(match.start())
        if line is None or match.end() >= line.end or _is_noun(layout, line, match):
            continue
        yield from _people_behind(layout, line, match.start("sign"), match.end(), "collector, named")


def _is_noun(layout: Layout, line: Line, match: re.Match[str]) -> bool:
    """`Collected at malaise trap`, `Collector's No.`, `COLLECTIONS`: the word, but nobody behind it."""
    behind = layout.text[match.end() : match.end() + 12]
    return bool(
        re.match(r"(?:at|on|in|for|from|during|under|ions?|'s|and\s+dist|No\b|Number)\b|['’]", behind, re.IGNORECASE)
    ) or (line.of_institution and not re.search(r"by", match["sign"], re.IGNORECASE))


def _people_behind(layout: Layout, line: Line, sign: int, start: int, rule: str) -> Iterator[Finding]:
    end = _names_end(layout, start, line.end)
    spans = [(start, end)]
    following = layout.next_in_block(line)
    if end >= line.end and following and _goes_on(layout.text[start:end], following.text):
        spans.append((following.start, _names_end(layout, following.start, following.end)))
    written = " ".join(layout.text[s:e] for s, e in spans)
    value = names_value(written)
    if not value:
        return
    spans[-1] = (spans[-1][0], spans[-1][0] + len(layout.text[slice(*spans[-1])].rstrip(" ,;&-")))
    yield finding(layout.text, "recordedBy", value, ((sign, spans[0][1]), *spans[1:]), rule)
    yield from _number_at(layout, spans[-1][1], "record number, behind the collector")


def _goes_on(written: str, following: str) -> bool:
    """Names run over the line's end where it ends in a comma, an "and", initials, or nothing was said yet."""
    return bool(
        re.search(r"(?:[,&]|\band|\bwith|\bet|\by|(?:^|\s)(?:[A-Z]\.\s?){1,3}|^\s*)\s*$", written)
        and PEOPLE_LINE.match(following)
    ) or bool(re.match(r"(?:with|&|and)\s", following))


def _names_end(layout: Layout, start: int, end: int) -> int:
    """Where the names that begin at `start` stop: at a date, a number, another label word, a wide gap."""
    written = layout.text[start:end]
    stops = [found.start for found in find_dates(written) if found.start > 0][:1]
    stops += [match.start() for match in [_STOP.search(written, 1)] if match]
    stops += [match.start() for match in [re.search(r"\t|\s{4}", written)] if match and match.start() > 2]
    return start + min([len(written), *stops])


def _number_at(layout: Layout, place: int, rule: str) -> Iterator[Finding]:
    line = layout.line_at(max(place - 1, 0))
    if line is None:
        return
    match = _NUMBER.match(layout.text, place, line.end)
    if match and not _inside_date(layout, match.span("number")):
        yield finding(layout.text, "recordNumber", match["number"], (match.span("number"),), rule)


def _inside_date(layout: Layout, span: tuple[int, int]) -> bool:
    return any(found.start < span[1] and span[0] < found.end for found in _dates(layout) if found.form != "year")


def _dates(layout: Layout) -> list[FoundDate]:
    return list(find_dates(layout.text))


def _behind(layout: Layout) -> Iterator[Finding]:
    """`P. D. Hurd / Collector` and `J. R. Powers, Collr.`: names before the word, on its line or those above."""
    for line in layout.lines:
        whole = _ROLE_BEHIND.fullmatch(line.text)
        if whole:
            yield from _lines_above(layout, line, "s" in whole["sign"].lower()[-2:])
            continue
        match = re.match(
            rf"(?P<names>.{{0,20}}?{PEOPLE}|[A-ZÀ-Þ][a-zà-ÿ]+)[\s,}}]+(?P<sign>(?i:coll(?:ect(?:ors?)|rs?|s)?|leg))\b\.?",
            line.text,
        )
        if match and not line.of_institution and not _LABEL.match(line.text):
            spans = [(line.start + match.start("names"), line.start + match.end("sign"))]
            above = layout.before_in_block(line)
            written = match["names"]
            if "s" in match["sign"].lower()[-2:] and above and PEOPLE_LINE.fullmatch(above.text):
                spans.insert(0, (above.start, above.end))
                written = f"{above.text}, {written}"
            value = names_value(written)
            if value:
                yield finding(layout.text, "recordedBy", value, tuple(spans), "collector, word behind the name")


def _lines_above(layout: Layout, line: Line, several: bool) -> Iterator[Finding]:
    above: list[Line] = []
    previous = layout.before_in_block(line)
    while previous and len(above) < (4 if several else 1) and PEOPLE_LINE.fullmatch(previous.text):
        above.insert(0, previous)
        previous = layout.before_in_block(previous)
    value = names_value("; ".join(one.text for one in above)) if above else None
    if value:
        yield finding(layout.text, "recordedBy", value, ((above[0].start, line.end),), "collector, word below the name")


def _by(layout: Layout) -> Iterator[Finding]:
    for match in _BY_LINE.finditer(layout.text):
        line = layout.line_at(match.start())
        before = layout.text[line.start : match.start()] if line else ""
        if line and not re.search(r"\w\s?$", before.rstrip(". ")[-1:] if "Lat" not in before else ""):
            yield from _people_behind(layout, line, match.start("sign"), match.end(), "collector, by")


_WITH_NUMBER = re.compile(rf"(?P<names>{PEOPLE}),?(?P<rest>{_NUMBER.pattern})")


def _beside_number(layout: Layout) -> Iterator[Finding]:
    """`Richard C. Harris 42164`: names at the head of a line with a number behind them."""
    for line in layout.lines:
        match = _WITH_NUMBER.match(line.text)
        if not match or line.of_institution:
            continue
        number = (line.start + match.start("number"), line.start + match.end("number"))
        if _inside_date(layout, number) or re.match(r"(?:1[89]|20)\d\d$", match["number"]):
            continue
        value = names_value(match["names"])
        if value:
            end = line.start + match.end("names")
            yield finding(layout.text, "recordedBy", value, ((line.start, end),), "collector, with a number")
            yield finding(layout.text, "recordNumber", match["number"], (number,), "record number, with its collector")


def _beside_date(layout: Layout) -> Iterator[Finding]:
    """Names alone on a line, or with a date, next to the date of collecting."""
    dates = _dates(layout)
    for line in layout.lines:
        if line.of_institution or line.title:
            continue
        here = [found for found in dates if line.start <= found.start < line.end]
        match = PEOPLE_LINE.match(line.text) or re.search(rf"{PEOPLE}$", line.text)
        rest = line.text.replace(match.group(), "", 1) if match else "x"
        for found in here:
            rest = rest.replace(layout.text[found.start : found.end], "", 1)
        near = here or _date_near(layout, line, dates)
        if match is None or re.search(r"\w", rest) or not near:
            continue
        value = names_value(match.group())
        if value:
            span = (line.start + match.start(), line.start + match.end())
            yield finding(
                layout.text,
                "recordedBy",
                value,
                (span,),
                "collector, on the line of the date" if here else "collector, by the date",
            )


def _date_near(layout: Layout, line: Line, dates: list[FoundDate]) -> bool:
    near = [layout.lines[place] for place in (line.number - 1, line.number + 1) if 0 <= place < len(layout.lines)]
    return any(one.start <= found.start < one.end and found.has_day for found in dates for one in near)


def _numbers(layout: Layout) -> Iterator[Finding]:
    """Numbers that stand apart from the collector: `No. 433`, before the name, or alone above it."""
    exsiccati = bool(_EXSICCATI.search(layout.text))
    for match in _NUMBER_NAMED.finditer(layout.text):
        line = layout.line_at(match.start())
        before = layout.text[line.start : match.start()] if line else ""
        if line is None or _OTHER_NUMBER.search(before) or _inside_date(layout, match.span("number")):
            continue
        rule = "record number, No. in an exsiccata" if exsiccati else "record number, No."
        yield finding(layout.text, "recordNumber", match["number"], (match.span(),), rule)
    for line in layout.lines:
        yield from _leading(layout, line, exsiccati)


def _leading(layout: Layout, line: Line, exsiccati: bool) -> Iterator[Finding]:
    alone = _NUMBER_ALONE.fullmatch(line.text)
    leads = _NUMBER_LEADS.match(line.text)
    match = alone or leads
    if match is None or exsiccati or _inside_date(layout, (line.start, line.start + match.end("number"))):
        return
    if alone:
        own_block = layout.before_in_block(line) is None and layout.next_in_block(line) is None
        rule = "record number, alone in its block" if own_block else "record number, alone on its line"
        if own_block and line.number < 3 and len(match["number"]) < 4:
            return
    else:
        rule = "record number, before the name"
        if not re.match(r"[A-Z][a-z]{3,}(?:aceae)?\b|[A-Z]{4,}", line.text[match.end() :]) or line.title:
            return
    span = (line.start, line.start + match.end("number"))
    yield finding(layout.text, "recordNumber", match["number"].replace(" ", ""), (span,), rule)
