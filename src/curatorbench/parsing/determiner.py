"""Who named it and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.dates import FoundDate
from curatorbench.parsing.findings import Span, finding
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import PEOPLE, names_value

DETERMINED = re.compile(
    r"(?<![\w-])(?P<sign>(?:det(?:ermin(?:ed|avit|atus|ó|ado|é)|erminer)?|dét|ded|annot(?:at(?:ed|or))?|revis(?:ed"
    r"|it)|rev|ident(?:ified)?|id|verif(?:ied|\.)?|confirm(?:ed|avit)?|conf|vidit?|best)"
    r"\b[.:;/]{0,3}\s?(?:(?:(?:vel|&|et|and|/)\s?)?(?:confirm|coll?|leg|vidi)\w*[.:]{0,2}\s?)?(?:by\b|par\b|por\b"
    r"|von\b)?[.:/]{0,2}|!(?=\s?[A-Z]))\s{0,3}",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(?<!\w)(?P<sign>coll?\.?\s?(?:&|et|and)\s?det\.?)\s?", re.IGNORECASE)
_STOP = re.compile(
    r"\b(?:(?:the )?univ\w*|museum|garden|coll|collected|leg|date|no|alt|elev|herb\w*|nom"
    r"|ex|of|in|fide)\b[.:]?|[#(=\d]|'\d|’\d"
    r"|(?-i:\s(?=[A-ZÀ-Þ][a-zà-ÿ]{3,} (?!(?:van|von|del|with)\b)[a-zà-ÿ]{4,}))",  # a scientific name
    re.IGNORECASE,
)
# What is left of a short year behind the name: 's, a lone capital, two digits.
_YEAR_LEFT = re.compile(r"(?:['’‘`]\w{0,2}|(?<=[a-z])[A-Z]{1,2}|(?<=[a-z])\s?[A-Z]?\d{1,2}|\s[A-Z])$")
_INITIALS_ONLY = re.compile(r"(?:[A-Z]\.? ?){2,4}")
_COLLECTING = re.compile(r"(?<!\w)(?:coll(?:ect\w+)?|leg|date)\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def find_determiners(layout: Layout) -> list[Finding]:
    """identifiedBy and dateIdentified; the newest dated determination first."""
    said = [*_named(layout), *_slips(layout)]
    people = [one for one in said if one.term == "identifiedBy"]
    dates = sorted((one for one in said if one.term == "dateIdentified"), key=lambda one: one.value, reverse=True)
    newest = dates[0].spans[0][0] if dates else 0
    people.sort(key=lambda one: (abs(one.spans[0][0] - newest) if dates else 0, -one.confidence))
    return people + dates


def determination_spans(layout: Layout) -> list[tuple[int, int]]:
    """Where determinations stand: a date there is not the date of collecting."""
    spans = []
    for line in layout.lines:
        match = DETERMINED.search(line.text) or _BOTH.search(line.text)
        if match:
            spans.append((line.start + match.start(), _reach(layout, line, line.start + match.end())))
    return spans + [(line.start, line.end) for line in slip_lines(layout)]


def _reach(layout: Layout, line: Line, start: int) -> int:
    """Where a determination ends on its line: at the collector or at a date that says so, else at the line's end."""
    other = _COLLECTING.search(layout.text, start, line.end)
    return other.start() if other else line.end


def _named(layout: Layout) -> Iterator[Finding]:
    for pattern in (DETERMINED, _BOTH):
        for match in pattern.finditer(layout.text):
            line = layout.line_at(match.start("sign"))
            if line and _determines(layout, line, match):
                yield from _one(layout, line, match)


def _determines(layout: Layout, line: Line, match: re.Match[str]) -> bool:
    """Short words such as rev. or id. must have a person behind them; a host's determination is another's."""
    if re.match(r"(?:at|in|on|as|the|to)\b", layout.text[match.end() : match.end() + 4]):
        return False
    if re.search(r"\bhosts?\s*$", layout.text[line.start : match.start()], re.IGNORECASE):
        return False
    sure = re.match(r"d[eé][td]|annot|!|vid|coll", match["sign"], re.IGNORECASE) or "by" in match["sign"].lower()
    return bool(sure) or bool(re.match(PEOPLE, layout.text[match.end() : line.end]))


