"""Where scientific names stand: at the head of a line, alone or over two lines, with their authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curatorbench.parsing.dates import find_dates
from curatorbench.parsing.determiner import DETERMINED
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import PEOPLE

_LEAD = re.compile(
    r"(?:n?o\b[.:]?\s?|(?:nr|number)\b[.:]?\s?)?(?:[A-Z]{0,3}-?\d{1,6}[A-Za-z]?\b[.:)]?\s+)?"
    r"(?:(?:botanical name|scientific name|name|species|taxon)\b\s?[:.]?\s+)?[=(*]?\s?",
    re.IGNORECASE,
)
_GENUS = r"(?:[×xX]\s)?[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:-[a-z]{3,})?|[A-ZÀ-Þ]{4,}"
_SEX = r"\s?[{(]?(?:(?:fe)?male|[♂♀]+)[})]?"
_BINOMIAL = re.compile(
    rf"(?P<genus>{_GENUS}|[A-Z]\.)(?P<sex>{_SEX})?\s?(?<=[.\s}})♂♀])(?P<qualifier>(?:(?:cf|aff|nr|near)\.?|\?|[×xX])\s)?"
    r"(?P<epithet>[a-zà-ÿ]{3,}(?:-[a-z]{2,})?|[A-ZÀ-Þ]{4,}(?:\s[A-ZÀ-Þ]{5,}(?=\s*$))?)(?P<rest>.*)"
)
# Until about 1950 epithets after people and old genera kept their capital: Alectoria Fremontii Tuck.
_CAPITAL = re.compile(
    r"(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{2,})\s(?P<epithet>[A-Z][a-zà-ÿ]{3,})(?P<rest>\s+(?:\([A-Z]|[A-ZÀ-Þ][a-zà-ÿ]{0,8}\.).*)"
)
_INSIDE = re.compile(r"(?<![\w.-])[A-ZÀ-Þ][a-zà-ÿ]{3,25} [a-zà-ÿ-]{4,25} ?\([A-ZÀ-Þ][\w.& -]{0,25}\)")
_OPEN = re.compile(rf"(?P<genus>{_GENUS})\s(?P<open>spp?|spec|indet)\b\.?", re.IGNORECASE)
_LONE = re.compile(rf"(?P<genus>{_GENUS})(?P<sex>{_SEX})?[.,]?(?:\s['’]?\d\d)?")
_EPITHETS = re.compile(
    r"(?P<epithets>[a-zà-ÿ]{3,}(?:-[a-z]{2,})?(?:\s(?:(?:var|subsp|ssp"
    r"|f)\.\s)?[a-zà-ÿ]{4,}){0,2})(?P<rest>[\s.,{(♂♀'’].*|\d.*)?"
)
_MARKS = re.compile(r"\s*(?:\{(?:fe)?male\}|[♂♀]+|['’‘`]\d{2}\b|(?<=\s)\d{2}$)")
_AUTHOR = (
    r"[(\[]?(?:(?![A-ZÀ-Þ]{4}|Univ|Museum|Herb|Garden)[A-ZÀ-Þ][\w'’.-]*"
    r"|d'|de|ex|in|et|and|&|f\.|fil\.|von|van|al\.)[)\]]?[,.:;]?"
)
_AUTHORS = re.compile(
    rf"(?:[\s,]*(?:(?:var|subsp|ssp|fo?|forma|subvar)\.?\s[a-zà-ÿ-]{{3,}}|[a-zà-ÿ-]{{4,}}(?=\s*$|\s[(A-ZÀ-Þ])"
    rf"|{_AUTHOR}|[()\[\].&,]|1[789]\d\d))*"
)
_AUTHOR_ONLY = re.compile(r"(?:\([\w .&]+\)\s?)?(?:[A-ZÀ-Þ][\wà-ÿ]{0,10}\.?\s?(?:(?:&|et)\s?)?){1,3}")
_HOST = re.compile(r"(?:on|ad|in|auf|sur|sobre|host|parasit\w*|epiphyt\w*|associat\w*|with|assoc)\b", re.IGNORECASE)
LATIN_END = re.compile(r"(?:a|us|um|is|e|i|ae|ns|or|er|ar|es|ix|ax|ex|on|os|as|ys|ops|x)$")
NO_NAMES = frozenset(
    """the and of in on at from with near along by above below between over under this that for was were
    are is not to into county road river creek lake forest park mountain mountains mtn canyon valley
    island bay beach state national city town area woods wood hill hills slope soil rock rocks bark tree
    trees open dry wet moist shore coast collected botanical garden herbarium university museum
    collection collections new old north south east west side just high low common rare flowers fruits
    white red green yellow plants plant growing about trail camp station ridge point springs spring
    miles feet meters upon corner growth land ground very small large del las los una por con para entre
    cerca sobre bosque camino collector collectors collecting malaise trap lichens lichenes flora fungi
    exsiccati arctici reliquiae costa rica locality substrate date host herb bryophytes united states
    altitude elevation province municipio habitat name duplicate mature alpine scattered frequent
    abundant notes other toundra branches conglomerate substratum twigs trunk leaves stems corolla""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A name as it stands: `value` as written, `spans` of its parts, on the line where it begins; `has_more` if the
    line goes on with other words, as a sentence about a forest does."""

    value: str
    spans: tuple[tuple[int, int], ...]
    genus: str
    epithet: str
    authors: str
    line: Line
    has_more: bool = False


def named_lines(layout: Layout) -> Iterator[NamedLine]:
    """Everything in `layout` that has the form of a scientific name at the head of a line; many are none."""
    for line in layout.lines:
        lead = _LEAD.match(line.text)
        start = lead.end() if lead else 0
        text = line.text[start:]
        if not _HOST.match(text) and not (line.of_institution and not _whole_name(text)):
            yield from _at_head(layout, line, start, text)


def _whole_name(text: str) -> bool:
    return bool(re.match(r"[A-Z][a-z]+ [a-z]{3,} (?:\(?[A-Z][a-z]*\.)", text))


def _at_head(layout: Layout, line: Line, start: int, text: str) -> Iterator[NamedLine]:
    match = _BINOMIAL.match(text) or _CAPITAL.match(text)
    if match:
        yield from _binomial(layout, line, start, match)
    elif opened := _OPEN.match(text):
        span = (line.start + start, line.start + start + opened.end())
        yield NamedLine(opened.group(), (span,), opened["genus"], "", "", line)
    elif (lone := _LONE.fullmatch(text)) and not line.title:
        yield from _over_two_lines(layout, line, start, lone)
    elif inside := _INSIDE.search(line.text):
        # Readers run columns together: a name with authors in brackets is one wherever it stands.
        found = _BINOMIAL.match(line.text[inside.start() :])
        if found:
            yield from _binomial(layout, line, inside.start(), found)


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
    has_more = bool(re.search(r"[^\W\d_]{3}", rest[len(kept) :]))
    yield NamedLine(value.strip(), tuple(spans), genus, epithet, kept, line, has_more)


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


def _where(line: Line, part: str) -> tuple[int, int]:
    at = line.text.find(part)
    return (line.start + at, line.start + at + len(part)) if at >= 0 else (line.start, line.end)


def _further_down(layout: Layout, line: Line) -> Iterator[tuple[str, tuple[int, int]]]:
    """Further epithets and the author: under the name, or typed on the form's `Det. by` line above the determiner."""
    following = layout.next_in_block(line)
    determined = following is not None and DETERMINED.match(following.text) is not None
    if (
        following
        and not determined
        and re.fullmatch(r"(?:var\. |subsp\. )?[a-z]{4,}(?: [A-Z][\w.& ]{0,20})?", following.text)
    ):
        yield following.text, (following.start, following.end)
        following = layout.next_in_block(following)
    elif (
        following and not determined and _AUTHOR_ONLY.fullmatch(following.text) and not re.match(PEOPLE, following.text)
    ):
        yield following.text, (following.start, following.end)
        return
    author = _typed_author(layout, following) if following else ""
    if author and following:
        yield author, _where(following, author)


def _typed_author(layout: Layout, line: Line) -> str:
    determined = DETERMINED.match(line.text)
    below = layout.next_in_block(line)
    if not determined or not below or not re.match(PEOPLE, below.text):
        return ""
    author = re.sub(r"['’]?\d{2}\b", "", line.text[determined.end() :]).strip(" /")
    return author if re.fullmatch(r"[A-Z][\w.]*(?:\s?&\s?[A-Z][\w.]*)?", author) else ""
