"""The scientific name a label gives its specimen."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nameparser import ParsedName

from curatorbench.domain.resources import resource
from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.dates import find_dates
from curatorbench.parsing.determiner import DETERMINED
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names import taken_apart
from curatorbench.parsing.names_on_labels import PEOPLE

_LEAD = re.compile(
    r"(?:(?:no|nr|number)\b[.:]?\s?)?(?:[A-Z]{0,3}-?\d{1,6}[A-Za-z]?\b[.:)]?\s+)?(?:(?:botanical name|scientific name|name|species|taxon)\b\s?[:.]?\s+)?[=(*]?\s?",
    re.IGNORECASE,
)
_GENUS = r"(?:[×xX]\s)?[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:-[a-z]{3,})?|[A-ZÀ-Þ]{4,}"
_QUALIFIER = r"(?:(?:cf|aff|nr|near|vel aff)\.?\s|\?\s?|[×x]\s)"
_BINOMIAL = re.compile(
    rf"(?P<genus>{_GENUS}|[A-Z]\.)(?P<sex>\s[{{(]?(?:[♂♀]|fe)?male[}})]?|\s[♂♀])?\s(?P<qualifier>{_QUALIFIER})?(?P<epithet>[a-zà-ÿ]{{3,}}(?:-[a-z]{{2,}})?|[A-ZÀ-Þ]{{4,}})(?P<rest>.*)"
)
_CAPITAL = re.compile(
    r"(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{2,})\s(?P<epithet>[A-Z][a-zà-ÿ]+(?:ii|i|ae|[iao]n[aiu][sm]?|ensis))(?P<rest>\s+[(A-ZÀ-Þ].*)"
)
_OPEN = re.compile(rf"(?P<genus>{_GENUS})\s(?P<open>spp?|spec|indet)\b\.?", re.IGNORECASE)
_LONE = re.compile(rf"(?P<genus>{_GENUS})(?P<sex>\s?[{{(]?(?:fe)?male[}})]?|\s?[♂♀])?[.,]?")
_EPITHETS = re.compile(
    r"(?P<epithets>[a-zà-ÿ]{3,}(?:-[a-z]{2,})?(?:\s(?:(?:var|subsp|ssp|f)\.\s)?[a-zà-ÿ]{4,}){0,2})(?P<rest>[\s.,'’\d{].*)?"
)
_SEX_OR_YEAR = re.compile(r"\s*(?:\{(?:fe)?male\}|[♂♀]|['’‘`]\d{2}\b|\b\d{2}$)")
# What may follow a name on its line: its authors, ranks, and nothing else.
_AUTHORS = re.compile(
    r"[\s,]*(?:(?:var|subsp|ssp|f|fo|forma|subvar|sect)\.?\s?[a-zà-ÿ-]{3,}|[a-zà-ÿ-]{4,}(?=\s*$|\s+[(A-Z])|[(\[]?(?:[A-ZÀ-Þ][\w'’.-]*\.?|d'|de|ex|in|et|and|&|f\.|fil\.|von|van|al\.)[)\]]?[,.:;]?\s*"
    r"|[()\[\],.&]\s*|(?:1[789]|20)\d\d\s*)*",
)
_ENGLISH = frozenset(
    ["the", "and", "of", "in", "on", "at", "from", "with", "near", "along", "by", "above", "below", "between", "over", "under", "this", "that", "for", "was", "were", "are", "is", "not", "to", "into", "county", "road", "river", "creek", "lake", "forest", "park", "mountain", "mountains", "mtn", "canyon", "valley", "island", "bay", "beach", "state", "national", "city", "town", "area", "woods", "wood", "hill", "hills", "slope", "soil", "rock", "rocks", "bark", "tree", "trees", "open", "dry", "wet", "moist", "shore", "coast", "island", "collected", "botanical", "garden", "herbarium", "university", "museum", "collection", "new", "old", "north", "south", "east", "west", "side", "just", "high", "low", "common", "rare", "flowers", "fruits", "white", "red", "green", "yellow", "plants", "plant", "growing", "about", "trail", "camp", "station", "ridge", "point", "springs", "spring", "miles", "feet", "meters", "upon", "corner", "growth", "land", "ground", "very", "small", "large", "del", "las", "los", "una", "por", "con", "para", "entre", "cerca", "sobre", "bosque", "camino"]
)
_LATIN_END = re.compile(r"(?:a|us|um|is|e|i|ii|ae|ns|or|er|es|ix|ax|ex|on|os|as|ys|oides|um|ella|x)$")
_HOST = re.compile(r"^(?:on|ad|in|auf|sur|sobre|host|parasit\w*|epiphyt\w*|associat\w*|with|assoc)\b", re.IGNORECASE)
_SYNONYM = re.compile(r"^[=(]|^syn\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name as it stands on one or two lines, with the spans of its parts."""

    value: str
    spans: tuple[tuple[int, int], ...]
    genus: str
    epithet: str
    authors: str
    line: Line


