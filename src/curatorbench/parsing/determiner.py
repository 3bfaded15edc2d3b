"""Who named it and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.dates import DateInterval
from curatorbench.domain.suggestion import Finding
from curatorbench.parsing import role_words
from curatorbench.parsing.dates import parse_date
from curatorbench.parsing.determination_dates import (
    OTHER_CENTURY,
    Collected,
    collected_on,
    said_date,
    short_date,
    short_year,
)
from curatorbench.parsing.findings import Span, finding
from curatorbench.parsing.form_order import names_in_order
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import PEOPLE, is_place_name, names_value, plausible
from curatorbench.parsing.people_slips import marked, mended_layout

DETERMINED = re.compile(
    rf"(?<![\w-])(?P<sign>(?:{role_words.DETERMINED}(?:(?=by\b)|(?![^\W_]))[.:;/]{{0,3}}\s?"
    r"(?:(?:(?:vel|&|et|and|/)\s?)?(?:confirm|coll?|leg|vidi)\w*[.:]{0,2}\s?)?"
    rf"(?:{role_words.BY}\b)?[.:/]{{0,2}}|!(?=\s?[A-Z])))[.…_]{{0,40}}\s{{0,3}}",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(?<!\w)(?P<sign>coll?\.?\s?(?:&|et|and)\s?det\.?)\s?", re.IGNORECASE)
_STOP = re.compile(
    r"\b(?:(?:the )?univ\w*|museum|garden|coll|collected|leg|date|no|alt|elev|herb\w*|nom"
    r"|ex|of|in|on|at|near|fide)\b[.:]?|[#(=\d]|'\d|’\d"
    r"|(?-i:\s(?=[A-ZÀ-Þ][a-zà-ÿ]{3,} (?!(?:van|von|del|with)\b)[a-zà-ÿ]{4,}))",  # a scientific name
    re.IGNORECASE,
)
# Behind these Rev. is a reverend.
_AFTER_PERSONS = rf"(?:{role_words.COLLECTED}|{role_words.BY}|&|and|et|,)[.:]*\s*$"
# The line of the name beside a determination's, on which its year may stand; or the year is what it begins with.
_NAMED_THERE = re.compile(r"(?!.*(?:[A-Z]{3}|[.,]\d|-\d(?!\d$)|\w-\d))(?:['’‘`´]\d|[A-Za-z]+\.?(?:\s\S+){0,4}$)")
# What is left of a short year behind the name: 's, a lone capital, two digits.
_YEAR_LEFT = re.compile(r"(?:['’‘`]\w{0,2}|(?<=[a-z])[A-Z]{1,2}|(?<=[a-z])\s?[A-Z]?\d{1,2}|\s[A-Z])$")
_INITIALS_ONLY = re.compile(r"(?:[A-Z]\.? ?){2,4}")
_COLLECTING = re.compile(r"(?<!\w)(?:coll(?:ect\w+)?|leg|date)\b", re.IGNORECASE)
_SHORT_DATE = re.compile(r"\s(?:[IVX]{1,4}|[ivx]{1,4}|\d{1,2})\s?[-./]\s?['’]?\d{2}\b")
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def find_determiners(layout: Layout) -> list[Finding]:
    """identifiedBy and dateIdentified; the newest dated determination first, less likely centuries last."""
    read, layout = layout, mended_layout(layout)
    collected = collected_on(layout, determination_spans(layout))
    said = [marked(one, read) for one in (*_named(layout, collected), *_slips(layout))]
    people = [one for one in said if one.term == "identifiedBy"] or list(_in_form(layout))
    dates = sorted((one for one in said if one.term == "dateIdentified"), key=lambda one: one.value, reverse=True)
    dates.sort(key=lambda one: one.rule == OTHER_CENTURY)
    newest = dates[0].spans[0][0] if dates else 0
    people.sort(key=lambda one: (abs(one.spans[0][0] - newest) if dates else 0, -one.confidence))
    return people + dates


def determination_spans(layout: Layout) -> list[tuple[int, int]]:
    """Where determinations stand: a date there is not the date of collecting."""
    spans = []
    for line in layout.lines:
        for pattern in (DETERMINED, _BOTH):
            for match in pattern.finditer(line.text):
                if pattern is _BOTH or _determines(layout, line, match, line.start):
                    spans.append((line.start + match.start(), _reach(layout, line, line.start + match.end())))
    return spans + [(line.start, line.end) for line in slip_lines(layout)]


def _reach(layout: Layout, line: Line, start: int) -> int:
    """Where a determination ends on its line: at the collector, at a date that says so, at a second date or the end."""
    other = _COLLECTING.search(layout.text, start, line.end)
    dates = layout.dates_in(start, line.end)
    second = [found.start for found in dates[1:2] if found.has_day]
    return min([line.end, *second, *([other.start()] if other else [])])


def _named(layout: Layout, collected: Collected | None) -> Iterator[Finding]:
    for pattern in (DETERMINED, _BOTH):
        for match in pattern.finditer(layout.text):
            line = layout.line_at(match.start("sign"))
            if line and _determines(layout, line, match, 0):
                yield from _one(layout, line, match, collected)


def _determines(layout: Layout, line: Line, match: re.Match[str], offset: int) -> bool:
    """Short words such as rev. or id. must have a person behind them; a host's determination is another's.

    `offset` is where the text that `match` was found in begins.
    """
    before = layout.text[line.start : match.start() + offset]
    behind = layout.text[min(match.end() + offset, line.end) : line.end]
    if re.match(r"(?:at|in|on|as|the|to)\b", behind) or re.search(r"\bhosts?\s*$", before, re.IGNORECASE):
        return False
    if _A_TITLE.match(match["sign"]) and (
        re.search(_AFTER_PERSONS, before, re.IGNORECASE) or not re.search(r"\d{2}", behind)
    ):
        return False  # Coll. Rev. J. Macoun
    sure = _sure(match["sign"]) or re.match("!|vid|coll", match["sign"], re.IGNORECASE)
    return bool(sure) or bool(re.match(PEOPLE, behind))


_A_TITLE = re.compile(r"Rev\b\.?\s?$")


def _sure(sign: str) -> bool:
    """The word says by itself that something was determined."""
    return bool(re.match(r"(?:ge|re)?d[eé]t|annot|opred|опр", sign, re.IGNORECASE)) or sign.lower().endswith("by")


def _one(layout: Layout, line: Line, match: re.Match[str], collected: Collected | None) -> Iterator[Finding]:
    """One determination: the names behind the word, or on the line below it, and when."""
    start = min(match.end(), line.end)
    below, behind = layout.next_in_block(line), layout.text[start : line.end]
    if below and not DETERMINED.search(below.text) and not below.of_institution and _on_next_line(behind, below.text):
        lines, names = [line, below], (below.start, below.start + _cut(layout, below.start, below.end))
        spans: tuple[Span, ...] = (match.span("sign"), names)
    else:
        lines, names = [line], (start, start + _cut(layout, start, line.end))
        spans = ((match.start("sign"), names[1]),)
    value = _names(layout.text[slice(*names)])
    if value:
        yield finding(layout.text, "identifiedBy", value, spans, "determiner, named")
    if value or not behind or _sure(match["sign"]):
        yield from _dated(layout, lines, match.end(), collected)


def _names(written: str) -> str | None:
    bare = written.strip(" ,;")
    if _INITIALS_ONLY.fullmatch(bare):
        return bare
    value = names_value(_YEAR_LEFT.sub("", bare))
    return value if value and plausible(value) else None


def _on_next_line(behind: str, following: str) -> bool:
    """The name is on the next line where its own holds only an author or a year of the form's (`Det. by V. & C.`)."""
    person = re.match(PEOPLE, following)
    bare = re.sub(r"['’]?\d+", "", behind).strip(" .,/")
    return bool(person) and (len(re.sub(r"[\W\d]", "", bare)) <= 4 or not re.match(PEOPLE, bare)) and len(bare) <= 9


