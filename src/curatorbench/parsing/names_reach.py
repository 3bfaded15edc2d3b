"""How far a list of names reaches: where it stops on its line, and whether it goes on below."""

from __future__ import annotations

import re

from curatorbench.parsing import role_words
from curatorbench.parsing.determiner import DETERMINED
from curatorbench.parsing.findings import Span
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import INITIALLED_LINE, is_place_name
from curatorbench.parsing.people import NOT_PEOPLE

COLLECTOR_WORD = re.compile(
    rf"(?<![\w-])(?P<sign>{role_words.COLLECTED}(?:\(s\))?(?:(?={role_words.BY}\b)|(?![^\W\d_]))[.:]{{0,2}}\s?"
    r"(?:(?:&|and|et|u\.)\s?(?:det|distributed|prepared|id)\w*\.?\s?)?"
    rf"(?:{role_words.BY}\b|(?-i:by(?=[A-Z])))?)[:.,;]{{0,2}}[.…_]{{0,40}}\s{{0,3}}",
    re.IGNORECASE,
)
OWNED = re.compile(rf"\b(?:ex|in|from|e|of)\s*$|\b{role_words.GIVEN}\W*$", re.IGNORECASE)
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
NUMBER_BETWEEN = re.compile(r"\s?\((?:no\.?\s?)?\w{1,8}\)\s?(?=and\b|&|,|et\b)", re.IGNORECASE)


def line_below(layout: Layout, line: Line) -> Line | None:
    """The next line of the block; the one after it where the next is but a date and this one's companions follow."""
    below = layout.next_in_block(line)
    dates = layout.dates_in(below.start, below.end) if below else []
    if below and dates and not below.text.replace(layout.text[dates[0].start : dates[0].end], "", 1).strip(" .,"):
        second = layout.next_in_block(below)
        return second if second and re.match(r"(?:with|&|and)\s[A-Z]", second.text) else below
    return below


def names_over(layout: Layout, spans: list[Span]) -> str:
    """The names over all lines; two lines that need a sign between them get one."""
    parts = [NUMBER_BETWEEN.sub(" ", layout.text[start:end]).strip() for start, end in spans]
    joined = parts[0]
    for part in parts[1:]:
        leans = re.search(r"(?:[,&]|\band|\bwith|\bet|(?:^|\s)(?:[A-ZÀ-Þ]\.\s?){1,3})$", joined) or re.match(
            r"(?:with|and|&)\s", part
        )
        joined = f"{joined} {part}" if leans else f"{joined}; {part}"
    return joined


def goes_on(written: str, below: str) -> bool:
    """Names run over the end of a line at a comma, an "and" or initials; or the next line is initialled names only."""
    if DETERMINED.match(below) or COLLECTOR_WORD.match(below):
        return False
    open_end = re.search(r"(?:[,&]|\band|\bwith|\bet|\by|(?:^|\s)(?:[A-ZÀ-Þ]\.\s?){1,3})\s*$", written)
    if open_end:
        return below[0].isupper()
    return bool(
        re.match(r"(?:with|&|and)\s[A-Z]", below) or (INITIALLED_LINE.fullmatch(below) and not is_place_name(below))
    )


def names_end(layout: Layout, start: int, end: int) -> int:
    """Where the names that begin at `start` stop: at a date, a number, a state, another label word, a wide gap."""
    written = layout.text[start:end]
    between = NUMBER_BETWEEN.search(written)
    skipped = between.end() if between else 0
    stops = [found.start - start for found in layout.dates_in(start, end)][:1]
    places = [mention for mention in layout.mentions_in(start + 4, end) if not mention.places[0].short]
    stops += [mention.start - start for mention in places[:1]]
    institution = NOT_PEOPLE.match(written)
    stops += [match.start() for match in [institution or _STOP.search(written, max(1, skipped))] if match]
    return start + min([len(written), *stops])
