"""The numbers of a specimen: the catalogue number of its collection, and others that are stamped or written on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout, Line

# EMEC 609,488   TENN-L-0000003   UBC-V 123456   MO-1234567   CAS ENT 8123456
_ACRONYM = re.compile(
    r"(?<![\w.-])(?P<code>[A-Z]{1,6}(?:[ -]?[A-Z]{1,4})?(?:[ -]?[A-Z]{1,3})?)[ -_:.]{0,2}(?P<digits>\d{5,10}"
    r"|\d{1,3}(?:[,.]\d{3}){1,2})(?![\w,/.°'-]*\d)"
)
_BARE = re.compile(r"(?<![\w.,/-])(?P<digits>0\d{5,9}|\d{6,10})(?![\w,/°'-]|\.\d)")
_NAMED = re.compile(
    r"\b(?P<kind>catalog(?:ue)?|cat|accession|acc|access|herb(?:arium)?|barcode|specimen|registration"
    r"|reg)\b\.?\s?(?:no|number|nr|n°|#|id)?\s?[.:#]{0,2}\s?"
    r"(?P<number>[A-Z]{0,6}[ -]?\d[\d,./-]{1,12}\w?)",
    re.IGNORECASE,
)
_NOT_CODES = frozenset(
    {
        "NO",
        "N",
        "E",
        "S",
        "W",
        "T",
        "R",
        "SEC",
        "ALT",
        "ELEV",
        "UTM",
        "COLL",
        "DET",
        "LAT",
        "LONG",
        "HWY",
        "RT",
        "RTE",
        "SR",
        "CR",
        "US",
        "NR",
        "FT",
        "M",
        "KM",
        "GPO",
        "FORM",
        "BOX",
        "TEL",
        "PO",
        "ZIP",
        "BLM",
        "USFS",
        "CA",
        "DATE",
    }
)


def find_numbers(layout: Layout) -> list[Finding]:
    """catalogNumber and otherCatalogNumbers, best first."""
    found = sorted(_catalogue(layout), key=lambda said: -said.confidence)
    kept: list[Finding] = []
    for said in found:
        if all(said.value != other.value for other in kept):
            kept.append(said)
    return kept + list(_others(layout))


def _catalogue(layout: Layout) -> Iterator[Finding]:
    for line in layout.lines:
        for match in _ACRONYM.finditer(line.text):
            code = match["code"].split()[0].split("-")[0]
            if code not in _NOT_CODES or re.match(r"0\d{6}", match["digits"]):
                yield _number(layout, line, match.span(), match.group(), _acronym_rule(line, match))
        for match in _BARE.finditer(line.text):
            rule = _bare_rule(layout, line, match)
            if rule:
                yield _number(layout, line, match.span(), match["digits"], rule)


def _acronym_rule(line: Line, match: re.Match[str]) -> str:
    if match.group() == line.text:
        return "catalogue number, acronym on its own line"
    return "catalogue number, acronym"


def _bare_rule(layout: Layout, line: Line, match: re.Match[str]) -> str | None:
    """Digits alone are a catalogue number where their line is only they, or beside the institution's name."""
    alone = match.group() == line.text
    above = layout.before_in_block(line)
    below = layout.next_in_block(line)
    beside = line.of_institution or any(near and near.of_institution and not near.title for near in (above, below))
    leading_zero = match["digits"].startswith("0")
    if beside and (alone or line.of_institution) and leading_zero:
        return "catalogue number, zeros in front, by its institution"
    if leading_zero and alone:
        return "catalogue number, zeros in front"
    if beside and alone:
        return "catalogue number, by its institution"
    return "catalogue number, digits on their own line" if alone and len(match["digits"]) >= 7 else None


def _number(layout: Layout, line: Line, span: tuple[int, int], value: str, rule: str) -> Finding:
    place = (line.start + span[0], line.start + span[1])
    return finding(layout.text, "catalogNumber", value, (place,), rule)


def _others(layout: Layout) -> Iterator[Finding]:
    for match in _NAMED.finditer(layout.text):
        yield finding(layout.text, "otherCatalogNumbers", match["number"], (match.span(),), "other number, named")
