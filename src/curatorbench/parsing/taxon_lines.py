"""Where scientific names stand: at the head of a line, alone or over two lines, with their authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from curatorbench.parsing.dates import find_dates
from curatorbench.parsing.determiner import DETERMINED
from curatorbench.parsing.known_names import epithets, genera
from curatorbench.parsing.latin import LATIN_END, NO_NAMES
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.mending import mended_epithet
from curatorbench.parsing.names_on_labels import PEOPLE

_LEAD = re.compile(
    r"(?:n?o\b[.:]?\s?|(?:nr|number)\b[.:]?\s?)?(?:[A-Z]{0,3}-?\d{1,6}[A-Za-z]?\b[.:)]?(?:\s+|(?<=[.:)])))?"
    r"(?:(?:botanical name|scientific name|name|species|taxon)\b\s?[:.]?\s+)?[=(*]?\s?",
    re.IGNORECASE,
)
_GENUS = r"(?:[×xX]\s)?[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:-[a-z]{3,})?|[A-ZÀ-Þ]{4,}"
# A sign of sex, or what readers make of one: a lone 8, o+, 2, f.
_SEX = r"(?:\s?[{(]?(?:(?:fe)?male|[♂♀]+)[})]?|\s[^\sA-ZÀ-Þ.,;:(&/][+*]?(?=\s|$))"
_BINOMIAL = re.compile(
    rf"(?P<genus>{_GENUS}|[A-Z]\.)(?P<sex>{_SEX})?\s?(?<=[.\s}})♂♀])(?P<qualifier>(?:(?:cf|aff|nr|near)\.?|(?:ef|of|fo|ct|cl)\.|\?|[×xX])\s)?"
    r"(?P<epithet>[a-zà-ÿ]{3,}(?:-[a-z]{2,})?|[A-ZÀ-Þ]{4,}(?:\s[A-ZÀ-Þ]{5,}(?=\s*$))?)(?P<rest>.*)"
)
# Until about 1950 epithets after people and old genera kept their capital: Alectoria Fremontii Tuck.
_CAPITAL = re.compile(
    r"(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{2,})\s(?P<epithet>[A-Z][a-zà-ÿ]{3,})(?P<rest>\s+(?:\([A-Z]|[A-ZÀ-Þ][a-zà-ÿ]{0,8}\.).*)"
)
# An epithet with a capital and nothing behind it, as handwriting and headings have it.
_TITLED = re.compile(r"(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{3,20}) (?P<epithet>[A-ZÀ-Þ][a-zà-ÿ]{4,20})\.?")
_INSIDE = re.compile(
    r"(?<![\w-])(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{3,25}) (?P<epithet>[a-zà-ÿ-]{4,25})"
    r"(?P<authors> ?\([A-ZÀ-Þ][\w.& -]{0,25}\))?(?!\w)"
)
# What stands before the name of another: a host, a substrate, a companion.
COMPANION = re.compile(
    r"\b(?:on|with|of|from|under|beneath|among|amongst|near|in|by|and|or|to|assoc\w*|host|hosts|bark|wood|trunk|trunks"
    r"|branch|branches|twigs?|leaves|dead|old|living|fallen|log|logs|forest|woods?|shell|shells|ad|super|supra"
    r"|cortice|auf|an|bei|mit|unter|von|und|zwischen|sur|sous|avec|parmi|de|et|écorce|sobre|con|en|bajo|entre|y|com|sob|em|e|cf"
    r"|corteza|tronco|intermixed|dominant\w*|nom(?:en)?|det|syn|not|plus|trees?|mats?|clumps?)\b[\s.,:;\"'(]*$"
    r"|[&+,–—/=-]\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(rf"(?P<genus>{_GENUS})\s(?P<open>spp?|spec|indet)\b\.?", re.IGNORECASE)
_LONE = re.compile(rf"(?P<genus>{_GENUS})(?P<sex>{_SEX})?[.,]?(?:\s['’]?\d\d)?")
_EPITHETS = re.compile(
    r"(?P<epithets>[a-zà-ÿ]{3,}(?:-[a-z]{2,})?(?:\s(?:(?:var|subsp|ssp"
    r"|f)\.\s)?[a-zà-ÿ]{4,}){0,2})(?P<rest>[\s.,{(♂♀'’].*|\d.*)?"
)
_MARKS = re.compile(r"\s*(?:\{(?:fe)?male\}|[♂♀]+|['’‘`]\d{2}\b|(?<=\s)\d{2}$|(?<=\s)[a-z0-9$?+][+*]?(?=\s|$))")
# Capitalised words behind a name that are no author: what the next line, or the one beside it, begins with.
_NO_AUTHOR = (
    r"[A-ZÀ-Þ]{4}|Univ|Museum|Herb|Garden|(?:On|Over|The|In|An?|At|From|Near|Along|Among|Around|Above|Below|By|With|And"
    r"|Under|Upon|To|Of|Edge|Open|Dry|Wet|Very|Common|Rare|Scattered|Growing|Collected|Coll?|Co|Leg|Det|Date|No|Nr|Loc"
    r"|Alt|Elev|Hab|Habitat|Host|Substrat\w*|Country|State|County|Auf|Bei|Am|Im|Zwischen|Sur|Sous|Dans|Près|Au|Aux|Bord"
    r"|Sobre|En|Entre|Cerca|Sob|Em|Perto|Rock|Rocks|Soil|Bark|Tree|Trees|Form|Type|Not|This|Plants?|Flowers?|Fruits?"
    r"|Corolla|Leaves|Shrub|Annual|Perennial|Small|Large|Roadside|Locality|Lichens?|Flora|Fungi)\b"
)
_AUTHOR = (
    rf"[(\[]?(?:(?!{_NO_AUTHOR})[A-ZÀ-Þ][^\W\d_]*(?:['’.-]+[^\W\d_]*)*(?!\w)"
    r"|d'|de|ex|in|et|and|&|f\.|fil\.|von|van|al\."
    r"|(?!(?:var|subsp|ssp|sp|spp|nov|det|coll|leg|alt|elev|cf|aff|loc|hab|no|nr|co|ca|km|ft)\b)[a-z]{2,5}\.(?=\s*(?:\(|$)))"
    r"[)\]]?[,.:;]?"
)
_AUTHORS = re.compile(
    rf"(?:(?!\s*\([A-Z]{{2,6}}\)?(?:\s|$))[\s,]*(?:(?:var|subsp|ssp|fo?|forma|subvar)\.?\s[a-zà-ÿ-]{{3,}}|[a-zà-ÿ-]{{4,}}(?=\s*$|\s[(A-ZÀ-Þ])"
    rf"|{_AUTHOR}|[()\[\].&,]|1[789]\d\d))*"
)
_AUTHOR_ONLY = re.compile(r"(?:\d\d\.?\s)?(?:\([\w .&]+\)\s?)?(?:[A-ZÀ-Þ][\wà-ÿ]{0,10}\.?\s?(?:(?:&|et)\s?)?){1,3}")
_EPITHET_BELOW = re.compile(r"(?:(?:var|subsp|ssp|f)\. )?[a-z]{4,}(?P<author> [A-Z][\w.& ]{0,20})?")
_HOST = re.compile(r"(?:on|ad|in|auf|sur|sobre|host|parasit\w*|epiphyt\w*|associat\w*|with|assoc)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A name as it stands: `value` as written, `spans` of its parts, on the line where it begins; `has_more` if the
    line goes on with other words, as a sentence about a forest does; `inside` if other words stand before it;
    `mended` if the value differs from what was read; `numbered` if the collector's number leads it."""

    value: str
    spans: tuple[tuple[int, int], ...]
    genus: str
    epithet: str
    authors: str
    line: Line
    has_more: bool = False
    inside: bool = False
    mended: bool = False
    numbered: bool = False


