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
from curatorbench.parsing.name_patterns import (
    APART,
    AUTHOR_ONLY,
    AUTHORS,
    AUTHORS_AT_END,
    AUTHORS_FOLLOW,
    BINOMIAL,
    BYNAME,
    CAPITAL,
    COMPANION,
    EPITHET_BELOW,
    EPITHETS,
    HOST,
    INSIDE,
    LEAD,
    LINNAEUS,
    LONE,
    MARKS,
    NAMESAKE,
    NO_WORDS,
    OPEN,
    SCRAP,
    TITLED,
    UNREAD_AUTHORS,
)
from curatorbench.parsing.names_on_labels import PEOPLE

_LINES_TO_BYNAME = 2


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
    yield from _apart(layout)
    for line in layout.lines:
        lead = LEAD.match(line.text)
        start = lead.end() if lead else 0
        text = line.text[start:]
        if HOST.match(text) or (line.of_institution and not _whole_name(text)):
            yield from inside_line(layout, line, start)
        else:
            numbered = bool(lead and re.search(r"\d", lead.group()))
            yield from (replace(one, numbered=numbered) for one in _at_head(layout, line, start, text))


def _apart(layout: Layout) -> Iterator[NamedLine]:
    """Genus and species in fields of their own: `Genus: Quercus  Species: alba L.`"""
    for match in APART.finditer(layout.text):
        line = layout.line_at(match.start("genus"))
        if line and match["genus"][0].isupper() and match["epithet"].lower() not in NO_NAMES:
            authors = _authors_of(_cut_rest(match["rest"]))
            end = match.start("rest") + len(authors)
            value = f"{match['genus']} {match['epithet']} {authors.strip()}".strip()
            spans = (match.span("genus"), (match.start("epithet"), end))
            yield NamedLine(value, spans, match["genus"], match["epithet"], authors, line)


def _whole_name(text: str) -> bool:
    return bool(re.match(r"[A-Z][a-z]+ [a-z]{3,} (?:\(?[A-Z][a-z]*\.)", text))


def inside_line(layout: Layout, line: Line, start: int = 0) -> Iterator[NamedLine]:
    """Readers run columns together: a known genus with an epithet is a name wherever it stands, unless the words before
    it make it a host or a companion."""
    for inside in INSIDE.finditer(line.text, start + 1):
        known = inside["genus"] in genera() and (inside["epithet"] in epithets() or inside["authors"])
        if (known or inside["authors"]) and not COMPANION.search(line.text[: inside.start()]):
            found = BINOMIAL.match(line.text[inside.start() :])
            for one in _binomial(layout, line, inside.start(), found) if found else ():
                yield replace(one, inside=True)


def _at_head(layout: Layout, line: Line, start: int, text: str) -> Iterator[NamedLine]:
    opened, lone = OPEN.match(text), LONE.fullmatch(text)
    match = BINOMIAL.match(text) or CAPITAL.match(text)
    if opened:
        span = (line.start + start, line.start + start + opened.end())
        yield NamedLine(opened.group(), (span,), opened["genus"], "", "", line)
    elif found := list(_binomial(layout, line, start, match)) if match else list(_run_together(line, start, text)):
        yield from found
    elif lone and not line.title:
        yield from _over_two_lines(layout, line, start, lone)
    else:
        yield from inside_line(layout, line, start)


def _run_together(line: Line, start: int, text: str) -> Iterator[NamedLine]:
    """Genus and epithet without the blank between them, or with a capital each, if both are known."""
    for match in (TITLED.fullmatch(text), *_joined(text)):
        genus = match and match["genus"]
        epithet = mended_epithet(match["epithet"]) if match else ""
        if match and genus in genera() and genera()[genus].size >= 2 and epithets().get(epithet, 0) >= 2:
            authors = _authors_of(_cut_rest(match["rest"]))
            span = (line.start + start, line.start + start + match.start("rest") + len(authors))
            value = f"{genus} {epithet} {authors}".strip()
            yield NamedLine(value, (span,), genus, epithet, authors, line, mended=value != text[: len(value)])
            return


def _joined(text: str) -> Iterator[re.Match[str]]:
    """Every way to part the first word of a line in two, the longest genus first."""
    word = re.match(r"[A-Z][a-z]{9,35}(?=[\s(]|$)", text)
    for cut in range(len(word.group()) - 4, 4, -1) if word else ():
        found = re.match(rf"(?P<genus>.{{{cut}}})(?P<epithet>[a-z]+)(?P<rest>.*)", text)
        if found and found["genus"] in genera():
            yield found


def _binomial(layout: Layout, line: Line, start: int, match: re.Match[str]) -> Iterator[NamedLine]:
    genus, epithet = match["genus"], match["epithet"]
    if not _latin(genus, epithet, match["rest"]) or (genus.isupper() and not genus.endswith(".") and line.title):
        return
    rest = _cut_rest(match["rest"])
    kept = _authors_of(rest)
    head = MARKS.sub("", line.text[start : start + match.start("rest")])
    spans = [(line.start + start, line.start + start + match.start("rest") + len(kept))]
    value = head + kept
    following = layout.next_in_block(line)
    if following and not rest[len(kept) :].strip(" ,.") and _completes(following.text, kept):
        spans.append((following.start, following.end))
        value += f" {following.text}"
    elif NO_WORDS.fullmatch(rest) and (below := _next(layout, line)) and (author := _typed_author(layout, below)):
        spans.append(_where(below, author))
        value = f"{MARKS.sub('', head)} {author}"
    elif not match["rest"][len(kept) :].strip(" ,.") and (apart := _authors_apart(layout, line, kept)):
        spans.append(apart[1])
        value += f" {apart[0]}"
    has_more = bool(re.search(r"[^\W\d_]{3}", rest[len(kept) :]))
    yield NamedLine(value.strip(), tuple(spans), genus, epithet, kept, line, has_more)


