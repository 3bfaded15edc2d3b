"""The scientific name a label gives its specimen, and how well it is founded."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cache

from nameparser import ParsedName

from curatorbench.domain.resources import resource
from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.determiner import DETERMINED, slip_lines
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import mentions
from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names import taken_apart
from curatorbench.parsing.names_on_labels import PEOPLE
from curatorbench.parsing.taxon_lines import LATIN_END, NO_NAMES, NamedLine, named_lines

_SYNONYM = re.compile(r"^\s*[=(]|^syn\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20[0-4]\d)(?!\d)|['’](\d\d)\b")
# Insects are labelled with the flower they sat on: signs, traps and roman months tell whose label it is.
_OF_ANIMAL = re.compile(
    r"[♂♀]|\{(?:fe)?male\}|malaise|pitfall|(?:flight|light) trap"
    r"|\b[IVX]{1,4}-\d{1,2}(?:[-/ ]\d{1,2})?[- ](?:19)?\d\d\b|\bcollrs?\b",
    re.IGNORECASE,
)
_LINES_TO_DETERMINER = 3


def find_names(layout: Layout) -> list[Finding]:
    """scientificName, best first: what the newest determination says, then what the label says."""
    named = _with_whole_genera(list(named_lines(layout)))
    animal = bool(_OF_ANIMAL.search(layout.text))
    said: list[tuple[int, Finding]] = []
    named_at = {one.line.number for one in named}
    for one in named:
        year = _determined_in(layout, one.line, named_at)
        rule = _rule(layout, one, year is not None, animal)
        if rule:
            factor = 0.4 if one.has_more else 1.0
            said.append((year or 0, finding(layout.text, "scientificName", one.value, one.spans, rule, factor)))
    newest = max((year for year, one in said if one.confidence > 0.5), default=0)
    return [one for year, one in sorted(said, key=lambda pair: -_weight(pair, newest))]


def _weight(said: tuple[int, Finding], newest: int) -> float:
    year, one = said
    return one.confidence + (0.3 if newest and year == newest and one.confidence > 0.4 else 0.0)


@cache
def genera() -> dict[str, str]:
    """Genus -> family of land plants; lichens, fungi and animals are not in it."""
    with resource("reference", "genera.csv").open(encoding="utf-8", newline="") as lines:
        return {row["genus"]: row["family"] for row in csv.DictReader(lines)}


def _with_whole_genera(named: list[NamedLine]) -> list[NamedLine]:
    """`B. longifolia` becomes Buchnera longifolia where one genus with that letter stands elsewhere on the label."""
    whole = {one.genus for one in named if one.epithet and not one.genus.endswith(".")}
    made = []
    for one in named:
        fitting = {genus for genus in whole if genus[0] == one.genus[0]}
        if one.genus.endswith(".") and len(fitting) == 1:
            made.append(replace(one, value=one.value.replace(one.genus, fitting.pop(), 1)))
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


def _rule(layout: Layout, one: NamedLine, determined: bool, animal: bool) -> str | None:
    """The rule that a name earns by what speaks for it; None if nothing does."""
    known = _proper(one.genus) in genera()
    if animal and known and not determined:
        return None
    if not one.epithet:
        return _rule_of_genus(layout, one, known, determined)
    parsed = taken_apart(one.value)
    sound = isinstance(parsed, ParsedName) and not parsed.uninomial
    if one.genus.endswith("."):
        return "name, genus shortened" if sound and one.authors else None
    if not (sound or known) or (not known and _is_place(f"{one.genus} {one.epithet}")):
        return None
    if _SYNONYM.match(one.line.text):
        return "name, in brackets"
    evidence = "known genus" if known else "authors" if re.search(r"[A-ZÀ-Þ]", one.authors) else "form only"
    return f"name, {evidence}, {'determination' if determined else 'label'}"


def _rule_of_genus(layout: Layout, one: NamedLine, known: bool, determined: bool) -> str | None:
    opened = one.value != one.genus
    genus = one.genus.lower()
    if not LATIN_END.search(genus) or genus in NO_NAMES or genus.endswith(("aceae", "idae")):
        return None
    if opened:
        return "genus, sp."
    if known:
        return "genus alone, known"
    doubtful = _is_place(one.value) or re.match(PEOPLE, one.line.text) or len(genus) < 5
    led = one.line.text != one.genus or layout.before_in_block(one.line) is not None
    return "genus alone" if not doubtful and (led or determined) else None


def _is_place(text: str) -> bool:
    return next(mentions(text), None) is not None


def _proper(genus: str) -> str:
    return genus.replace("× ", "").capitalize()
