"""The scientific name a label gives its specimen, and how well it is founded."""

from __future__ import annotations

import re
from dataclasses import replace

from nameparser import ParsedName

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.determiner import DETERMINED, slip_lines
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import mentions
from curatorbench.parsing.known_names import epithets, genera, was_published
from curatorbench.parsing.latin import LATIN_END, NO_NAMES
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.mending import mended_epithet, mended_genus, mended_old_genus
from curatorbench.parsing.name_patterns import COMPANION, LEAD
from curatorbench.parsing.names import taken_apart
from curatorbench.parsing.names_on_labels import PEOPLE
from curatorbench.parsing.taxon_lines import NamedLine, named_lines

_SYNONYM = re.compile(r"^\s*[=(]|^syn\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20[0-4]\d)(?!\d)|['’](\d\d)\b")
# Insects are labelled with the flower they sat on: signs, traps and roman months tell whose label it is.
_OF_ANIMAL = re.compile(
    r"[♂♀]|\{(?:fe)?male\}|malaise|pitfall|(?:flight|light) trap"
    r"|\b[IVX]{1,4}-\d{1,2}(?:[-/ ]\d{1,2})?[- ](?:19)?\d\d\b|\bcollrs?\b",
    re.IGNORECASE,
)
_OF_FUNGUS = re.compile(
    r"\b(?:lichen\w*|flechten\w*|l[ií]quen\w*|cladoniac\w*|fung(?:i|us|al|orum|arium)|myco(?:log|theca|phyt)\w*"
    r"|mykolog\w*|champignons?|hongos|pilze)\b",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"\.{2,}|(?<=[a-zà-ÿ]{3})\.(?=[a-zà-ÿ(]{3})|(?<=[a-zà-ÿ])\.(?=\()")
# What readers make of cf. between a genus and its epithet.
_CF = re.compile(r"(?<=[a-z])\s(?:ef|of|fo|fr|ct|cl)\.\s(?=[a-z]{4})")
# A bracket that nothing opened behind a letter is an l.
_BRACKET_L = re.compile(r"(?<=[a-z])\](?=[\s.,]|$)")
_CAPITALISED = re.compile(r"(?<![\w.-])[A-ZÀ-Þ][a-zà-ÿ]{4,}(?![\w.-])")
# One more word, in small letters, with nothing but authors behind it.
_UNREAD_EPITHET = re.compile(r"\s[a-zà-ÿ]{4,}[.,]?(?:\s[(A-ZÀ-Þ]|$)")
_LINES_TO_DETERMINER = 3
_DOUBTFUL = 0.2
_SHORT = 5  # letters of a genus
_BRACKETED = "name, in brackets"
_MOST_MENDED = 16


def find_names(layout: Layout) -> list[Finding]:
    """scientificName, best first: what the newest determination says, then what the label says."""
    layout = _cleared(layout)
    group = _group(layout.text)
    named = list(named_lines(layout))
    named_at = {one.line.number for one in named}
    years = [_determined_in(layout, one.line, named_at) for one in named]
    mended = _all_mended(named, group, years)
    said: list[tuple[int, Finding]] = []
    for one, year in zip(_with_whole_genera(mended), years, strict=True):
        found = _finding(layout, one, year is not None, group)
        if found:
            said.append((year or 0, found))
    newest = max((year for year, one in said if one.confidence > 0.5), default=0)
    if said and all(one.rule == _BRACKETED for _, one in said):
        return []  # synonyms of a name that could not be read
    ranked = [one for year, one in sorted(said, key=lambda pair: -_weight(pair, newest))]
    sure = any(one.confidence > _DOUBTFUL for one in ranked)
    return _fullest_first(ranked) if sure else _genera_inside(layout, group) + ranked


def _all_mended(named: list[NamedLine], group: str, years: list[int | None]) -> list[NamedLine]:
    """The names mended; only the first of very many unknown ones, or pages of noise would take for ever."""
    tries, made = 0, []
    for one, year in zip(named, years, strict=True):
        unknown = not _published(_proper(one.genus)) or bool(one.epithet and one.epithet.lower() not in epithets())
        tries += unknown
        made.append(_mended(one, group, year is not None) if not unknown or tries <= _MOST_MENDED else one)
    return made


