"""Who collected it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing import role_words
from curatorbench.parsing.collector_number import number_after, numbers_apart, numbers_beside
from curatorbench.parsing.dates import FoundDate
from curatorbench.parsing.determiner import DETERMINED, find_determiners
from curatorbench.parsing.findings import Span, as_written, finding
from curatorbench.parsing.form_order import names_in_order
from curatorbench.parsing.gazetteer import fold, mentions
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import INITIALLED_LINE, PEOPLE, PEOPLE_LINE, is_place_name, names_value
from curatorbench.parsing.people import NOT_PEOPLE, parse_people
from curatorbench.parsing.people_slips import mended

_LABEL = re.compile(
    rf"(?<![\w-])(?P<sign>{role_words.COLLECTED}(?:\(s\))?(?:(?={role_words.BY}\b)|(?![^\W\d_]))[.:]{{0,2}}\s?"
    r"(?:(?:&|and|et|u\.)\s?(?:det|distributed|prepared|id)\w*\.?\s?)?"
    rf"(?:{role_words.BY}\b|(?-i:by(?=[A-Z])))?)[:.,;]{{0,2}}[.…_]{{0,40}}\s{{0,3}}",
    re.IGNORECASE,
)
_OWNED = re.compile(rf"\b(?:ex|in|from|e|of)\s*$|\b{role_words.GIVEN}\W*$", re.IGNORECASE)
_ROLE = (
    r"(?P<sign>(?i:coll(?:ect(?:ors?|or\(s\)|eurs?)|rs?|s)?|leg(?:it|erunt)?|(?:re)?colector(?:es)?|coletor(?:es)?"
    r"|sammler|insamlare))\b[.,]?\)?"
)
_ROLE_LINE = re.compile(rf"[\s,}}(\[]*(?<![\w-]){_ROLE}")
_ROLE_BEHIND = re.compile(rf"(?P<names>{PEOPLE}|[A-ZÀ-Þ][a-zà-ÿ]{{2,}})[ ,.}}]+{_ROLE}")
_BY_LINE = re.compile(r"(?:^|(?<=[.,;\t]))\s?(?P<sign>By(?=\s[A-Z])|by(?=\s[A-Z]\.))\s", re.MULTILINE)
_NO_COLLECTOR = re.compile(r"(?:at|on|in|for|from|during|under|'s|and|No\b|Number|number)\b|['’]s")
# What ends a list of names on its line.
_STOP = re.compile(
    r"\b(?:the )?(?:universi\w*|univ|museum|instit\w*|garden)\b|"
    r"\b(?:det|determined|no|nr|nro|núm|num|number|date|alt|elev|altitude|habitat|loc(?:ality)?|substrat\w*|in|on|for"
    r"|exchange|dupl|verified|herb\w*"
    r"|ident\w*|hab|collector|ex|under|specimens?|cultivad\w)\b[.:]?|\bs\.\s?n\.|[#\d(:=]|(?<=\s)n[°º]|\t|\s{4}"
    r"|(?-i:\s(?=[A-ZÀ-Þ][a-zà-ÿ]{3,} (?!(?:van|von|del|with)\b)[a-zà-ÿ]{4,}))"  # a taxon
    r"|(?-i:\s(?=(?:[A-Z][a-z]+ ){0,2}(?:Canal|Creek|River|Lake|Island|Mountain|Mts?|Park|Bay"
    r"|Road|Valley|County|Co)\b))",
    re.IGNORECASE,
)
_READ_WELL_ENOUGH = 85  # percent of letters that agree
_NUMBER_BETWEEN = re.compile(r"\s?\((?:no\.?\s?)?\w{1,8}\)\s?(?=and\b|&|,|et\b)", re.IGNORECASE)


def find_collectors(layout: Layout) -> list[Finding]:
    """recordedBy and recordNumber, best first in each."""
    read, layout = layout, _mended_layout(layout)
    found = [*_named(layout), *_behind(layout), *_by(layout)]
    if not any(said.term == "recordedBy" for said in found):
        found += _unnamed(layout)
    found += numbers_apart(layout)
    spans = [span for said in found if said.term == "recordedBy" for span in said.spans]
    found += numbers_beside(layout, [line for start, _ in spans if (line := layout.line_at(start))])
    found = [_marked(said, read) for said in found if said.term != "recordedBy" or _plausible(said.value)]
    return sorted(_longer_lists(found), key=lambda said: -said.confidence)


def _unnamed(layout: Layout) -> list[Finding]:
    """Where no word says who collected: names in a form's order, with a number, by the date, or alone."""
    names = names_in_order(layout)
    if names:
        line, value = names.collector, names_value(names.collector.text)
        if value:
            return [
                finding(layout.text, "recordedBy", value, ((line.start, line.end),), "collector, in a form's order")
            ]
    taken = [span for said in find_determiners(layout) if said.term == "identifiedBy" for span in said.spans]
    free = [line for line in layout.lines if not any(start < line.end and line.start < end for start, end in taken)]
    found = [*_beside_number(layout), *_beside_date(layout, free)]
    return found if any(said.term == "recordedBy" for said in found) else [*found, *_alone(layout, free)]


