"""What a line says in a word: type status, sex, habitat, datum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import finding
from curatorbench.parsing.layout import Layout

_TYPE = re.compile(
    r"(?<![\w-])(?P<status>(?:holo|iso|para|allo|lecto|isolecto|neo|isoneo|syn|isosyn|epi|topo|co|plesio|hapan"
    r"|paralecto|allolecto)-?type?s?|type|typus|holotypus"
    r"|isotypus|lectotypus|paratypus|syntypus|cotypus)\b(?!\s(?:locality|of|species|herb|material|collection|area|\d))",
    re.IGNORECASE,
)
_SEX = re.compile(
    r"[{(]?(?<![\w])(?P<sex>fe-?males?|males?|♂♂?|♀♀?|hembra|macho|weibchen|männchen)(?!\w)[})]?", re.IGNORECASE
)
_SEXES = {"♂": "male", "♀": "female", "hembra": "female", "macho": "male", "weibchen": "female", "männchen": "male"}
_HABITAT = re.compile(
    r"^(?:habitat|hab|habit(?:at)? ?& ?ecology|ecology|substrat(?:e|um)|standort|biotope"
    r"|host)\b\s?[.:–-]?\s+(?P<habitat>\S.*)",
    re.IGNORECASE,
)
_ON = re.compile(
    r"^(?P<habitat>(?:on|in|growing on|along|at base of|ad|among|auf|sur|sobre)\s(?!.*\b(?:coll|det)\b)[a-zA-Z].{2,})",
    re.IGNORECASE,
)
_DATUM = re.compile(
    r"\b(?P<datum>WGS[ -]?(?:19)?84|NAD[ -]?(?:19)?(?:27|83)|ED[ -]?50|GDA[ -]?94|OSGB[ -]?36|AGD[ -]?66)\b",
    re.IGNORECASE,
)
_DATUMS = {
    "wgs84": "WGS84",
    "wgs1984": "WGS84",
    "nad27": "NAD27",
    "nad1927": "NAD27",
    "nad83": "NAD83",
    "nad1983": "NAD83",
}
_LOCALITY = re.compile(
    r"^(?:loc(?:ality|alidad)?|fundort|lieu|localité|place)\b\s?[.:]\s*(?P<locality>\S.*)", re.IGNORECASE
)


def find_notes(layout: Layout) -> list[Finding]:
    """typeStatus, sex, habitat, locality and geodeticDatum."""
    return [*_types(layout), *_sexes(layout), *_habitats(layout), *_localities(layout), *_datums(layout)]


def _types(layout: Layout) -> Iterator[Finding]:
    for match in _TYPE.finditer(layout.text):
        written = match["status"]
        line = layout.line_at(match.start())
        if line and (written.isupper() or line.text.startswith(written)) and not line.of_institution:
            value = re.sub(r"-|s$", "", written.lower()).replace("typus", "type")
            yield finding(layout.text, "typeStatus", value, (match.span("status"),), "type status")


def _sexes(layout: Layout) -> Iterator[Finding]:
    for match in _SEX.finditer(layout.text):
        word = match["sex"].lower().replace("-", "")
        value = _SEXES.get(word[0]) or _SEXES.get(word) or word.rstrip("s")
        rule = "sex, sign" if word[0] in _SEXES or layout.text[match.start()] in "{(" else "sex, word"
        yield finding(layout.text, "sex", value, (match.span(),), rule)
        return


def _habitats(layout: Layout) -> Iterator[Finding]:
    for line in layout.lines:
        named, on = _HABITAT.match(line.text), _ON.match(line.text)
        match = named or on
        if match and not line.of_institution:
            start, end = (line.start + place for place in match.span("habitat"))
            yield finding(
                layout.text, "habitat", match["habitat"], ((start, end),), "habitat, named" if named else "habitat, on"
            )


def _localities(layout: Layout) -> Iterator[Finding]:
    for line in layout.lines:
        match = _LOCALITY.match(line.text)
        if match:
            start, end = (line.start + place for place in match.span("locality"))
            yield finding(layout.text, "locality", match["locality"], ((start, end),), "locality, named")


def _datums(layout: Layout) -> Iterator[Finding]:
    for match in _DATUM.finditer(layout.text):
        value = _DATUMS.get(re.sub(r"[ -]", "", match["datum"].lower()), match["datum"])
        yield finding(layout.text, "geodeticDatum", value, (match.span(),), "datum")
        return