def _cut(layout: Layout, start: int, end: int) -> int:
    """How many characters from `start` on can be names."""
    behind = layout.text[start:end]
    stops = [found.start - start for found in layout.dates_in(start + 1, end)[:1]]
    matches = (
        _STOP.search(behind),
        _SHORT_DATE.search(behind),
        re.search(r"\t|\s{4}|\s=", behind),
        _ANY_YEAR.search(behind),
    )
    return min([len(behind), *stops, *(match.start() for match in matches if match)])


def _dated(layout: Layout, lines: list[Line], start: int, collected: Collected | None) -> Iterator[Finding]:
    """A date on the determination's lines, or a short year such as '58, there or on a line beside them."""
    for line in lines:
        first = start if line is lines[0] else line.start
        found = layout.dates_in(first, _reach(layout, line, first))
        if found:
            yield from said_date(layout, found[0], collected)
            return
    for line in lines:
        first = start if line is lines[0] else line.start
        said = list(short_date(layout, first, _reach(layout, line, first), collected))
        if said:
            yield from said
            return
    for line in layout.near(lines[0], 3):
        if line not in lines and _NAMED_THERE.match(line.text) and not is_place_name(line.text):
            said = list(short_year(layout, line.start, line.end, collected))
            if said:
                yield from said
                return


