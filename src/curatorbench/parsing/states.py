"""States and provinces: by name, by abbreviation, by the word before them, or by the country beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import Mention, Place, division_homes, fold, postal_codes, subdivisions
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.place_names import NAME, cased, cut_name, span_of, standing

Said = tuple[Place, Finding]

_POSTAL = re.compile(r"(?:(?<=, )|(?<=,))([A-Z]{2})(?=\s*$|,? ?U\.?S\.?A|,? \d{5}|[.:])|^([A-Z]{2})(?=:)", re.MULTILINE)
_DIVISION = re.compile(
    r"(?P<sign>\b(?:prov(?:inc(?:e|ia))?|estado|state(?= of )|departamento|depto|dpto|région|oblast)"
    r"\b\.?\s?(?:of |de |del |do )?)"
    rf"(?P<name>(?-i:{NAME}(?:[ ]{{1,2}}\n?[ ]{{0,2}}(?:{NAME})){{0,3}}))",
    re.IGNORECASE,
)
_AFTER_COUNTRY = re.compile(rf"[.:,]{{1,2}}\s{{0,2}}(?P<name>{NAME}(?: {NAME}){{0,2}})")
_BEFORE_COUNTRY = re.compile(rf"(?<![\w.'’-])(?P<name>{NAME}(?: {NAME}){{0,2}})[,.]\s?$")
_HEADING = re.compile(r"^(?P<name>[A-ZÀ-Þ][\w'’ -]{2,30}):", re.MULTILINE)


def find_states(layout: Layout, found: list[Mention], codes: set[str]) -> list[Said]:
    """Places and their findings for stateProvince, best first; `codes` are the countries that the label names."""
    said = [*_mentioned(layout, found, codes), *_postal(layout), *_named_divisions(layout, codes)]
    said += [*_beside_country(layout, found), *_heading(layout)]
    return sorted((_against(one, codes) for one in said), key=lambda pair: -pair[1].confidence)


def _against(said: Said, codes: set[str]) -> Said:
    """A state of another country than those named is half as likely."""
    place, found = said
    if not any(codes) or place.code in codes:
        return said
    return place, replace(found, confidence=round(found.confidence / 2, 4))


def _said(layout: Layout, place: Place, value: str, span: tuple[int, int], rule: str) -> Said:
    return place, finding(layout.text, "stateProvince", value, (span,), rule)


def _mentioned(layout: Layout, found: list[Mention], codes: set[str]) -> Iterator[Said]:
    for mention in found:
        place = _state_meant(mention, codes)
        if place is None:
            continue
        where = standing(layout, mention.start, mention.end)
        vague = place.short and where == "anywhere" and len(fold(layout.text[mention.start : mention.end])) < 4
        if not vague:
            yield _said(layout, place, place.name, span_of(layout, mention), f"state, {where}")


def _state_meant(mention: Mention, codes: set[str]) -> Place | None:
    """Of several states with the same short name, the one in a country that the label names; else the first."""
    states = [place for place in mention.places if place.kind == "state"]
    inside = [place for place in states if place.code in codes]
    if inside:
        return inside[0]
    elsewhere = codes and all(place.short for place in states)
    return None if elsewhere else next(iter(states), None)


def _postal(layout: Layout) -> Iterator[Said]:
    """`CA:` at the head of a line, or `, CA` at its end."""
    for match in _POSTAL.finditer(layout.text):
        state, line = postal_codes().get(match.group()), layout.line_at(match.start())
        if state and line and not line.of_institution:
            yield _said(layout, Place("state", state[0], state[1], True), state[0], match.span(), "state, postal code")


def _named_divisions(layout: Layout, codes: set[str]) -> Iterator[Said]:
    """`Prov. San Juan`, `Estado de Bahia`: the division's own word says what it is."""
    for match in _DIVISION.finditer(layout.text):
        line, name = layout.line_at(match.start()), cut_name(match["name"])
        if not name or line is None or line.of_institution:
            continue
        known = any(fold(name) in subdivisions(code) for code in codes if code)
        span = (match.start(), match.start("name") + len(name))
        rule = "state, named as a division" + (" that the country has" if known else "")
        yield _said(layout, Place("state", name, next(iter(codes), ""), False), cased(name), span, rule)


def _beside_country(layout: Layout, found: list[Mention]) -> Iterator[Said]:
    """`JAPAN. Hokkaido.` and `Cartago, Costa Rica`: a name beside a country that is one of its divisions."""
    for mention in found:
        for place in mention.places:
            if place.kind == "country" and place.code:
                yield from _neighbours(layout, mention, place.code)


def _neighbours(layout: Layout, mention: Mention, code: str) -> Iterator[Said]:
    shift = max(0, mention.start - 40)
    after = _AFTER_COUNTRY.match(layout.text, mention.end)
    before = _BEFORE_COUNTRY.search(layout.text[shift : mention.start])
    for match, offset, rule in (
        (after, 0, "state, behind its country"),
        (before, shift, "state, before its country"),
    ):
        name = cut_name(match["name"]) if match else ""
        division = subdivisions(code).get(fold(name)) if name else None
        if match and division:
            start = match.start("name") + offset
            place = Place("state", division, code, False)
            yield _said(layout, place, cased(name), (start, start + len(name)), rule)


def _heading(layout: Layout) -> Iterator[Said]:
    """`MATANZAS: entre ...`: the head of a clause that just one country has as a division."""
    for match in _HEADING.finditer(layout.text):
        homes = division_homes().get(fold(match["name"]), ())
        if len(homes) == 1:
            place = Place("state", match["name"], homes[0], False)
            yield _said(layout, place, cased(match["name"]), match.span("name"), "state, heading")
