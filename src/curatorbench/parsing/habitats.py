"""Habitat and substrate: what it grew or lived on and in, as labels say it in passing.

A habitat is a clause (up to `;`, a full stop, a tab, or the end of a line that the next does not carry on) that begins
with a word such as `on`, `in`, `sur`, `auf`, or holds a small-letter word for a kind of place (`pine woods`, `bosque
seco`). Darwin Core has no term for substrate: what something grows on is part of its habitat, by rules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout

_NAMED = re.compile(
    r"^(?:habitat|hab|h[aá]bitat(?:s)?|habit(?:at)? ?(?:&|and) ?ecology|ecology|ecolog[ií]a|[öo]kologie|écologie|"
    r"substrat(?:e|um|o)|standort|biotop[eo]?|station|ambiente|growing)\b\s?[.:–-]?\s+(?P<said>\S.*)",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:(?:growing|epiphytic|parasitic|common|abundant|rare|frequent|scattered|locally|creciendo|wachsend|submerged)\s)*"
    r"(?:(?:on|in|upon|along|at (?:the )?(?:base|edge|margin)s? of|among|amongst|beneath|under|over|ad|auf|an|am|im|"
    r"unter|zwischen|sur|sobre|en|dans|sous|parmi|entre|em|na|no|su|sul|sulla|på|op|supra|inter)\s(?!.{0,30}\b(?:coll|det|leg|herb)\b))",
    re.IGNORECASE,
)
_SUBSTRATE = re.compile(
    r"\b(?:on|upon|over|ad|auf|an|sur|sobre|su|sulla|på|op|supra|in)\s(?:[\w'’-]+\s){0,4}?"
    r"(?:bark|trunks?|boles?|branch(?:es)?|twigs?|wood|logs?|stumps?|fence|rocks?|boulders?|cliffs?|outcrops?|stones?|soil"
    r"|sand|clay|humus|mosse?s?|leaves|leaf|dung|rail|granit\w*|limestone|sandstone|basalt|schists?|shale|dolomite|gneiss"
    r"|quartz\w*|calcareous|siliceous|corticem?|truncos?|saxa|ramos|lignum|terram|rupes|rinde|borke|stamm|ästen?|holz"
    r"|felsen?|gestein|erde|écorces?|troncs?|branches|rochers?|bois|sol|corteza|troncos?|ramas|roca|suelo|madera|piedra"
    r"|casca|rocha|solo|corteccia|roccia|bark av|stein)\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(r"\b(?:corti|saxi|terri|ligni|musci|foli|rupi|calci|humi)col(?:ous|e|a|ös|o|um)\b", re.IGNORECASE)
# Small letters only: `Black Forest` and `Rocky Mountain National Park` are places.
_KIND_OF_PLACE = re.compile(
    r"\b(?:forests?|woods|woodlands?|hardwoods?|pinelands?|flatwoods|scrub|shrubland|chaparral|thickets?|hammocks?|swamps?"
    r"|marsh(?:es)?|bogs?|fens?|muskeg|tundra|meadows?|grasslands?|prairies?|pastures?|savannahs?|savannas?|barrens|glades?"
    r"|heath|dunes?|roadsides?|clearings?|plantations?|orchards?|lawns?|fields?|slopes?|ledges|talus|scree|outcrops?|flats"
    r"|understory|overstory|coppice|páramo|bosques?|selva|matorral|pradera|sabana|potrero|manigua|charrascal|cafetal|orilla"
    r"|mata|floresta|cerrado|campo|restinga|caatinga|brejo|capoeira|forêts?|bois|lande|marais|tourbière|prés?|pelouse"
    r"|maquis|garrigue|sous-bois|wald|wiesen?|moor|heide|gebüsch|trockenrasen|hecken?|skog|myr|äng|bosco|prato|macchia"
    r"|bos|weide)(?![\w'’])"
)
_STOPS = re.compile(
    r"(?<!\d)\d{1,3}\s?°|\b(?:alt|elev|altitude|altitud|höhe|lat|long|coll?|leg|det|date|datum|fecha)\b\.?\s?[:\d.]"
    r"|\b\d[\d,.]{0,8}\s?(?:-\s?\d[\d,.]{0,8}\s?)?(?:m|ft|feet|meters?|metres?|msnm|m\.s\.m)\b"
    r"(?!\s(?:tall|high|from|de alto|wide))"
    r"|\b(?:T|R)\.?\s?\d+\s?[NSEW]\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:Co|County|miles?|mi|km|Hwy|Rd|State Park|Nat(?:ional|\.) (?:Park|Forest|Monument)|Prov|Dept|Mun)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r";|\t|:(?=\s)|(?<=[a-zà-ÿ)]{3})[.,](?=\s+(?:[A-ZÀ-Þ]|$))|(?<=[a-zà-ÿ)]{4})\.\s|\n")
_CARRIES_ON = re.compile(r"(?<![.;:]\n)\s*(?!(?:on|auf|sur|sobre|ad|upon)\s)[a-zà-ÿ(]")
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a label's text without blanks at its ends; `heads` says that a line begins with it."""

    start: int
    end: int
    text: str
    heads: bool


