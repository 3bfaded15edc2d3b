"""Counties and what stands for them: parishes, districts, municipalities.

A name beside its word (`Inyo Co.`, `Municipio de Ixtlán`) is looked for in the lists of the states on the label: the
part of it that a list has is the county, a misread one is mended, and what the state's full list lacks is little
trusted. Without its word a county counts only beside its state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.county_lists import (
    COMPLETE,
    Home,
    counties_of,
    home_of,
    homes_of,
    mended_county,
    same_spelling,
)
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import Place, fold, fold_place
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.place_names import NAME, cased, in_institution

_COUNTY_NAME = r"(?:[A-ZÀ-Þ][\w'’]{1,25}|(?:St|ST|Ste|STE|Mt|S|N|E|W|Ft|Sta)\.|de|du|la|of the)"
_COUNTY_WORD = r"(?:county|co|parish|borough|cty)"
_NO_COUNTY = r"(?!\s?(?i:road|rd|hwy|highway|route|line|seat|park|r\.|museum|court|jail|fair)\b)"
_START = r"(?:(?<![\w.'’-])|(?<=\.\.)|(?<=[,;:]\.)|(?<=[a-z]\.)(?=[A-Z][a-z]{2}))"
_COUNTY_AFTER = re.compile(
    rf"{_START}(?P<name>{_COUNTY_NAME}(?:[ -]{_COUNTY_NAME}){{0,3}}),?\s?(?-i:\b|(?<=[a-z])(?=C))"
    rf"(?P<sign>(?i:{_COUNTY_WORD})\b)(?P<end>[.,:;)]|\s|$){_NO_COUNTY}"
)
# `Inyo C5.`, `Lassen Go,`: the word itself misread; only with a county that the state has.
_COUNTY_MISREAD = re.compile(
    rf"{_START}(?P<name>{_COUNTY_NAME}(?:[ -]{_COUNTY_NAME}){{0,2}})[., ]\s?"
    rf"(?P<sign>C[0-9Qaec]|[GOQ][oO0]|(?i:(?:[CGO][o0][uonm]{{1,3}}|C[aeu]un)[tlrfi][yvj]|P[ao]ri[sae][hbn]))(?P<end>[.,:;]|$)",
    re.MULTILINE,
)
_COUNTY_BEFORE = re.compile(
    r"\b(?P<sign>(?:county|co|parish|comté|municipio|munic|mun|m[cp]?pio|partido|distrito|distr|district|landkreis"
    r"|kreis|bezirk|bez|concelho|cantón|canton|comuna|commune|shire|vice-county)\b[.:_]*[ \t]{0,3}[.:_]*[ \t]{0,3}"
    rf"(?:of |de (?:la |los |las )?|del |do |da )?)(?P<name>(?-i:{NAME}(?: (?:{NAME})){{0,2}}))",
    re.IGNORECASE,
)
_DISTRICT = re.compile(
    r"(?<![\w.'’-])(?P<name>(?:[A-ZÀ-Þ][\w'’.-]{1,25} ){1,3})"
    r"(?P<sign>(?i:district|distr\.?|dist\.|rayon|raion|xian|län|fylke|regency|vilayet|municipality))"
    r"(?!\w| of)(?P<end>)"
)
_COUNTY_BEFORE_MISREAD = re.compile(
    r"\b(?P<sign>(?:[CG][o0][unmir]{1,3}[tlf][yv]|C[ao][uno]{2}ty)\b[.:_]{0,6}[ \t]{1,3})"
    rf"(?P<name>{NAME}(?: (?:{NAME})){{0,2}})"
)
_RULES = (
    (_COUNTY_AFTER, "county, before its word"),
    (_COUNTY_BEFORE, "county, behind its word"),
    (_DISTRICT, "district"),
    (_COUNTY_MISREAD, ""),
    (_COUNTY_BEFORE_MISREAD, ""),
)
_NO_NAMES = re.compile(r"(?:Road|Rd|Highway|Hwy|Route|Line|Collector|Coll|Det|Leg)\b")
_BESIDE_AFTER = re.compile(
    r"\.?[,:;.—–-]{1,2}\s{0,2}(?P<name>[A-ZÀ-Þ][\w'’-]+\.?(?: [A-ZÀ-Þ][\w'’-]+){0,2})(?=\s?[:,;.])"
)
_BESIDE_BEFORE = re.compile(r"(?:^|[,;:.]\s|\n)(?P<name>[A-ZÀ-Þ][\w'’-]*\.?(?: [A-ZÀ-Þ][\w'’-]+){0,2}),\s?$")


@dataclass(frozen=True, slots=True)
class NamedCounty:
    """A county beside its word; `homes` are the states on the label that have it (all states, if none is named)."""

    finding: Finding
    homes: tuple[Home, ...]


def find_counties(layout: Layout, states: Sequence[tuple[Place, Finding]]) -> list[NamedCounty]:
    """Counties named by a word beside them, best first; a state's name before the county's is no part of it."""
    homes = list(dict.fromkeys(home_of(place) for place, _ in states))
    named = [one for pattern, rule in _RULES for one in _named(layout, pattern, rule, homes)]
    kept: list[NamedCounty] = []
    for one in sorted(named, key=lambda one: -one.finding.confidence):
        if not any(_overlap(one.finding, other.finding) for other in kept):
            kept.append(one)
    return kept


def find_counties_beside(layout: Layout, states: Sequence[tuple[Place, Finding]]) -> Iterator[Finding]:
    """`Georgia: Rabun: Clayton` and `Cape May, New Jersey`: counties of the state that they stand beside."""
    for place, said in states:
        known = counties_of(home_of(place))
        start, end = said.spans[0]
        shift = max(0, start - 50)
        after = _BESIDE_AFTER.match(layout.text, end)
        before = _BESIDE_BEFORE.search(layout.text[shift:start])
        for match, offset in ((after, 0), (before, shift)):
            key = fold_place(match["name"]) if match else ""
            if match and key in known:
                span = match.start("name") + offset, match.end("name") + offset
                yield finding(layout.text, "county", cased(known[key]), (span,), "county, beside its state")


def _overlap(one: Finding, other: Finding) -> bool:
    return any(start < last and first < end for start, end in one.spans for first, last in other.spans)


def _named(layout: Layout, pattern: re.Pattern[str], rule: str, homes: list[Home]) -> Iterator[NamedCounty]:
    states = {state for _, state in homes} if pattern is _COUNTY_AFTER else set()
    for match in pattern.finditer(layout.text):
        name = _county_name(match["name"], states)
        asked = fold(name) in states and re.match(r":\s*[A-Z]", layout.text[match.end("sign") :])
        if not name or asked or not _on_one_place(layout, match):
            continue  # `Flora of ARKANSAS County: MISSISSIPPI`
        ahead = match.start("sign") > match.start("name")
        known = _known_part(name, homes, ahead) or _mended_part(name, homes, ahead)
        if known:
            yield _of_list(layout, match, *known)
        elif rule and re.search("[aeiouy]", fold(name)):
            yield _of_no_list(layout, match, name, rule, homes)


def _of_list(layout: Layout, match: re.Match[str], written: str, name: str, homes: tuple[Home, ...]) -> NamedCounty:
    mended = not same_spelling(written, name)
    rule = "county, mended by its state's list" if mended else "county, in its state's list"
    value = name if mended else cased(written)
    said = finding(layout.text, "county", value, (_span(layout, match, written),), rule)
    return NamedCounty(replace(said, corrected=mended), homes)


def _of_no_list(layout: Layout, match: re.Match[str], name: str, rule: str, homes: list[Home]) -> NamedCounty:
    """A name that the states on the label do not have: trusted if no list of theirs is whole."""
    lacking = any(country in COMPLETE and counties_of((country, state)) for country, state in homes)
    rule = "county, not in its state's list" if lacking else rule
    said = finding(layout.text, "county", cased(name), (_span(layout, match, name),), rule)
    return NamedCounty(said, () if homes else homes_of(name))


def _span(layout: Layout, match: re.Match[str], name: str) -> tuple[int, int]:
    start = layout.text.find(name, match.start("name"))
    start, end = (start, start + len(name)) if start >= 0 else match.span("name")
    return min(start, match.start("sign")), max(end, match.end("sign"))


def _parts(name: str, ahead: bool) -> Iterator[str]:
    """The longest part of the name first: its last words if it stands before its word, else its first."""
    starts = [0, *(gap.end() for gap in re.finditer(r"[ ]", name))]
    ends = [*(gap.start() for gap in re.finditer(r"[ ]", name)), len(name)]
    yield from (name[start:] for start in starts) if ahead else (name[:end] for end in reversed(ends))


def _known_part(name: str, homes: list[Home], ahead: bool) -> tuple[str, str, tuple[Home, ...]] | None:
    """(as written, as listed, the states that have it) of the longest part that a list has."""
    for part in _parts(name, ahead):
        having = tuple(home for home in homes if fold_place(part) in counties_of(home))
        if having:
            return part, counties_of(having[0])[fold_place(part)], having
    return None


def _mended_part(name: str, homes: list[Home], ahead: bool) -> tuple[str, str, tuple[Home, ...]] | None:
    for part in _parts(name, ahead):
        found = mended_county(part, homes)
        if found:
            return part, found[1], (found[0],)
    return None


def _on_one_place(layout: Layout, match: re.Match[str]) -> bool:
    line = layout.line_at(match.start())
    return line is not None and not in_institution(layout, match.start()) and not _over_lines(layout.text, match)


def _over_lines(text: str, match: re.Match[str]) -> bool:
    """`Lancaster / County: ...` runs over a line; `Rainbow Falls / Co. Sevier` does not."""
    broken = "\n" in match.group().strip()
    return broken and bool(re.match(r"\.?[ \t]+[A-Z][a-z]", text[match.end("sign") :]))


def _county_name(written: str, states: set[str]) -> str:
    """The county's own words: a state or a small word before it is cut off, `Flora of Trinity` is Trinity."""
    name = " ".join(written.split()).strip(" ,.-")
    name = re.sub(r"^.*\b(?:of|OF|State)\s+(?=[A-Z])", "", name)
    name = re.sub(r"^(?:Near|In|At|On|The|From|State|District|Country)\s+", "", name)
    if _NO_NAMES.match(name):
        return ""
    for state in sorted(states, key=len, reverse=True):
        words = name.split()
        for cut in range(1, len(words) + 1):
            if fold("".join(words[:cut])) == state:
                name = " ".join(words[cut:]) or name
                break
    return name if len(fold(name)) >= 3 and name[0].isupper() else ""