def find_names(layout: Layout) -> list[Finding]:
    """scientificName: the newest determination first, then the label's own name."""
    found = [(named, _rule(layout, named)) for line in layout.lines for named in _on_line(layout, line)]
    sayings = [finding(layout.text, "scientificName", named.value, named.spans, rule) for named, rule in found if rule]
    return sorted(sayings, key=lambda said: -said.confidence)


@cache
def genera() -> dict[str, str]:
    """Genus -> family of land plants; lichens, fungi and animals are not in it."""
    with resource("reference", "genera.csv").open(encoding="utf-8", newline="") as lines:
        return {row["genus"]: row["family"] for row in csv.DictReader(lines)}


def _on_line(layout: Layout, line: Line) -> Iterator[_Named]:
    if line.of_institution and not re.match(r"[A-Z][a-z]+ [a-z]+ [(A-Z]", line.text):
        return
    lead = _LEAD.match(line.text)
    start = lead.end() if lead else 0
    text = line.text[start:]
    if _HOST.match(text):
        return
    match = _BINOMIAL.match(text) or _CAPITAL.match(text)
    if match:
        yield from _binomial(layout, line, start, match)
        return
    opened = _OPEN.match(text)
    if opened:
        yield _Named(opened.group(), (_at(line, start, opened),), opened["genus"], "", "", line)
        return
    lone = _LONE.fullmatch(text)
    if lone and not line.title:
        yield from _over_two_lines(layout, line, start, lone)


def _at(line: Line, start: int, match: re.Match[str]) -> tuple[int, int]:
    return line.start + start, line.start + start + match.end()


def _binomial(layout: Layout, line: Line, start: int, match: re.Match[str]) -> Iterator[_Named]:
    genus, epithet = match["genus"], match["epithet"]
    if epithet.lower() in _ENGLISH or genus.lower() in _ENGLISH or not _LATIN_END.search(epithet.lower()):
        return
    if genus.isupper() != epithet.isupper() and not genus.endswith("."):
        return
    rest = _cut_rest(match["rest"])
    authors = _AUTHORS.match(rest)
    kept = rest[: authors.end()].rstrip(" ,;:=") if authors else ""
    head = line.text[start : start + match.start("rest")]
    end = line.start + start + match.start("rest") + len(kept)
    spans = [(line.start + start, end)]
    value = re.sub(r"\s*(?:\{(?:fe)?male\}|[♂♀])", "", head) + kept
    following = layout.next_in_block(line)
    if following and len(rest) == len(kept) and _only_authors(following.text, kept):
        spans.append((following.start, following.end))
        value += f" {following.text}"
    yield _Named(value.strip(), tuple(spans), genus, epithet, kept, line)


def _cut_rest(rest: str) -> str:
    """What follows the epithet, as far as it can be part of the name."""
    stops = [found.start for found in find_dates(rest) if found.form != "year"][:1]
    stops += [
        match.start()
        for match in (
            DETERMINED.search(rest),
            re.search(r"\t|\s{4}|\s[=—–-]\s|\s(?:on|in)\s(?=[a-zA-Z]{3})|['’]\d\d", rest),
        )
        if match
    ]
    return rest[: min([len(rest), *stops])]


def _only_authors(line: str, before: str) -> bool:
    """A short line that holds authors only, as `Schol.` under a name that ends in `(Ach.)`."""
    return (
        len(line) < 25
        and bool(re.fullmatch(r"(?:\([\w .&]+\)\s?)?(?:[A-ZÀ-Þ][a-zà-ÿ]{0,8}\.\s?(?:&\s?)?){1,3}", line))
        and before.endswith((")", "&", "ex"))
    )


