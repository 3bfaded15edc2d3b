"""Country, state and county as a label says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import (
    Mention,
    Place,
    country_name,
    division_homes,
    fold,
    postal_codes,
    subdivisions,
)
from curatorbench.parsing.layout import Layout

# "Peru Creek", "New York Botanical Garden", "Town of Peru": named after the place, not in it.
_NAMED_AFTER = re.compile(
    r"\s*(?:river|creek|lake|street|st\.|road|rd|avenue|ave|highway|hwy|botanic\w*|city|point|mountains?|mts?\b|canyon|springs?|bay|peak"
    r"|universit\w*|state univ\w*|college|museum|national|academy|institut\w*|falls|gulch|ranch|natural history|geological"
    r"|district\b(?! of)|herbarium)\b",
    re.IGNORECASE,
)
_NAMED_FOR = re.compile(
    r"(?:town|gulf|lake|mt|mount|city|univ\w*\.?|bank|sea|bay|near|from|port|fort|village|rio|cape|st\.?) (?:of )?$",
    re.IGNORECASE,
)

# (Mass.), (Ach.) Mass., & Mass.: an author's short name; TENN-L-0001, (TENN): a herbarium's.
_OF_AN_AUTHOR = re.compile(r"[()&]\s?\0|\0\.?\)|\0-[A-Z\d]|-\0")


def find_places(layout: Layout) -> list[Finding]:
    """Findings for country, countryCode, stateProvince and county; best first in each term."""
    found = [mention for mention in layout.mentions if _means_the_place(layout, mention)]
    countries = _countries(layout, found)
    states = _states(layout, found, {code for code, _ in countries})
    inferred = _inferred(layout, countries, states)
    counties = list(_counties(layout, [place for place, _ in states]))
    findings = [said for _, said in countries] + inferred + [said for _, said in states] + counties
    return findings + _codes(layout, countries, inferred)


def _means_the_place(layout: Layout, mention: Mention) -> bool:
    line = layout.line_at(mention.start)
    if line is None or line.is_institution_at(mention.start):
        return False
    text = layout.text
    before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end : mention.end + 25]
    if mention.places[0].short and _OF_AN_AUTHOR.search(before + "\0" + after):
        return False
    if (
        mention.places[0].short
        and re.fullmatch(r"(?:[A-Z]\.?\s?){2,3}", text[mention.start : mention.end])
        and re.match(r"\.?[ ]?[A-Z][a-z]", after)
    ):
        return False  # W. A. Weber is no Western Australia
    return not _NAMED_AFTER.match(after) and not _NAMED_FOR.search(before)


def _standing(layout: Layout, start: int, end: int) -> str:
    """How a name stands in its line: in a title, at the head of a clause, at the end of a list, or just anywhere."""
    line = layout.line_at(start)
    before, after = layout.text[line.start : start] if line else "", layout.text[end : end + 4]
    if line and line.title:
        return "title"
    if re.match(r"\.?\s?[:;—]|\.\s+[A-Z]?|,? ?U", after) and not re.search(r"[a-z]", before):
        return "head"
    if re.search(r"(?:[,:;(.]|\bCo\.?|\bCounty|\bParish)\s*$", before) or not before.strip():
        return "list"
    return "anywhere"


def _countries(layout: Layout, found: list[Mention]) -> list[tuple[str, Finding]]:
    said: list[tuple[str, Finding]] = []
    for mention in found:
        place = next((place for place in mention.places if place.kind == "country"), None)
        if place is None or (place.short and _standing(layout, mention.start, mention.end) == "anywhere"):
            continue
        rule = f"country, {_standing(layout, mention.start, mention.end)}"
        said.append((place.code, finding(layout.text, "country", place.name, (_span(layout, mention),), rule)))
    return _best_first(said)


def _states(layout: Layout, found: list[Mention], codes: set[str]) -> list[tuple[Place, Finding]]:
    said: list[tuple[Place, Finding]] = []
    for mention in found:
        place = _state_meant(mention, codes)
        if place is None:
            continue
        standing = _standing(layout, mention.start, mention.end)
        if place.short and standing == "anywhere" and len(fold(layout.text[mention.start : mention.end])) < 4:
            continue
        rule = f"state, {standing}"
        said.append((place, finding(layout.text, "stateProvince", place.name, (_span(layout, mention),), rule)))
    said += [*_postal(layout), *_named_divisions(layout, codes), *_beside_country(layout, found), *_heading(layout)]
    return _best_first(said)


def _state_meant(mention: Mention, codes: set[str]) -> Place | None:
    """Of several states with the same short name, the one in a country that the label names; else the first."""
    states = [place for place in mention.places if place.kind == "state"]
    inside = [place for place in states if place.code in codes]
    if inside:
        return inside[0]
    elsewhere = codes and all(place.short for place in states)
    return None if elsewhere else next(iter(states), None)


_POSTAL = re.compile(r"(?:(?<=, )|(?<=,))([A-Z]{2})(?=\s*$|,? ?U\.?S\.?A|,? \d{5}|[.:])|^([A-Z]{2})(?=:)", re.MULTILINE)


def _postal(layout: Layout) -> Iterator[tuple[Place, Finding]] | list[tuple[Place, Finding]]:
    said = []
    for match in _POSTAL.finditer(layout.text):
        state = postal_codes().get(match.group())
        line = layout.line_at(match.start())
        if state and line and not line.of_institution:
            place = Place("state", state[0], state[1], True)
            said.append((place, finding(layout.text, "stateProvince", state[0], (match.span(),), "state, postal code")))
    return said


_NAME = r"(?:[A-ZÀ-Þ][\w'’.-]{0,25}|d[eou]s?|del|la|las|los)"
_DIVISION = re.compile(
    rf"(?P<sign>\b(?:prov(?:inc(?:e|ia))?|estado|est|state|departamento|depto|depart|dept|dpto|région|region|oblast|isla|canton)\b\.?\s?(?:of |de |del |do )?)"
    rf"(?P<name>(?-i:{_NAME}(?:[ ]{{1,2}}\n?[ ]{{0,2}}(?:{_NAME})){{0,3}}))",
    re.IGNORECASE,
)


def _named_divisions(layout: Layout, codes: set[str]) -> list[tuple[Place, Finding]]:
    """`Prov. San Juan`, `Estado de Bahia`: the division's own word says what it is."""
    said = []
    for match in _DIVISION.finditer(layout.text):
        line = layout.line_at(match.start())
        name = _cut_name(match["name"])
        if (
            not name
            or line is None
            or line.of_institution
            or (match["sign"].lower().startswith("state") and fold(name) == "of")
        ):
            continue
        known = any(fold(name) in subdivisions(code) for code in codes if code)
        span = (match.start(), match.start("name") + len(name))
        rule = "state, named as a division" + (" that the country has" if known else "")
        code = next(iter(codes), "")
        said.append(
            (Place("state", name, code, False), finding(layout.text, "stateProvince", _cased(name), (span,), rule))
        )
    return said


