"""Who collected it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.collector_number import number_after, numbers_apart, numbers_beside
from curatorbench.parsing.collector_unnamed import unnamed_collectors
from curatorbench.parsing.determiner import DETERMINED
from curatorbench.parsing.findings import Span, finding
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import (
    INITIALLED_LINE,
    PEOPLE,
    PEOPLE_LINE,
    is_place_name,
    names_value,
    plausible,
)
from curatorbench.parsing.names_reach import (
    COLLECTOR_WORD,
    NUMBER_BETWEEN,
    OWNED,
    goes_on,
    line_below,
    names_end,
    names_over,
)
from curatorbench.parsing.people_slips import marked, mended_layout

_ROLE = (
    r"(?P<sign>(?i:coll(?:ect(?:ors?|or\(s\)|eurs?)|rs?|s)?|leg(?:it|erunt)?|(?:re)?colector(?:es)?|coletor(?:es)?"
    r"|sammler|insamlare))\b[.,]?\)?"
)
_ROLE_LINE = re.compile(rf"[\s,}}(\[]*(?<![\w-]){_ROLE}")
_ROLE_BEHIND = re.compile(rf"(?P<names>{PEOPLE}|[A-ZÀ-Þ][a-zà-ÿ]{{2,}})[ ,.}}]+{_ROLE}")
_BY_LINE = re.compile(r"(?:^|(?<=[.,;\t]))\s?(?P<sign>By(?=\s[A-Z])|by(?=\s[A-Z]\.))\s", re.MULTILINE)
_NO_COLLECTOR = re.compile(r"(?:at|on|in|for|from|during|under|'s|and|No\b|Number|number)\b|['’]s")
_READ_WELL_ENOUGH = 85  # percent of letters that agree


def find_collectors(layout: Layout) -> list[Finding]:
    """recordedBy and recordNumber, best first in each."""
    read, layout = layout, mended_layout(layout)
    found = [*_named(layout), *_behind(layout), *_by(layout)]
    if not any(said.term == "recordedBy" for said in found):
        found += unnamed_collectors(layout)
    found += numbers_apart(layout)
    spans = [span for said in found if said.term == "recordedBy" for span in said.spans]
    found += numbers_beside(layout, [line for start, _ in spans if (line := layout.line_at(start))])
    found = [marked(said, read) for said in found if said.term != "recordedBy" or plausible(said.value)]
    return sorted(_longer_lists(found), key=lambda said: -said.confidence)


def _longer_lists(found: list[Finding]) -> list[Finding]:
    """Where one rule saw `T. A. Zanoni 47249` and another `T. A. Zanoni, D. Atha & M. Vives`, all three collected."""
    people = [said for said in found if said.term == "recordedBy"]
    shorter = {
        said.value
        for said in people
        for other in people
        if other.value != said.value and other.value.startswith(f"{said.value} |")
    }
    return [said for said in found if said.term != "recordedBy" or said.value not in shorter]


def _named(layout: Layout) -> Iterator[Finding]:
    """`Coll. A. J. Sharp`, `Collected by ...`, `leg. ...`: names behind the word for collecting, or below it."""
    for match in COLLECTOR_WORD.finditer(layout.text):
        line = layout.line_at(match.start())
        if line is None or _NO_COLLECTOR.match(layout.text, match.end()) or _is_owner(layout, line, match):
            continue
        if line.is_institution_at(match.start()) and "by" not in match["sign"].lower():
            continue
        below = layout.next_in_block(line)
        if match.end() >= line.end and below and "by" in match["sign"].lower():
            yield from _people_from(layout, below, match.start("sign"), below.start, "collector, named")
        elif match.end() < line.end:
            yield from _people_from(layout, line, match.start("sign"), match.end(), "collector, named")


def _is_owner(layout: Layout, line: Line, match: re.Match[str]) -> bool:
    """`ex coll. A. Smith` says whose collection it was in."""
    return bool(OWNED.search(layout.text[line.start : match.start()]))


def _by(layout: Layout) -> Iterator[Finding]:
    for match in _BY_LINE.finditer(layout.text):
        line = layout.line_at(match.start("sign"))
        determined = line and DETERMINED.search(layout.text, line.start, match.start("sign") + 2)
        if line and not determined and PEOPLE_LINE.match(layout.text, match.end()):
            yield from _people_from(layout, line, match.start("sign"), match.end(), "collector, by")


def _people_from(layout: Layout, line: Line, sign: int, start: int, rule: str) -> Iterator[Finding]:
    """Names that begin at `start`, over the end of the line where they go on; and the number behind them."""
    end = names_end(layout, start, line.end)
    spans: list[Span] = [(start, end)]
    below = line_below(layout, line)
    if not layout.text[end : line.end].strip() and below and goes_on(layout.text[start:end], below.text):
        spans.append((below.start, names_end(layout, below.start, below.end)))
    value = names_value(names_over(layout, spans))
    if not value or not value[0].isupper():
        return
    last = spans[-1][0], spans[-1][0] + len(layout.text[slice(*spans[-1])].rstrip(" ,;&-"))
    spans = [*spans[:-1], last]
    yield finding(layout.text, "recordedBy", value, ((sign, spans[0][1]), *spans[1:]), rule)
    yield from number_after(layout, last[1], "record number, behind the collector")
    between = NUMBER_BETWEEN.search(layout.text, start, last[1])
    if between:
        yield from number_after(layout, between.start(), "record number, behind the collector")


def _behind(layout: Layout) -> Iterator[Finding]:
    """`P. D. Hurd / Collector` and `J. R. Powers, Collr.`: names before the word, on its line or those above."""
    for line in layout.lines:
        whole = _ROLE_LINE.fullmatch(_mended(line.text))
        match = None if whole or line.of_institution else _ROLE_BEHIND.search(line.text)
        if whole:
            yield from _lines_above(layout, line, _is_plural(whole["sign"]))
        elif match and not COLLECTOR_WORD.match(line.text) and not is_place_name(match["names"]):
            yield from _before_role(layout, line, match)


def _mended(word: str) -> str:
    """`Colfector` is a badly read Collector."""
    bare = word.strip(" .,")
    likest = max(("Collector", "Collectors"), key=lambda role: fuzz.ratio(bare, role))
    return likest if len(bare) >= 7 and fuzz.ratio(bare, likest) >= _READ_WELL_ENOUGH else word


def _before_role(layout: Layout, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    spans = [(line.start + match.start("names"), line.start + match.end("sign"))]
    written, above = match["names"], layout.before_in_block(line)
    if _is_plural(match["sign"]) and above and "|" not in (names_value(written) or ""):
        first = re.search(rf"(?<![^\s,;:]){PEOPLE}[,;]?$", above.text)
        first = first if first and (not first.start() or INITIALLED_LINE.fullmatch(first.group())) else None
        if first and not is_place_name(first.group()):
            spans.insert(0, (above.start + first.start(), above.end))
            written = f"{first.group()}; {written}"
    value = names_value(written)
    if value:
        yield finding(layout.text, "recordedBy", value, tuple(spans), "collector, word behind the name")


def _is_plural(sign: str) -> bool:
    return "s" in sign.lower()[-2:]


def _lines_above(layout: Layout, line: Line, several: bool) -> Iterator[Finding]:
    above: list[Line] = []
    previous = layout.before_in_block(line)
    while previous and len(above) < (4 if several else 1) and PEOPLE_LINE.fullmatch(previous.text):
        above.insert(0, previous)
        previous = layout.before_in_block(previous)
    value = names_value("; ".join(one.text for one in above)) if above else None
    if value:
        yield finding(layout.text, "recordedBy", value, ((above[0].start, line.end),), "collector, word below the name")