def named_lines(layout: Layout) -> Iterator[NamedLine]:
    """Everything in `layout` that has the form of a scientific name at the head of a line; many are none."""
    for line in layout.lines:
        lead = _LEAD.match(line.text)
        start = lead.end() if lead else 0
        text = line.text[start:]
        if _HOST.match(text) or (line.of_institution and not _whole_name(text)):
            yield from inside_line(layout, line, start)
        else:
            numbered = bool(lead and re.search(r"\d", lead.group()))
            yield from (replace(one, numbered=numbered) for one in _at_head(layout, line, start, text))


def _whole_name(text: str) -> bool:
    return bool(re.match(r"[A-Z][a-z]+ [a-z]{3,} (?:\(?[A-Z][a-z]*\.)", text))


def inside_line(layout: Layout, line: Line, start: int = 0) -> Iterator[NamedLine]:
    """Readers run columns together: a known genus with an epithet is a name wherever it stands, unless the words before
    it make it a host or a companion."""
    for inside in _INSIDE.finditer(line.text, start + 1):
        known = inside["genus"] in genera() and (inside["epithet"] in epithets() or inside["authors"])
        if (known or inside["authors"]) and not COMPANION.search(line.text[: inside.start()]):
            found = _BINOMIAL.match(line.text[inside.start() :])
            for one in _binomial(layout, line, inside.start(), found) if found else ():
                yield replace(one, inside=True)