def _beside_country(layout: Layout, found: list[Mention]) -> list[tuple[Place, Finding]]:
    """`JAPAN. Hokkaido.` and `Cartago, Costa Rica`: a name beside a country that is one of its divisions."""
    said = []
    for mention in found:
        for place in mention.places:
            if place.kind == "country" and place.code:
                said += _neighbours(layout, mention, place.code)
    return said


def _neighbours(layout: Layout, mention: Mention, code: str) -> Iterator[tuple[Place, Finding]]:
    text = layout.text
    after = re.compile(rf"[.:,]{{1,2}}\s{{0,2}}({_NAME}(?: {_NAME}){{0,2}})").match(text, mention.end)
    before = re.search(rf"({_NAME}(?: {_NAME}){{0,2}})[,.]\s?$", text[max(0, mention.start - 40) : mention.start])
    shift = max(0, mention.start - 40)
    for match, offset in ((after, 0), (before, shift)):
        name = _cut_name(match[1]) if match else ""
        division = subdivisions(code).get(fold(name)) if name else None
        if match and division:
            start = match.start(1) + offset
            place = Place("state", division, code, False)
            yield (
                place,
                finding(text, "stateProvince", name, ((start, start + len(name)),), "state, beside its country"),
            )


_HEADING = re.compile(r"^(?P<name>[A-ZÀ-Þ][\w'’ -]{2,30}):", re.MULTILINE)


def _heading(layout: Layout) -> Iterator[tuple[Place, Finding]]:
    """`MATANZAS: entre ...`: the head of a clause that just one country has as a division."""
    for match in _HEADING.finditer(layout.text):
        homes = division_homes().get(fold(match["name"]), ())
        if len(homes) == 1:
            place = Place("state", match["name"], homes[0], False)
            span = match.span("name")
            yield place, finding(layout.text, "stateProvince", _cased(match["name"]), (span,), "state, heading")