def slip_lines(layout: Layout) -> list[Line]:
    """The last line of a slip that has just a name and `T. Zanoni 1-1989` or `KAV 1986` below it."""
    return [
        block[-1]
        for block in layout.blocks
        if 2 <= len(block) <= 4
        and len(layout.blocks) > 1
        and any(_NAME_ABOVE.match(line.text) for line in block[:-1])
        and _on_slip(layout, block[-1])
    ]


_NAME_ABOVE = re.compile(r"[A-Z][a-z]*\.? ?(?:[a-z]\. )?[a-z]{3,}")
_SLIP_YEAR = re.compile(r"(?:(?<=[a-z])\d{1,2}[-/.])?(?:1[89]|20)\d\d\.?$")
_SLIP_NAME = re.compile(rf"{PEOPLE}|[A-Z][A-Z0-9.]{{1,4}}")


def _on_slip(layout: Layout, line: Line) -> tuple[int, DateInterval] | None:
    """Where the date begins on a slip's last line, and the date: names or initials, then a month's or a year's date."""
    found = next(iter(layout.dates_in(line.start, line.end)), None)
    year = _SLIP_YEAR.search(line.text)
    if not year or (found and (found.has_day or found.interval is None)):
        return None
    at = found.start - line.start if found else year.start()
    said = found.interval if found else parse_date(year.group().strip("."))
    return (at, said) if said and _SLIP_NAME.fullmatch(line.text[:at].strip(" ,")) else None


def _in_form(layout: Layout) -> Iterator[Finding]:
    names = names_in_order(layout)
    value = names_value(names.determiner.text) if names else None
    if names and value:
        line = names.determiner
        yield finding(layout.text, "identifiedBy", value, ((line.start, line.end),), "determiner, in a form's order")


def _slips(layout: Layout) -> Iterator[Finding]:
    for line in slip_lines(layout):
        slip = _on_slip(layout, line)
        if slip is None:
            continue
        written = line.text[: slip[0]].strip(" ,.")
        value = names_value(written) or (written if re.fullmatch("[A-Z]{2,4}", written) else None)
        at = line.start + slip[0]
        if value:
            yield finding(layout.text, "identifiedBy", value, ((line.start, at),), "determiner, on a slip")
        yield finding(layout.text, "dateIdentified", slip[1].iso(), ((at, line.end),), "date identified")