def _one(layout: Layout, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """One determination: the names behind the word, or on the line below it, and when."""
    start = min(match.end(), line.end)
    below, behind = layout.next_in_block(line), layout.text[start : line.end]
    if below and not DETERMINED.search(below.text) and _on_next_line(behind, below.text):
        lines, names = [line, below], (below.start, below.start + _cut(layout, below.start, below.end))
        spans: tuple[Span, ...] = (match.span("sign"), names)
    else:
        lines, names = [line], (start, start + _cut(layout, start, line.end))
        spans = ((match.start("sign"), names[1]),)
    value = _names(layout.text[slice(*names)])
    if value:
        yield finding(layout.text, "identifiedBy", value, spans, "determiner, named")
    if value or not behind:
        yield from _dated(layout, lines, match.end())


def _names(written: str) -> str | None:
    bare = written.strip(" ,;")
    return bare if _INITIALS_ONLY.fullmatch(bare) else names_value(_YEAR_LEFT.sub("", bare))


def _on_next_line(behind: str, following: str) -> bool:
    """The name is on the next line where its own holds only an author or a year of the form's (`Det. by V. & C.`)."""
    person = re.match(PEOPLE, following)
    bare = re.sub(r"['’]?\d+", "", behind).strip(" .,/")
    return bool(person) and (len(re.sub(r"[\W\d]", "", bare)) <= 4 or not re.match(PEOPLE, bare)) and len(bare) <= 9


def _cut(layout: Layout, start: int, end: int) -> int:
    """How many characters from `start` on can be names."""
    behind = layout.text[start:end]
    stops = [found.start - start for found in layout.dates_in(start + 1, end)[:1]]
    matches = (_STOP.search(behind), re.search(r"\t|\s{4}|\s=", behind), _ANY_YEAR.search(behind))
    return min([len(behind), *stops, *(match.start() for match in matches if match)])


def _dated(layout: Layout, lines: list[Line], start: int) -> Iterator[Finding]:
    """A date on the determination's lines, or a short year such as '58."""
    for line in lines:
        first = start if line is lines[0] else line.start
        found = layout.dates_in(first, _reach(layout, line, first))
        if found:
            yield _date_finding(layout, found[0])
            return
    beside = [
        one for one in layout.near(lines[0], 3) if one not in lines and not re.search(r"[A-Z]{3}|[.,-]\d", one.text)
    ]
    for line in [*lines, *beside]:
        match = re.search(r"(?<=[\sa-z])['’‘`]?\s?(?P<year>\d{2})$|^['’‘`](?P<early>\d{2})\b", line.text)
        year = match and (match["year"] or match["early"])
        if match and year:
            span = (line.start + match.start(), line.start + match.end())
            yield finding(
                layout.text, "dateIdentified", f"19{year}", (span,), "date identified, two-digit year of the 1900s"
            )
            return


def _date_finding(layout: Layout, found: FoundDate) -> Finding:
    span = (found.start, found.end)
    likely = _likeliest(found)
    rule = "date identified" if found.interval else "date identified, two-digit year of the 1900s"
    return finding(layout.text, "dateIdentified", likely, (span,), rule)


def _likeliest(found: FoundDate) -> str:
    readings = [reading for reading in found.candidates if 1900 <= reading.start.year <= 1999] or list(found.candidates)
    return readings[0].iso()


def slip_lines(layout: Layout) -> list[Line]:
    """The second line of a slip that has just a name and `T. Zanoni 1-1989` or `KAV 1986` below it."""
    lines = []
    for block in layout.blocks:
        if not 2 <= len(block) <= 4:
            continue
        last = block[-1]
        named = any(re.match(r"[A-Z][a-z]*\.? ?(?:[a-z]\. )?[a-z]{3,}", line.text) for line in block[:-1])
        if (
            named
            and re.fullmatch(rf"(?:{PEOPLE}|[A-Z]{{2,4}}\.?),?\s?(?:\d{{1,2}}[-/. ])?(?:1[89]|20)\d\d\.?", last.text)
            and len(layout.blocks) > 1
        ):
            lines.append(last)
    return lines


def _slips(layout: Layout) -> Iterator[Finding]:
    for line in slip_lines(layout):
        found = next(iter(layout.dates_in(line.start, line.end)), None)
        year = _ANY_YEAR.search(line.text)
        at = found.start - line.start if found else year.start() if year else len(line.text)
        written = line.text[:at].strip(" ,.")
        value = names_value(written) or (written if re.fullmatch("[A-Z]{2,4}", written) else None)
        if value:
            yield finding(layout.text, "identifiedBy", value, ((line.start, line.start + at),), "determiner, on a slip")
        if found:
            yield _date_finding(layout, found)
        elif year:
            span = (line.start + year.start(), line.start + year.end())
            yield finding(layout.text, "dateIdentified", year.group(), (span,), "date identified")
