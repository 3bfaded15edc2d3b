"""States and provinces: by name, by abbreviation, by the word before them, or by the country beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import (
    Mention,
    Place,
    division_homes,
    fold,
    fold_place,
    names_of_places,
    postal_codes,
    subdivisions,
)
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.mended_places import mended_places
from curatorbench.parsing.place_names import NAME, cased, cut_name, in_institution, span_of, standing
from curatorbench.parsing.slips import allowed, nearest

Said = tuple[Place, Finding]

_POSTAL = re.compile(r"(?:(?<=, )|(?<=,))([A-Z]{2})(?=\s*$|,? ?U\.?S\.?A|[.:])|^([A-Z]{2})(?=:)", re.MULTILINE)
_DIVISION_WORD = (
    r"(?:prov(?:inc(?:e|ia|ie)?|ín?z)?|estado|edo|state(?= ?of )|departamento|d[eé]partement|d[eé]p|depto|dep[at]r?t"
    r"|dpto|dtto|région|region|oblast|pref(?:ecture)?|territory(?= of )|distrito federal|guberni[aya]|gouv(?:ernement)?"
    r"|gob)"
)
_DIVISION = re.compile(
    rf"(?P<sign>\b{_DIVISION_WORD}(?:\b|(?=of ))[.:]?\s?(?:of |de (?-i:la |los |las )?|del |do |da |di )?)"
    rf"(?P<name>(?-i:{NAME}(?:[ ]{{0,2}}[ \n][ ]{{0,2}}(?:{NAME})){{0,3}}))",
    re.IGNORECASE,
)
_DIVISION_AFTER = re.compile(
    r"(?<![\w.'’-])(?P<name>[A-ZÀ-Þ][\w'’-]{2,25}(?: [A-ZÀ-Þ][\w'’-]{1,25}){0,2}) "
    r"(?P<sign>(?:Province|Prov\.|Oblast|Kra[iy]|Prefecture|Pref\.|Voivodeship|Department|Dept\.|Region|Territory|State"
    r"|Governorate|Canton|PROVINCE|PROV\.|OBLAST|PREFECTURE)(?!\w))"
)
# Words that are a county's in one country and a first division's in another, where the country has one of that name.
_DIVISION_SOMEWHERE = re.compile(
    rf"(?P<sign>\b(?:municipio|mun\.|parish|cant[oó]n|district|governorate|island|isle|isla|[îi]le"
    rf"|kanton|bundesland|land)\b"
    rf"[.:]?\s?(?:of |de (?:la |los |las )?|del |do |da |d')?)(?P<name>(?-i:{NAME}(?: (?:{NAME})){{0,3}}))",
    re.IGNORECASE,
)
_DIVISIONS = (_DIVISION, _DIVISION_AFTER, _DIVISION_SOMEWHERE)
_AFTER_COUNTRY = re.compile(rf"[.:,]{{1,2}}\s{{0,2}}(?P<name>{NAME}(?: {NAME}){{0,4}})")
_BEFORE_COUNTRY = re.compile(rf"(?<![\w.'’-])(?P<name>{NAME}(?: {NAME}){{0,4}})[,.:]{{1,2}}\s?$")
_CLAUSE = re.compile(
    r"(?:^|[,;:.][ ]|\b(?:of|OF) )(?P<name>[A-ZÀ-Þ][\w'’-]{2,25}\.?(?: (?:d[aeo]l?|la|los|las|[yei]"
    r"|(?!OF\b)[A-ZÀ-Þ][\w'’-]+)){0,4})"
    r"(?=\s?(?:[,:;.]|$))",
    re.MULTILINE,
)
_HEADING = re.compile(r"^(?P<name>[A-ZÀ-Þ][\w'’ -]{2,30}):", re.MULTILINE)


def find_states(layout: Layout, found: list[Mention], codes: set[str]) -> list[Said]:
    """Places and their findings for stateProvince, best first; `codes` are the countries that the label names."""
    said = [*_mentioned(layout, found, codes), *_postal(layout), *_named_divisions(layout, codes)]
    said += [*_beside_country(layout, found), *_heading(layout), *_listed(layout, codes)]
    if not said:
        said = [*_mended(layout, codes), *_mended_headings(layout, codes)]
    weighed = (_against(one, codes) for one in said if not _stray(one, codes))
    return sorted(weighed, key=lambda pair: -pair[1].confidence)


def _stray(said: Said, codes: set[str]) -> bool:
    """A state of another country than those named, somewhere in a sentence or alone on a line."""
    place, found = said
    return any(codes) and bool(place.code) and place.code not in codes and found.rule == "state, anywhere"


def _mended(layout: Layout, codes: set[str]) -> Iterator[Said]:
    """`Callfornia` and `Tennesaee`, where no state can be read."""
    for one in mended_places(layout, "state"):
        if not any(codes) or one.place.code in codes:
            place, said = _said(layout, one.place, one.place.name, (one.start, one.end), "state, mended")
            yield place, replace(said, corrected=True)


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
        itself = any(one.kind == "country" and one.code == place.code for one in mention.places)
        if itself and not _said_again(found, mention):
            continue
        vague = place.short and where == "anywhere" and len(fold(layout.text[mention.start : mention.end])) < 4
        if not vague:
            yield _said(layout, place, place.name, span_of(layout, mention), f"state, {where}")


def _said_again(found: list[Mention], mention: Mention) -> bool:
    """Toluca, México, México: of a name that is the state's and the country's, the first of two is the state."""
    return any(other.start > mention.start and other.places == mention.places for other in found)


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
    """`Prov. San Juan`, `Estado de Bahia`, `Yunnan Province`: the division's own word says what it is."""
    for match in (m for pattern in _DIVISIONS for m in pattern.finditer(layout.text)):
        name = cut_name(" ".join(match["name"].split()))
        if not name or in_institution(layout, match.start()) or layout.line_at(match.start()) is None:
            continue
        name, known = _known_division(name, codes, ahead=match.start("sign") > match.start("name"))
        if not known and match.re is not _DIVISION:
            continue
        mended = None if known else _mended_division(name, codes)
        if mended:
            place = Place("state", mended[1], next(iter(codes), ""), False)
            rule = "state, named as a division that the country has"
            place, said = _said(layout, place, mended[1], _span_in(layout, match, mended[0]), rule)
            yield place, replace(said, corrected=True)
            continue
        name = name if known else cut_name(match["name"].split("\n")[0])
        rule = "state, named as a division" + (" that the country has" if known else "")
        place = Place("state", name, next(iter(codes), ""), False)
        yield _said(layout, place, cased(name), _span_in(layout, match, name), rule)