def _at_head(layout: Layout, line: Line, start: int, text: str) -> Iterator[NamedLine]:
    match = _BINOMIAL.match(text) or _CAPITAL.match(text)
    if match:
        found = list(_binomial(layout, line, start, match))
        yield from found or inside_line(layout, line, start)
    elif (titled := _TITLED.fullmatch(text)) and _is_titled(titled["genus"], titled["epithet"]):
        span = (line.start + start, line.start + start + titled.end("epithet"))
        yield NamedLine(
            f"{titled['genus']} {titled['epithet'].lower()}",
            (span,),
            titled["genus"],
            titled["epithet"].lower(),
            "",
            line,
        )
    elif opened := _OPEN.match(text):
        span = (line.start + start, line.start + start + opened.end())
        yield NamedLine(opened.group(), (span,), opened["genus"], "", "", line)
    elif (lone := _LONE.fullmatch(text)) and not line.title:
        yield from _over_two_lines(layout, line, start, lone)
    else:
        yield from inside_line(layout, line, start)


def _is_titled(genus: str, epithet: str) -> bool:
    return genus in genera() and genera()[genus].size >= 2 and epithets().get(mended_epithet(epithet), 0) >= 2


def _binomial(layout: Layout, line: Line, start: int, match: re.Match[str]) -> Iterator[NamedLine]:
    genus, epithet = match["genus"], match["epithet"]
    if not _latin(genus, epithet, match["rest"]) or (genus.isupper() and not genus.endswith(".") and line.title):
        return
    rest = _cut_rest(match["rest"])
    kept = _authors_of(rest)
    head = _MARKS.sub("", line.text[start : start + match.start("rest")])
    spans = [(line.start + start, line.start + start + match.start("rest") + len(kept))]
    value = head + kept
    following = layout.next_in_block(line)
    if following and not rest[len(kept) :].strip(" ,.") and _completes(following.text, kept):
        spans.append((following.start, following.end))
        value += f" {following.text}"
    elif _NO_WORDS.fullmatch(rest) and (below := _next(layout, line)) and (author := _typed_author(layout, below)):
        spans.append(_where(below, author))
        value = f"{_MARKS.sub('', head)} {author}"
    has_more = bool(re.search(r"[^\W\d_]{3}", rest[len(kept) :]))
    yield NamedLine(value.strip(), tuple(spans), genus, epithet, kept, line, has_more)


# What readers make of signs of sex and of the year at the line's end.
_NO_WORDS = re.compile(r"\W*(?:\w{1,2}(?:\W+|$)){0,2}")
_AUTHORS_FOLLOW = re.compile(r"\s+(?:\([A-ZÀ-Þ][\w.& ]*\)|[A-ZÀ-Þ][a-zà-ÿ]{0,8}\.(?:\s|$|&|,))")


def _latin(genus: str, epithet: str, rest: str = "") -> bool:
    """Whether two words can be a binomial: a Latin ending, or authors behind them, and no everyday words."""
    if epithet.lower() in NO_NAMES or genus.lower() in NO_NAMES:
        return False
    if not LATIN_END.search(epithet.lower()) and not _AUTHORS_FOLLOW.match(rest):
        return False
    if not genus.endswith(".") and genus.isupper() != epithet.isupper():
        return False
    return not (genus.isupper() and not genus.endswith(".")) or bool(re.search(r"(?:A|US|UM|IS|I|ENS|ES|AE)$", epithet))