def _mended_layout(layout: Layout) -> Layout:
    """The layout with the slips in names put right, letter for letter; itself if there are none."""
    text = mended(layout.text)
    return layout if text == layout.text else Layout(text)


def _marked(said: Finding, read: Layout) -> Finding:
    """A finding whose letters are not those that were read says so."""
    verbatim = as_written(read.text, said.spans)
    return said if verbatim == said.verbatim else replace(said, verbatim=verbatim, corrected=True)


def _plausible(value: str) -> bool:
    """Every name has a word of letters that begins with a capital: `J.... rp` is what is left of one."""
    words = [re.findall(r"[^\W\d_]{2,}", name) for name in value.split(" | ")]
    return all(any(word[0].isupper() for word in name) for name in words) and ".." not in value


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
    for match in _LABEL.finditer(layout.text):
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
    return bool(_OWNED.search(layout.text[line.start : match.start()]))


def _by(layout: Layout) -> Iterator[Finding]:
    for match in _BY_LINE.finditer(layout.text):
        line = layout.line_at(match.start("sign"))
        determined = line and DETERMINED.search(layout.text, line.start, match.start("sign") + 2)
        if line and not determined and PEOPLE_LINE.match(layout.text, match.end()):
            yield from _people_from(layout, line, match.start("sign"), match.end(), "collector, by")


def _people_from(layout: Layout, line: Line, sign: int, start: int, rule: str) -> Iterator[Finding]:
    """Names that begin at `start`, over the end of the line where they go on; and the number behind them."""
    end = _names_end(layout, start, line.end)
    spans: list[Span] = [(start, end)]
    below = _line_below(layout, line)
    if not layout.text[end : line.end].strip() and below and _goes_on(layout.text[start:end], below.text):
        spans.append((below.start, _names_end(layout, below.start, below.end)))
    value = names_value(_written(layout, spans))
    if not value or not value[0].isupper():
        return
    last = spans[-1][0], spans[-1][0] + len(layout.text[slice(*spans[-1])].rstrip(" ,;&-"))
    spans = [*spans[:-1], last]
    yield finding(layout.text, "recordedBy", value, ((sign, spans[0][1]), *spans[1:]), rule)
    yield from number_after(layout, last[1], "record number, behind the collector")
    between = _NUMBER_BETWEEN.search(layout.text, start, last[1])
    if between:
        yield from number_after(layout, between.start(), "record number, behind the collector")


