"""Who collected it, where no word says so: names with a number, beside the date, in a form's order, or alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.collector_number import number_after
from curatorbench.parsing.dates import FoundDate
from curatorbench.parsing.determiner import DETERMINED, find_determiners
from curatorbench.parsing.findings import Span, finding
from curatorbench.parsing.form_order import names_in_order
from curatorbench.parsing.gazetteer import fold, mentions
from curatorbench.parsing.known_names import genera
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import INITIALLED_LINE, PEOPLE, PEOPLE_LINE, is_place_name, names_value
from curatorbench.parsing.names_reach import OWNED, line_below, names_end, names_over
from curatorbench.parsing.people import parse_people


def unnamed_collectors(layout: Layout) -> list[Finding]:
    """Where no word says who collected: names in a form's order, with a number, by the date, or alone."""
    names = names_in_order(layout)
    if names:
        span, value = (names.collector.start, names.collector.end), names_value(names.collector.text)
        if value:
            return [finding(layout.text, "recordedBy", value, (span,), "collector, in a form's order")]
    taken = [span for said in find_determiners(layout) if said.term == "identifiedBy" for span in said.spans]
    free = [line for line in layout.lines if not any(start < line.end and line.start < end for start, end in taken)]
    found = [*_beside_number(layout), *_beside_date(layout, free)]
    return found if any(said.term == "recordedBy" for said in found) else [*found, *_alone(layout, free)]


_NAMES = re.compile(PEOPLE)
_NAMES_AND_NUMBER = re.compile(
    rf"(?<=[\w.,;] )(?P<names>{INITIALLED_LINE.pattern})[ ]{{1,3}}(?:No\.? )?\d{{3,6}}[A-Za-z]?[.]?$"
)


def _beside_number(layout: Layout) -> Iterator[Finding]:
    """`Richard C. Harris 42164`: names at the head of a line with a number behind them."""
    for line in layout.lines:
        match = _NAMES.match(line.text)
        value = names_value(match.group()) if match and not is_place_name(match.group()) else None
        numbers = (
            list(number_after(layout, line.start + match.end(), "record number, with its collector")) if match else []
        )
        if not numbers:
            yield from _inside_line(layout, line)
        elif match and value and not DETERMINED.match(line.text):
            below = line_below(layout, line)
            spans: list[Span] = [(line.start, line.start + match.end())]
            if below and re.match(r"\(?(?:with|&|and)\s[A-Z]", below.text) and "(" not in below.text:
                spans.append((below.start, names_end(layout, below.start, below.end)))
                value = names_value(names_over(layout, spans)) or value
            yield finding(layout.text, "recordedBy", value, tuple(spans), "collector, with a number")
            yield from numbers


def _inside_line(layout: Layout, line: Line) -> Iterator[Finding]:
    """`... in open tundra. G. Rink 7075`: where a reader ran lines together, initialled names and a number end one."""
    match = _NAMES_AND_NUMBER.search(line.text)
    if match and not DETERMINED.search(line.text) and not is_place_name(match["names"]):
        value, start = names_value(match["names"]), line.start + match.start("names")
        end = line.start + match.end("names")
        numbers = list(number_after(layout, end, "record number, inside a line"))
        if value and numbers:
            yield finding(layout.text, "recordedBy", value, ((start, end),), "collector, inside a line")
            yield from numbers


def _beside_date(layout: Layout, free: list[Line]) -> Iterator[Finding]:
    """Names alone on a line, or with a date, next to the date of collecting; `free` are no determination's lines."""
    for line in free:
        here = [found for found in layout.dates_in(line.start, line.end) if found.form != "year"]
        if line.title or DETERMINED.search(line.text) or not (here or _date_near(layout, line)):
            continue
        yield from _on_line(layout, line, _without(line, here), "on the line of the date" if here else "by the date")


def _without(line: Line, dates: list[FoundDate]) -> str:
    """The line with blanks for its dates, so that places stay what they are."""
    text = line.text
    for found in dates:
        start, end = found.start - line.start, min(found.end - line.start, len(text))
        text = text[:start] + "\t" * (end - start) + text[end:]
    return text


_STATUS = re.compile(r"[ ,;]+(?:cult\w*|wild|silvestre|spontan\w*|dupl\w*|s\. ?n)\.?$", re.IGNORECASE)


def _on_line(layout: Layout, line: Line, text: str, where: str) -> Iterator[Finding]:
    bare = _STATUS.sub("", text.strip(" .,;\t"))
    initialled = INITIALLED_LINE.fullmatch(bare)
    single = where.startswith("on") and re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}", bare)
    if not (initialled or PEOPLE_LINE.fullmatch(bare) or single) or is_place_name(bare) or _is_place(bare):
        return
    if not initialled and not re.search(r"[^\W\d_]{3}$", bare):
        return
    below = layout.next_in_block(line)
    is_taxon = bare.split()[0] in genera() and (text.rstrip().endswith(".") or (below and DETERMINED.match(below.text)))
    value = names_value(bare)
    if value and parse_people(bare) and (initialled or not is_taxon):
        start = line.start + text.index(bare)
        direction = re.match(r"[NSEW]\.\s?[A-Z][a-z]+$", bare)  # S. Flowers, or south of Oceano
        how = "" if initialled and not direction else ", one word" if single else ", names in full"
        yield finding(layout.text, "recordedBy", value, ((start, start + len(bare)),), f"collector, {where}{how}")


def _alone(layout: Layout, free: list[Line]) -> Iterator[Finding]:
    """With no better sign: names alone on a line that no determination claims, initialled or of several people."""
    for line in free:
        above = layout.before_in_block(line)
        determined = any(DETERMINED.search(one.text) for one in (line, above) if one)
        owned = OWNED.search(line.text) or (above and OWNED.search(above.text + " "))
        if determined or owned or line.title or line.of_institution or is_place_name(line.text) or _is_place(line.text):
            continue
        initialled = INITIALLED_LINE.fullmatch(line.text)
        value = names_value(line.text) if initialled or _SEVERAL_IN_FULL.fullmatch(line.text) else None
        if value:
            how = "collector, names alone on a line" if initialled else "collector, several in full, alone on a line"
            yield finding(layout.text, "recordedBy", value, ((line.start, line.end),), how)


# `Samuel Brisson et Philippe Forest`
_IN_FULL = r"[A-ZÀ-Þ][a-zß-ÿ]{2,} (?:[A-ZÀ-Þ]\. ){0,2}(?:(?:van|von|de|del|der|la) ){0,2}[A-ZÀ-Þ][a-zß-ÿ]{2,}"
_SEVERAL_IN_FULL = re.compile(rf"{_IN_FULL}(?:(?:, ?| (?:&|and|et|y|e|und|och|og|with) ){_IN_FULL}){{1,5}}[.,]?")


def _is_place(text: str) -> bool:
    return any(
        not mention.places[0].short or len(fold(text[mention.start : mention.end])) > 3 for mention in mentions(text)
    )


def _date_near(layout: Layout, line: Line) -> bool:
    """A whole date on the line above or below, in whichever block."""
    near = [layout.lines[place] for place in (line.number - 1, line.number + 1) if 0 <= place < len(layout.lines)]
    return any(found.has_day for one in near for found in layout.dates_in(one.start, one.end))