def _mended(named: NamedLine, group: str, determined: bool) -> NamedLine:
    """`named` with genus and epithet put right where one known word is likely; `group` is the label's, or ""."""
    if named.genus.endswith("."):
        return named
    read = _bare(named.genus)
    if not (named.epithet or named.numbered) and _is_place(read):
        return named
    epithet = mended_epithet(named.epithet) if named.epithet else ""
    genus = mended_genus(read, group, bool(named.epithet) or determined or named.numbered)
    if not _published(genus) and epithets().get(epithet, 0) >= 2:
        genus = mended_old_genus(read)
    if not _published(genus):
        return named
    value = named.value if named.inside else _CF.sub(" cf. ", named.value, count=1)
    value = _put(_put(value, read, genus), named.epithet, epithet)
    if value == named.value:
        return named
    return replace(named, value=value, genus=named.genus.replace(read, _as(read, genus)), epithet=epithet, mended=True)


def _published(genus: str) -> bool:
    return genus in genera() or was_published(genus)


def _put(value: str, read: str, right: str) -> str:
    """`value` with the first word `read` replaced, in the capitals that it was written in."""
    if not read or read.lower() == right.lower():
        return value
    return re.sub(rf"(?<!\w){re.escape(read)}(?!\w)", _as(read, right), value, count=1)


def _as(read: str, right: str) -> str:
    return read if read.lower() == right.lower() else right.upper() if read.isupper() else right


def _bare(genus: str) -> str:
    return re.sub(r"^[×xX]\s", "", genus)


def _cleared(layout: Layout) -> Layout:
    """The same text with leaders of dots and points between words as blanks, letter for letter."""
    text = _LEADERS.sub(lambda dots: " " * len(dots.group()), layout.text).replace("∇", "V")
    text = _BRACKET_L.sub("l", text)
    return layout if text == layout.text else Layout(text)


def _group(text: str) -> str:
    """The group that a label's own words name: f (fungi, lichens), a (animals), or "" where nothing tells."""
    return "f" if _OF_FUNGUS.search(text) else "a" if _OF_ANIMAL.search(text) else ""


def _finding(layout: Layout, one: NamedLine, determined: bool, group: str) -> Finding | None:
    rule = _rule(layout, one, determined, group)
    if rule is None:
        return None
    known = genera().get(_proper(one.genus))
    other = bool(group and known and known.group != group and not determined)
    well_known = not one.epithet or one.epithet.lower() in epithets()
    sentence = one.has_more and not one.inside and not (known and well_known and one.authors)
    factor = (0.4 if sentence else 1.0) * (0.9 if one.mended else 1.0) * (0.5 if other else 1.0)
    factor *= 1.0 if well_known else 0.7
    said = finding(layout.text, "scientificName", one.value, one.spans, rule, factor)
    return replace(said, corrected=one.mended)


def _fullest_first(ranked: list[Finding]) -> list[Finding]:
    """The best name with its authors, where it stands once without (a caption, a drawer's label) and once with."""
    if not ranked:
        return ranked
    best = ranked[0].value.casefold()
    longer = [one for one in ranked[1:] if one.value.casefold().startswith(f"{best} ") and one.confidence > 0.2]
    fullest = max(longer, key=lambda one: one.confidence, default=None)
    return ranked if fullest is None else [fullest, *(one for one in ranked if one is not fullest)]


def _genera_inside(layout: Layout, group: str) -> list[Finding]:
    """A genus alone among other words, if it is of the label's own group and no name stands anywhere else."""
    found = []
    for line in layout.lines if group else ():
        lead = LEAD.match(line.text)
        for word in _CAPITALISED.finditer(line.text):
            numbered = bool(lead and lead.end() == word.start() and re.search(r"\d", lead.group()))
            genus = mended_genus(word.group(), group, founded=True) if numbered else word.group()
            known = genera().get(genus)
            if known and known.group == group and known.size >= 2 and not _of_more(line.text, word):
                span = (line.start + word.start(), line.start + word.end())
                said = finding(layout.text, "scientificName", genus, (span,), "genus alone, inside a line")
                found.append(replace(said, corrected=genus != word.group()))
    return found


def _of_more(text: str, genus: re.Match[str]) -> bool:
    """Whether a genus inside a line is another's (a host), or has an epithet behind it that could not be read."""
    return bool(COMPANION.search(text[: genus.start()]) or _UNREAD_EPITHET.match(text, genus.end()))