def _over_two_lines(layout: Layout, line: Line, start: int, lone: re.Match[str]) -> Iterator[_Named]:
    genus = lone["genus"]
    if genus.lower() in _ENGLISH or len(genus) < 4:
        return
    spans = [(line.start + start, line.start + start + lone.end("genus"))]
    following = layout.next_in_block(line)
    below = _EPITHETS.fullmatch(following.text) if following else None
    if (
        following is None
        or below is None
        or below["epithets"].split()[0] in _ENGLISH
        or not _LATIN_END.search(below["epithets"].split()[0])
    ):
        yield _Named(genus, tuple(spans), genus, "", "", line)
        return
    rest = _SEX_OR_YEAR.sub("", _cut_rest(below["rest"] or "")).strip()
    matched = _AUTHORS.match(rest)
    authors = matched.group().strip() if matched else ""
    spans.append((following.start, following.start + below.end("epithets")))
    value = f"{genus} {below['epithets']}"
    for part, span in [(authors, _find(following, authors))] if authors else list(_below(layout, following)):
        value, spans = f"{value} {part}", [*spans, span]
    yield _Named(value, tuple(spans), genus, below["epithets"].split()[0], authors, line)


def _find(line: Line, part: str) -> tuple[int, int]:
    at = line.text.find(part)
    return (line.start + at, line.start + at + len(part)) if at >= 0 else (line.start, line.end)


def _below(layout: Layout, line: Line) -> Iterator[tuple[str, tuple[int, int]]]:
    """Further epithets, and the author: under the name, or typed on the form's `Det. by` line above the determiner."""
    following = layout.next_in_block(line)
    if following is None:
        return
    more = re.fullmatch(r"(?:var\. |subsp\. )?[a-z]{4,}(?: [A-Z][\w.& ]{0,20})?", following.text)
    if more and not DETERMINED.match(following.text):
        yield following.text, (following.start, following.end)
        following = layout.next_in_block(following)
    elif re.fullmatch(r"[A-Z][\w.]*(?:\s?&\s?[A-Z]\.?)?", following.text) and not re.match(PEOPLE, following.text):
        yield following.text, (following.start, following.end)
        return
    if following is None:
        return
    determined = DETERMINED.match(following.text)
    author = re.sub(r"['’]?\d{2}\b", "", following.text[determined.end() :]).strip() if determined else ""
    below = layout.next_in_block(following)
    if (
        author
        and below
        and re.match(PEOPLE, below.text)
        and re.fullmatch(r"[A-Z][\w.]*(?:\s?&\s?[A-Z][\w.]*)?", author)
    ):
        yield author, _find(following, author)


def _rule(layout: Layout, named: _Named) -> str | None:
    """The rule that a name earns by what speaks for it; None if nothing does."""
    known = _proper(named.genus) in genera()
    parsed = taken_apart(named.value)
    if parsed is None or (isinstance(parsed, ParsedName) and parsed.uninomial and named.epithet):
        parsed_well = False
    else:
        parsed_well = True
    slip = _is_slip(layout, named.line)
    if not named.epithet:
        return _rule_of_genus(layout, named, known, slip)
    if named.genus.endswith("."):
        return "name, genus shortened" if parsed_well and named.authors else None
    if not (parsed_well or known):
        return None
    if _SYNONYM.match(named.line.text):
        return "name, in brackets"
    evidence = "known genus" if known else "authors" if re.search(r"[A-ZÀ-Þ]", named.authors) else "form only"
    return f"name, {evidence}, {'determination' if slip else 'label'}"


def _rule_of_genus(layout: Layout, named: _Named, known: bool, slip: bool) -> str | None:
    open_name = named.value != named.genus
    latin = bool(_LATIN_END.search(named.genus.lower())) and named.genus.lower() not in _ENGLISH
    if not latin or (not known and not open_name and re.search(PEOPLE, named.line.text)):
        return None
    if open_name:
        return "genus, sp."
    return "genus alone, known" if known else "genus alone" if layout.before_in_block(named.line) or slip else None


def _is_slip(layout: Layout, line: Line) -> bool:
    """A determination: a short block with a determiner in it, apart from the label."""
    block = layout.blocks[line.block]
    return (
        len(block) <= 6
        and len(layout.blocks) > 1
        and any(DETERMINED.search(one.text) for one in block)
        and not any(re.search(r"\bcoll|\bleg\b|\bloc", one.text, re.IGNORECASE) for one in block)
    )


def _proper(genus: str) -> str:
    return genus.replace("× ", "").capitalize()
