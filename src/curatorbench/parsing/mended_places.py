"""Names of states and countries that a reader got wrong by a few letters.

Only what stands where a place would is mended: a clause of its own that has the county's word, another place or the
country's sign beside it, or a title's last words. A name that is itself a known place, or near to two, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from curatorbench.parsing.gazetteer import Place, fold, fold_place, names_of_places, subdivisions
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.place_names import in_institution
from curatorbench.parsing.slips import allowed, nearest

_SHORTEST, _SHORTEST_BESIDE_COUNTY = 6, 4  # letters of a known name
_HEAD = 0.8  # cost of slips with a misread first letter
# Words of their own that are a slip or two away from a place.
_NO_PLACES = re.compile(
    r"islands?|isles|indies|indians?|inland|ireland|american|mexican|german|canadian|columbian?|nevado|georgian|virgin(?:ian)?"
    r"|persian|norman|romans?|oregano|montan[eo]|marine?|carolinas?|florid(?:ana)?|peruvian|chilean|cuban|collect(?:ed|ion)"
    r"|canyon|central|general"
)
_CLAUSE = re.compile(
    r"(?P<sign>\bS(?:[tl][ao]te|TATE)[.:]?\s+)?(?P<name>[^\W\d_][\w'’|!. -]{3,32}?)(?=\s*(?:[,;:()\n]|\.\s|\.?$| {2}))"
)
_BEGINS = re.compile(r"(?:^|[,;:(.)]|\bof|\bOF|\bde|\bDE|\bCo\b\.?,?|\bCO\b\.?,?|\bCounty|\bCOUNTY)\s*$")
_COUNTY_BEFORE = re.compile(r"\b(?:Co|CO|County|COUNTY|Parish|PARISH)\b[.,:; ]{1,3}$")
_COUNTY_AFTER = re.compile(r"[.,:;]{1,2}\s?[A-Z][\w'’. ]{2,25}\b(?:Co|CO|County|COUNTY|Parish)\b")
_DIVISION_AFTER = re.compile(
    r"[.,:;\s]{1,3}(?:[A-Z][a-z]{2,11}\.?:? (?:d[eio] |del |of )?)?(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [\w'’-]+){0,3})"
)
_COUNTRY_AFTER = re.compile(r"[.,;:]{0,2}\s?U\.?\s?S\.?\s?A\b")


@dataclass(frozen=True, slots=True)
class Mended:
    """A place that the words at `start`-`end` stand for."""

    start: int
    end: int
    place: Place


def mended_places(layout: Layout, kind: str) -> Iterator[Mended]:
    """The states (`kind` is state) or countries that misread words of the label stand for, left to right."""
    for line in layout.lines:
        for match in _CLAUSE.finditer(layout.text, line.start, line.end):
            before = layout.text[max(line.start, match.start() - 24) : match.start()]
            if not _BEGINS.search(before) or in_institution(layout, match.start()):
                continue
            near_county = bool(_COUNTY_BEFORE.search(before) or _COUNTY_AFTER.match(layout.text, match.end()))
            near = (
                near_county or line.title or bool(match["sign"]) or bool(_COUNTRY_AFTER.match(layout.text, match.end()))
            )
            place = _meant(match["name"], kind, near_county) if near else None
            if place is None and kind == "country":
                place = _before_its_division(layout.text, match)
            if place:
                yield Mended(*match.span("name"), place)


def _before_its_division(text: str, match: re.Match[str]) -> Place | None:
    """`BRASlL. AMAPÁ:` and `Chiua. Prov. Hunan`: a division of the country stands behind it."""
    place = _meant(match["name"], "country", near_county=True)
    follows = _DIVISION_AFTER.match(text, match.end()) if place else None
    words = follows["name"].split() if follows else []
    parts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return place if place and any(fold_place(part) in subdivisions(place.code) for part in parts) else None


@cache
def _meant(read: str, kind: str, near_county: bool) -> Place | None:
    letters = re.sub(r"[\s.'’-]", "", read)
    if fold(read) in names_of_places() or _NO_PLACES.fullmatch(fold(read)) or not letters[:1].isupper():
        return None
    known = _known(kind, _SHORTEST_BESIDE_COUNTY if near_county else _SHORTEST)
    enough = allowed(letters) + (0.4 if near_county else 0)
    found = nearest(letters, known, enough)
    if found is None or (letters[0].casefold() != found[0][0] and not (near_county and found[1] <= _HEAD)):
        return None
    return known[found[0]]


@cache
def _known(kind: str, shortest: int) -> dict[str, Place]:
    """Folded name -> the one place of this kind that bears it."""
    named = names_of_places().items()
    said = {key: [place for place in places if place.kind == kind] for key, places in named if len(key) >= shortest}
    single = {key: places[0] for key, places in said.items() if len(places) == 1 and key.isascii()}
    return {key: place for key, place in single.items() if kind == "state" or not place.short}