def _weight(said: tuple[int, Finding], newest: int) -> float:
    year, one = said
    return one.confidence + (0.3 if newest and year == newest and one.confidence > 0.4 else 0.0)


def _with_whole_genera(named: list[NamedLine]) -> list[NamedLine]:
    """`B. longifolia` becomes Buchnera longifolia where one genus with that letter stands elsewhere on the label."""
    whole = {one.genus for one in named if one.epithet and not one.genus.endswith(".")}
    made = []
    for one in named:
        fitting = {genus for genus in whole if genus[0] == one.genus[0]}
        if one.genus.endswith(".") and len(fitting) == 1:
            genus, epithet = fitting.pop(), mended_epithet(one.epithet)
            value = _put(one.value.replace(one.genus, genus, 1), one.epithet, epithet)
            made.append(replace(one, value=value, genus=genus, epithet=epithet, mended=epithet != one.epithet.lower()))
        else:
            made.append(one)
    return made


def _determined_in(layout: Layout, line: Line, named_at: set[int]) -> int | None:
    """The year of the determination just below the name, 1 if it has none, None if nobody determined it there."""
    slips = {slip.number for slip in slip_lines(layout)}
    for below in layout.lines[line.number : line.number + _LINES_TO_DETERMINER + 1]:
        if below.number in named_at - {line.number}:
            return None
        if DETERMINED.search(below.text) or below.number in slips:
            years = [
                _year(match)
                for one in layout.lines[line.number : below.number + 2]
                for match in _YEAR.finditer(one.text)
            ]
            return max(years, default=1)
    return None


def _year(match: re.Match[str]) -> int:
    return int(match[1]) if match[1] else 1900 + int(match[2])


def _rule(layout: Layout, one: NamedLine, determined: bool, group: str) -> str | None:
    """The rule that a name earns by what speaks for it; None if nothing does."""
    genus = genera().get(_proper(one.genus))
    known = genus is not None
    if group == "a" and genus and genus.group == "p" and not determined:
        return None
    if not one.epithet:
        return _rule_of_genus(layout, one, determined, group)
    parsed = taken_apart(one.value)
    sound = isinstance(parsed, ParsedName) and not parsed.uninomial
    well_known = one.epithet.lower() in epithets()
    if one.genus.endswith("."):
        return "name, genus shortened" if sound and one.authors and well_known else None
    if not (sound or known) or (not known and _is_place(f"{one.genus} {one.epithet}")):
        return None
    if _SYNONYM.match(one.line.text):
        return _BRACKETED
    if one.inside:
        return "name, inside a line"
    if not _published(_proper(one.genus)):
        founded = determined or (well_known and re.search(r"[A-ZÀ-Þ]", one.authors))
        return "name, genus not known" if founded else None
    authors = bool(re.search(r"[A-ZÀ-Þ]", one.authors)) or len(one.spans) > 1
    if not (known or well_known or authors or determined or len(one.genus) > _SHORT):
        return None  # so many short words were published that scraps are among them
    evidence = "authors" if authors else "form only"
    if known:
        evidence = "known genus" if authors else "known genus without authors"
    return f"name, {evidence}, {'determination' if determined else 'label'}"


def _rule_of_genus(layout: Layout, one: NamedLine, determined: bool, group: str) -> str | None:
    opened = one.value != one.genus
    genus = one.genus.lower()
    if not LATIN_END.search(genus) or genus in NO_NAMES or genus.endswith(("aceae", "idae")):
        return None
    if opened:
        return "genus, sp."
    if _proper(one.genus) in genera():
        return "genus alone, known" if determined or one.numbered or not _is_place(one.value) else None
    if not (determined or one.numbered or (was_published(_proper(one.genus)) and group != "a")):
        return None  # the first line of an insect's label is its locality
    doubtful = _is_place(one.value) or re.match(PEOPLE, one.line.text) or len(genus) < 5
    led = one.line.text != one.genus or layout.before_in_block(one.line) is not None
    return "genus alone" if not doubtful and (led or determined) else None


def _is_place(text: str) -> bool:
    return next(mentions(text), None) is not None


def _proper(genus: str) -> str:
    return genus.replace("× ", "").capitalize()