def find_habitats(layout: Layout) -> list[Finding]:
    """habitat, best first: named ones, substrates, what it was on or in, and kinds of places."""
    made = list(_named(layout))
    taken = [span for said in made for span in said.spans]
    for clause in clauses(layout):
        rule = _rule(clause)
        if rule and not any(clause.start < end and start < clause.end for start, end in taken):
            made.append(finding(layout.text, "habitat", clause.text, ((clause.start, clause.end),), rule))
    return sorted(made, key=lambda said: -said.confidence)


def clauses(layout: Layout) -> Iterator[Clause]:
    """The clauses of all blocks; a line that begins with a small letter carries the one before on."""
    for block in layout.blocks:
        if block:
            yield from _clauses_between(layout, block[0].start, block[-1].end)


def _clauses_between(layout: Layout, start: int, end: int) -> Iterator[Clause]:
    at = start
    for match in (*_CLAUSE_END.finditer(layout.text, start, end), None):
        if match and match.group() == "\n" and _CARRIES_ON.match(layout.text, match.end()):
            continue
        until = match.start() if match else end
        yield from _clause(layout, at, until)
        at = match.end() if match else end


def _clause(layout: Layout, start: int, end: int) -> Iterator[Clause]:
    stop = _STOPS.search(layout.text, start, end)
    end = min(end, stop.start() if stop else end)
    written = layout.text[start:end]
    bare = written.strip(" \t\n.,;:-–—")
    line = layout.line_at(start + len(written) - len(written.lstrip())) if bare else None
    if line and len(bare) >= _SHORTEST and not line.of_institution and not line.title:
        first = start + written.index(bare)
        yield Clause(first, first + len(bare), " ".join(bare.split()), first == line.start)


def _named(layout: Layout) -> Iterator[Finding]:
    for line in layout.lines:
        match = _NAMED.match(line.text)
        if match and not line.of_institution:
            start, end = (line.start + place for place in match.span("said"))
            yield finding(layout.text, "habitat", match["said"], ((start, end),), "habitat, named")


def _rule(clause: Clause) -> str | None:
    text = clause.text
    is_on = _ON.match(text) is not None
    if not re.search(r"[a-zà-ÿ]{3}", text) or len(text) > 250:
        return None
    if _GROWTH.search(text) or (is_on and _SUBSTRATE.match(text)):
        return "habitat, substrate"
    if is_on and clause.heads and not _PLACE.search(text):
        return "habitat, on"
    if _KIND_OF_PLACE.search(text) and not _PLACE.search(text):
        return "habitat, kind of place" if is_on or text[0].islower() else "habitat, kind of place, with other words"
    return "habitat, on, among other words" if re.match(r"[Oo]n\s[a-zA-Z]", text) and not _PLACE.search(text) else None