def _line_below(layout: Layout, line: Line) -> Line | None:
    """The next line of the block; the one after it where the next is but a date and this one's companions follow."""
    below = layout.next_in_block(line)
    dates = layout.dates_in(below.start, below.end) if below else []
    if below and dates and not below.text.replace(layout.text[dates[0].start : dates[0].end], "", 1).strip(" .,"):
        second = layout.next_in_block(below)
        return second if second and re.match(r"(?:with|&|and)\s[A-Z]", second.text) else below
    return below


def _written(layout: Layout, spans: list[Span]) -> str:
    """The names over all lines; two lines that need a sign between them get one."""
    parts = [_NUMBER_BETWEEN.sub(" ", layout.text[start:end]).strip() for start, end in spans]
    joined = parts[0]
    for part in parts[1:]:
        leans = re.search(r"(?:[,&]|\band|\bwith|\bet|(?:^|\s)(?:[A-ZÀ-Þ]\.\s?){1,3})$", joined) or re.match(
            r"(?:with|and|&)\s", part
        )
        joined = f"{joined} {part}" if leans else f"{joined}; {part}"
    return joined


def _goes_on(written: str, below: str) -> bool:
    """Names run over the end of a line at a comma, an "and" or initials; or the next line is initialled names only."""
    if DETERMINED.match(below) or _LABEL.match(below):
        return False
    open_end = re.search(r"(?:[,&]|\band|\bwith|\bet|\by|(?:^|\s)(?:[A-ZÀ-Þ]\.\s?){1,3})\s*$", written)
    if open_end:
        return below[0].isupper()
    return bool(
        re.match(r"(?:with|&|and)\s[A-Z]", below) or (INITIALLED_LINE.fullmatch(below) and not is_place_name(below))
    )


def _names_end(layout: Layout, start: int, end: int) -> int:
    """Where the names that begin at `start` stop: at a date, a number, a state, another label word, a wide gap."""
    written = layout.text[start:end]
    between = _NUMBER_BETWEEN.search(written)
    skipped = between.end() if between else 0
    stops = [found.start - start for found in layout.dates_in(start, end)][:1]
    places = [mention for mention in layout.mentions_in(start + 4, end) if not mention.places[0].short]
    stops += [mention.start - start for mention in places[:1]]
    institution = NOT_PEOPLE.match(written)
    stops += [match.start() for match in [institution or _STOP.search(written, max(1, skipped))] if match]
    return start + min([len(written), *stops])


def _behind(layout: Layout) -> Iterator[Finding]:
    """`P. D. Hurd / Collector` and `J. R. Powers, Collr.`: names before the word, on its line or those above."""
    for line in layout.lines:
        whole = _ROLE_LINE.fullmatch(_mended(line.text))
        match = None if whole or line.of_institution else _ROLE_BEHIND.search(line.text)
        if whole:
            yield from _lines_above(layout, line, _is_plural(whole["sign"]))
        elif match and not _LABEL.match(line.text) and not is_place_name(match["names"]):
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
            below = _line_below(layout, line)
            spans: list[Span] = [(line.start, line.start + match.end())]
            if below and re.match(r"\(?(?:with|&|and)\s[A-Z]", below.text) and "(" not in below.text:
                spans.append((below.start, _names_end(layout, below.start, below.end)))
                value = names_value(_written(layout, spans)) or value
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
    value = names_value(bare)
    if value and parse_people(bare):
        start = line.start + text.index(bare)
        direction = re.match(r"[NSEW]\.\s?[A-Z][a-z]+$", bare)  # S. Flowers, or south of Oceano
        how = "" if initialled and not direction else ", one word" if single else ", names in full"
        yield finding(layout.text, "recordedBy", value, ((start, start + len(bare)),), f"collector, {where}{how}")


def _alone(layout: Layout, free: list[Line]) -> Iterator[Finding]:
    """With no better sign: names alone on a line that no determination claims, initialled or of several people."""
    for line in free:
        above = layout.before_in_block(line)
        determined = any(DETERMINED.search(one.text) for one in (line, above) if one)
        owned = _OWNED.search(line.text) or (above and _OWNED.search(above.text + " "))
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