def _known_division(name: str, codes: set[str], ahead: bool) -> tuple[str, bool]:
    """The longest part of `name` that a country on the label has as a division, else all of it; and whether it has."""
    words = name.split()
    for count in range(len(words), 0, -1):
        part = " ".join(words[-count:] if ahead else words[:count])
        if any(fold_place(part) in subdivisions(code) for code in codes if code):
            return part, True
        if not codes and division_homes().get(fold_place(part)):
            return part, not ahead or count == len(words)
    return name, False


def _mended_headings(layout: Layout, codes: set[str]) -> Iterator[Said]:
    """`AMAPA:` read as `AMAFA:` on a label that names Brazil: the head of a clause, and no other state."""
    for match in _CLAUSE.finditer(layout.text):
        heads = layout.text[match.end() :].lstrip(" ").startswith(":")
        found = _mended_division(match["name"], codes) if heads else None
        if found and found[0] == " ".join(match["name"].split()) and not in_institution(layout, match.start()):
            place = Place("state", found[1], next(iter(codes), ""), False)
            place, said = _said(layout, place, found[1], match.span("name"), "state, mended")
            yield place, replace(said, corrected=True)


def _mended_division(name: str, codes: set[str]) -> tuple[str, str] | None:
    """(as written, as it is) of the longest part of `name` that a division of the label's countries was misread for."""
    words = name.split()
    for code in sorted(codes - {""}):
        known = subdivisions(code)
        for count in range(len(words), 0, -1):
            letters = "".join(words[:count])
            enough = allowed(letters) if len(letters) > 4 else 0.0
            found = nearest(letters, known, enough) if enough else None
            if found and found[0][0] == letters[0].casefold():
                return " ".join(words[:count]), known[found[0]]
    return None


def _span_in(layout: Layout, match: re.Match[str], name: str) -> tuple[int, int]:
    """The name with its word, over the end of a line where it runs so."""
    last = name.split()[-1]
    end = layout.text.find(last, match.start("name")) + len(last)
    return match.start(), max(end, match.end("sign"))


def _listed(layout: Layout, codes: set[str]) -> Iterator[Said]:
    """`Yunnan: Lijiang` on a label titled Plants of China: a clause of its own that is a division of the country."""
    for code in codes - {"", "US", "GB"}:
        for match in _CLAUSE.finditer(layout.text):
            division = subdivisions(code).get(fold_place(match["name"]))
            if division and not _is_country(match["name"], code) and not in_institution(layout, match.start()):
                place = Place("state", division, code, False)
                yield _said(layout, place, cased(match["name"]), match.span("name"), "state, in a list")


def _is_country(name: str, code: str) -> bool:
    """Panamá is a province of Panama, but a label that says it once means the country."""
    return any(place.kind == "country" and place.code == code for place in names_of_places().get(fold(name), ()))


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
        name, known = (
            _known_division(cut_name(match["name"]), {code}, ahead=rule.endswith("before its country"))
            if match
            else ("", False)
        )
        division = subdivisions(code).get(fold_place(name)) if known else None
        if match and division and not _is_country(name, code):
            start = layout.text.index(name, match.start("name") + offset)
            place = Place("state", division, code, False)
            yield _said(layout, place, cased(name), (start, start + len(name)), rule)


def _heading(layout: Layout) -> Iterator[Said]:
    """`MATANZAS: entre ...`: the head of a clause that just one country has as a division."""
    for match in _HEADING.finditer(layout.text):
        homes = division_homes().get(fold(match["name"]), ())
        if len(homes) == 1:
            place = Place("state", match["name"], homes[0], False)
            yield _said(layout, place, cased(match["name"]), match.span("name"), "state, heading")