_COUNTY_NAME = r"(?:[A-ZÀ-Þ][\w'’]{1,25}|(?:St|ST|Ste|STE|Mt|S|N|E|W|Ft|Sta)\.|de|du|la|of the)"
_COUNTY_WORD = r"(?:county|co|parish|borough|cty)"
_COUNTY_AFTER = re.compile(
    rf"(?<![\w.'’-])(?P<name>{_COUNTY_NAME}(?:[ -]{_COUNTY_NAME}){{0,3}}),?\s?(?-i:\b|(?<=[a-z])(?=C))"
    rf"(?P<sign>(?i:{_COUNTY_WORD})\b)(?P<end>[.,:;)]|\s|$)(?!\s?(?i:road|rd|hwy|highway|route|line|seat|park|r\.|museum)\b)"
)
_COUNTY_BEFORE = re.compile(
    rf"\b(?P<sign>(?:county|co|parish|comté|municipio|mpio|partido|distrito|district)\b[.:]?[ \t]{{0,3}}(?:of |de |del )?)(?P<name>(?-i:{_NAME}(?: (?:{_NAME})){{0,2}}))",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"(?<![\w.'’-])(?P<name>(?:[A-ZÀ-Þ][\w'’.-]{1,25} ){1,3})(?P<sign>(?i:district))\b(?! of)")


def _counties(layout: Layout, states: list[Place]) -> Iterator[Finding]:
    text = layout.text
    yielded: list[tuple[int, int]] = []
    state_names = {fold(place.name) for place in states}
    for pattern, rule in (
        (_COUNTY_AFTER, "county, before its word"),
        (_COUNTY_BEFORE, "county, behind its word"),
        (_DISTRICT, "district"),
    ):
        for match in pattern.finditer(text):
            line = layout.line_at(match.start())
            name = _county_name(match["name"], state_names if pattern is _COUNTY_AFTER else set())
            overlaps = any(start < match.end() and match.start() < end for start, end in yielded)
            if (
                not name
                or overlaps
                or line is None
                or line.is_institution_at(match.start())
                or _over_lines(text, match)
            ):
                continue
            yielded.append(match.span())
            start = text.index(name, match.start("name"))
            span = (min(start, match.start("sign")), max(start + len(name), match.end("sign")))
            yield finding(text, "county", _cased(name), (span,), rule)


def _over_lines(text: str, match: re.Match[str]) -> bool:
    """`Lancaster / County: ...` runs over a line; `Rainbow Falls / Co. Sevier` does not."""
    broken = "\n" in match.group().strip()
    return broken and bool(re.match(r"\.?[ \t]+[A-Z][a-z]", text[match.end("sign") :]))


def _county_name(written: str, states: set[str]) -> str:
    """The county's own words: a state or a small word before it is cut off, `Flora of Trinity` is Trinity."""
    name = " ".join(written.split()).strip(" ,.-")
    name = re.sub(r"^.*\b(?:of|OF)\s+(?=[A-Z])", "", name)
    name = re.sub(r"^(?:Near|In|At|On|The|From|State|District|Country)\s+", "", name)
    if re.match(r"(?:Road|Rd|Highway|Hwy|Route|Line|Park)\b", name):
        return ""
    for state in sorted(states, key=len, reverse=True):
        words = name.split()
        for cut in range(1, len(words) + 1):
            if fold("".join(words[:cut])) == state:
                name = " ".join(words[cut:])
                break
    return name if len(fold(name)) >= 3 and name[0].isupper() and re.search("[aeiouy]", fold(name)) else ""


def _cut_name(written: str) -> str:
    """A division's name ends with its sentence: `Macoris. Boca` is Macoris."""
    name = re.split(r"(?<=[a-zà-ÿ]{3})\.|,|:", written)[0]
    return re.sub(r"(?:\s(?:d[eou]s?|del|la|las|los))+$", "", name).strip(" .,'’-")


def _cased(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name) if name.isupper() else name


def _span(layout: Layout, mention: Mention) -> tuple[int, int]:
    """The mention with the point of its abbreviation."""
    written = layout.text[mention.start : mention.end + 1]
    return mention.start, mention.end + (written.endswith(".") and ("." in written[:-1] or len(written) < 7))


def _inferred(
    layout: Layout, countries: list[tuple[str, Finding]], states: list[tuple[Place, Finding]]
) -> list[Finding]:
    """The country of a state that the label names, where it names no country."""
    if countries or not states:
        return []
    place, said = states[0]
    if not place.code:
        return []
    return [finding(layout.text, "country", country_name(place.code), said.spans, "country of the state")]


def _codes(layout: Layout, countries: list[tuple[str, Finding]], inferred: list[Finding]) -> list[Finding]:
    import pycountry

    for said in [said for _, said in countries[:1]] + inferred[:1]:
        found = (
            pycountry.countries.get(alpha_2=countries[0][0]) if countries else pycountry.countries.get(name=said.value)
        )
        if found:
            return [finding(layout.text, "countryCode", found.alpha_2, said.spans, said.rule)]
    return []


def _best_first(said):  # type: ignore[no-untyped-def]
    return sorted(said, key=lambda pair: -pair[1].confidence)