def _cut_rest(rest: str) -> str:
    """What follows the epithet, as far as it can be part of the name."""
    stops = [found.start for found in find_dates(rest) if found.form != "year"][:1]
    others = re.search(
        r"\t|\s{4}|\s[=—–-]\s|\s(?:on|in)\s(?=[a-zA-Z]{3})|['’]\d\d|\bNo\b|,\s?[A-Z][a-z]*\.?\s[a-z]+\.?\s?\d"
        r"|\bn\.\s?sp",
        rest,
    )
    stops += [match.start() for match in (DETERMINED.search(rest), others) if match]
    return rest[: min([len(rest), *stops])]


def _authors_of(rest: str) -> str:
    matched = _AUTHORS.match(rest)
    return matched.group().rstrip(" ,;:=") if matched else ""


def _completes(line: str, before: str) -> bool:
    """A short line with the rest of the authors: `Schol.` under a name that ends in `(Ach.)`, or in `&`."""
    goes_on = before.endswith((")", "&", "ex")) or line.startswith("(")
    return len(line) < 25 and goes_on and bool(_AUTHOR_ONLY.fullmatch(line))


def _over_two_lines(layout: Layout, line: Line, start: int, lone: re.Match[str]) -> Iterator[NamedLine]:
    """A genus by itself, or with the epithets on the line below it."""
    genus = lone["genus"]
    if genus.lower() in NO_NAMES or len(genus) < 4:
        return
    span = (line.start + start, line.start + start + lone.end("genus"))
    following = layout.next_in_block(line)
    below = _EPITHETS.fullmatch(following.text) if following else None
    if following is None or below is None or not _latin(genus.lower().capitalize(), below["epithets"].split()[0]):
        yield NamedLine(genus, (span,), genus, "", "", line)
        return
    parts = [(below["epithets"], (following.start, following.start + below.end("epithets")))]
    authors = _authors_of(_MARKS.sub("", _cut_rest(below["rest"] or "")).strip())
    parts += [(authors, _where(following, authors))] if authors else list(_further_down(layout, following))
    value, spans = " ".join([genus, *(part for part, _ in parts)]), (span, *(where for _, where in parts))
    yield NamedLine(value, spans, genus, below["epithets"].split()[0], authors, line)


def _next(layout: Layout, line: Line) -> Line | None:
    """The next line, be it of another block: readers part what stands apart on one slip."""
    return layout.lines[line.number + 1] if line.number + 1 < len(layout.lines) else None


def _where(line: Line, part: str) -> tuple[int, int]:
    at = line.text.find(part)
    return (line.start + at, line.start + at + len(part)) if at >= 0 else (line.start, line.end)


def _further_down(layout: Layout, line: Line) -> Iterator[tuple[str, tuple[int, int]]]:
    """Further epithets and the author: under the name, or typed on the form's `Det. by` line above the determiner."""
    following = _next(layout, line)
    if following is None or DETERMINED.match(following.text):
        author = _typed_author(layout, following) if following else ""
        if author and following:
            yield author, _where(following, author)
        return
    of_block = following.block == line.block
    if (below := _EPITHET_BELOW.fullmatch(following.text)) and (of_block or below["author"]):
        yield following.text, (following.start, following.end)
        slip = _next(layout, following)
        author = _typed_author(layout, slip) if slip else ""
        if author and slip:
            yield author, _where(slip, author)
    elif of_block and _AUTHOR_ONLY.fullmatch(following.text) and not re.match(PEOPLE, following.text):
        bare = following.text[len(following.text) - len(re.sub(r"^\d\d\.?\s", "", following.text)) :]
        yield bare, _where(following, bare)


def _typed_author(layout: Layout, line: Line) -> str:
    """The author on the form's own line: `Det. by V. & C.` above the determiner's name."""
    determined = DETERMINED.match(line.text)
    below = _next(layout, line)
    if not determined or not below or not re.match(PEOPLE, below.text):
        return ""
    author = re.sub(r"['’]?\d{2}\b", "", line.text[determined.end() :]).strip(" /·•")
    return author if re.fullmatch(r"[A-Z][\w.]*(?:\s?&\s?[A-Z][\w.]*)?", author) else ""