def _latin(genus: str, epithet: str, rest: str = "") -> bool:
    """Whether two words can be a binomial: a Latin ending, or authors behind them, and no everyday words."""
    if epithet.lower() in NO_NAMES or genus.lower() in NO_NAMES:
        return False
    if not LATIN_END.search(epithet.lower()) and not AUTHORS_FOLLOW.match(rest):
        return False
    if not genus.endswith(".") and genus.isupper() != epithet.isupper():
        return False
    return not (genus.isupper() and not genus.endswith(".")) or bool(re.search(r"(?:A|US|UM|IS|I|ENS|ES|AE)$", epithet))


def _cut_rest(rest: str) -> str:
    """What follows the epithet, as far as it can be part of the name."""
    stops = [found.start for found in find_dates(rest) if found.form != "year"][:1]
    others = re.search(
        r"\t|\s{4}|\s[=—–-]\s|\s(?:on|in)\s(?=[a-zA-Z]{3})|['’]\d\d|\bNo\b|,\s?[A-Z][a-z]*\.?\s[a-z]+\.?\s?\d"
        r"|\bn\.\s?sp|,\s?[A-ZÀ-Þ][a-z]{3,}\s[a-z]{4,}|\sauct\b",
        rest,
    )
    stops += [match.start() for match in (DETERMINED.search(rest), others) if match]
    return rest[: min([len(rest), *stops])]


def _authors_of(rest: str) -> str:
    matched = None if UNREAD_AUTHORS.match(rest) else AUTHORS.match(rest)
    authors = matched.group().rstrip(" ,;:=[(") if matched else ""
    return re.sub(r"(?<=\s)(1[789]\d\d)\s.*", r"\1", authors)  # nothing follows the year of an animal's name


def _completes(line: str, before: str) -> bool:
    """A short line with the rest of the authors: `Schol.` under a name that ends in `(Ach.)`, or in `&`."""
    goes_on = before.endswith((")", "&", "ex")) or line.startswith("(")
    return len(line) < 40 and goes_on and bool(AUTHOR_ONLY.fullmatch(line))


def _over_two_lines(layout: Layout, line: Line, start: int, lone: re.Match[str]) -> Iterator[NamedLine]:
    """A genus by itself, or with the epithets on the line below it."""
    genus = lone["genus"]
    if genus.lower() in NO_NAMES or len(genus) < 4:
        return
    span = (line.start + start, line.start + start + lone.end("genus"))
    following = layout.next_in_block(line)
    below = EPITHETS.fullmatch(following.text) if following else None
    if following is None or below is None or not _latin(genus.lower().capitalize(), below["epithets"].split()[0]):
        yield NamedLine(genus, (span,), genus, "", "", line)
        return
    parts = [(below["epithets"], (following.start, following.start + below.end("epithets")))]
    authors = _authors_of(MARKS.sub("", _cut_rest(below["rest"] or "")).strip())
    parts += [(authors, _where(following, authors))] if authors else list(_further_down(layout, following))
    value, spans = " ".join([genus, *(part for part, _ in parts)]), (span, *(where for _, where in parts))
    yield NamedLine(value, spans, genus, below["epithets"].split()[0], authors, line)


def _authors_apart(layout: Layout, line: Line, kept: str) -> tuple[str, tuple[int, int]] | None:
    """Authors that found no room on the name's own line: at the right of the line below, behind its words, or the
    second half of `Müll. Arg.` and its like, or a bare `L.`, on a line of its own."""
    below = layout.lines[line.number + 1 : line.number + 1 + _LINES_TO_BYNAME]
    if NAMESAKE.search(kept):
        alone = next((one for one in below if BYNAME.fullmatch(one.text)), None)
        return (alone.text, (alone.start, alone.end)) if alone else None
    bare = below and not re.search(r"[A-ZÀ-Þ]", kept)
    found = (LINNAEUS.fullmatch(below[0].text) or AUTHORS_AT_END.search(below[0].text)) if bare else None
    if found is None or below[0].block != line.block or BINOMIAL.fullmatch(below[0].text[: found.start()]):
        return None
    return found["authors"], (below[0].start + found.start("authors"), below[0].start + found.end("authors"))


def _next(layout: Layout, line: Line) -> Line | None:
    """The next line, be it of another block: readers part what stands apart on one slip. Scraps of signs are none."""
    return next((one for one in layout.lines[line.number + 1 :][:2] if not SCRAP.fullmatch(one.text)), None)


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
    if (below := EPITHET_BELOW.fullmatch(following.text)) and (of_block or below["author"]):
        yield following.text, (following.start, following.end)
        slip = _next(layout, following)
        author = _typed_author(layout, slip) if slip else ""
        if author and slip:
            yield author, _where(slip, author)
    elif of_block and AUTHOR_ONLY.fullmatch(following.text) and not re.match(PEOPLE, following.text):
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
