"""Names of countries and their first divisions as labels write them, and where they stand in a text.

Countries and divisions come from ISO 3166 (pycountry); older, shorter and foreign names from
`resources/reference/countries.csv` and `states.csv`, English names of divisions from `divisions.csv` (GeoNames).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pycountry

from curatorbench.domain.resources import resource

LONGEST_NAME = 5  # words
# ISO names that on labels mean something else: the American state, a given name, a town.
_AMBIGUOUS = frozenset(
    {"georgia", "jersey", "jordan", "chad", "niger", "guinea", "mali", "togo", "oman", "india na", "island"}
)
_WORD = re.compile(r"[^\W\d_]+")
# Words that lost the blank between them: `LassenCo`, `CALIFORNIALICHENS`, `PLANTSOF`.
_NEW_WORD = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-Þ])")
_OF_TITLES = r"(?:LICHENS|LICHENES|PLANTS|PLANTAE|FUNGI|MOSSES|FLORA|INSECTS|HERBARIUM|COUNTY|COUNTRY|STATE|USA|OF)"
_GLUED = re.compile(
    rf"(?<=[A-Z]{{4}})(?={_OF_TITLES}$)|(?<=PLANTSOF)(?=[A-Z]{{3}})|(?<=LICHENS)(?=[A-Z]{{3}})|(?<=FLORAOF)(?=[A-Z]{{3}})"
)
_GAP = re.compile(r"[.\s'’-]{0,4}\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """`kind` is country or state; `code` the ISO code of the country ("" for one that was divided since);
    `short` if the name is an abbreviation and needs its point or its place to be believed."""

    kind: str
    name: str
    code: str
    short: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named at `start`-`end`; several where the same letters mean several places."""

    start: int
    end: int
    places: tuple[Place, ...]


def fold(name: str) -> str:
    """Letters only, without accents and case: `N. Mex.` is `nmex`."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if letter.isalpha()).casefold()


def fold_place(name: str) -> str:
    """As `fold`; `Saint`, `Ste.` and `St.` are the same."""
    return fold(re.sub(r"\b(?:Sainte?|SAINTE?|Ste|STE)\b", "St", name))


def mentions(text: str) -> Iterator[Mention]:
    """Every country and state named in `text`, the longest name at each place."""
    words = list(words_of(text))
    at = 0
    while at < len(words):
        found = _longest(text, words, at)
        if found:
            yield Mention(words[at][0], words[found[0] - 1][1], found[1])
        at = found[0] if found else at + 1


def words_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of `text` begin and end; words that a reader has glued together are parted."""
    for word in _WORD.finditer(text):
        start, letters = word.start(), word.group()
        for cut in [*_cuts(letters), len(letters)]:
            yield start, word.start() + cut
            start = word.start() + cut


def _cuts(letters: str) -> list[int]:
    if letters.isupper():
        return [cut.start() for cut in _GLUED.finditer(letters)] if len(letters) > 7 else []
    return [cut.start() for cut in _NEW_WORD.finditer(letters)]


def country_name(code: str) -> str:
    """The everyday English name of an ISO 3166 country."""
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)).split(",")[0] if country else ""


@cache
def subdivisions(code: str) -> dict[str, str]:
    """Folded name -> name of every first or second division of the country `code`."""
    found = {_key(name): name for name in divisions_by_geonames().get(code, ())}
    found |= {_key(d.name): _bare(d.name) for d in pycountry.subdivisions if d.country_code == code}
    return {key: name for key, name in found.items() if len(key) > 2}


@cache
def division_homes() -> dict[str, tuple[str, ...]]:
    """Folded name of a first division -> the ISO codes of the countries that have one of that name."""
    homes: dict[str, tuple[str, ...]] = {}
    for division in pycountry.subdivisions:
        key = _key(division.name)
        if division.parent_code is None and division.country_code not in homes.get(key, ()):
            homes[key] = (*homes.get(key, ()), division.country_code)
    return homes


@cache
def divisions_by_geonames() -> dict[str, tuple[str, ...]]:
    """ISO code -> English or plain names of the country's first divisions."""
    return {row["country"]: tuple(row["names"].split("|")) for row in rows_of("divisions.csv")}


@cache
def states_of(code: str) -> tuple[Place, ...]:
    """The states of a country that `states.csv` has."""
    names = dict.fromkeys(row["name"] for row in rows_of("states.csv") if row["country"] == code)
    return tuple(Place("state", name, code, False) for name in names)


@cache
def postal_codes() -> dict[str, tuple[str, str]]:
    """Two-letter code -> (state, country) for the United States and Canada."""
    return {
        division.code[3:]: (division.name, division.country_code)
        for division in pycountry.subdivisions
        if division.country_code in ("US", "CA") and division.type in ("State", "District", "Province", "Territory")
    }


def _bare(name: str) -> str:
    """A division's name as labels have it, without what ISO adds in brackets or behind a comma."""
    return re.sub(r"\s*[\[(,].*", "", name)


def _key(name: str) -> str:
    return fold_place(_bare(name))


def _longest(text: str, words: list[tuple[int, int]], at: int) -> tuple[int, tuple[Place, ...]] | None:
    names = names_of_places()
    key, found = "", None
    for place in range(at, min(at + LONGEST_NAME, len(words))):
        if place > at and not _GAP.match(text[words[place - 1][1] : words[place][0]]):
            break
        key += fold(text[slice(*words[place])])
        if key in names and _written_so(text, words[at][0], words[place][1], names[key]):
            found = (place + 1, names[key])
    return found


def _written_so(text: str, start: int, end: int, places: tuple[Place, ...]) -> bool:
    """Names begin with a capital; an abbreviation has a point in or behind it, or is all capitals."""
    written = text[start:end]
    if not written[0].isupper():
        return False
    if start and text[start - 1].isdigit() and len(written) < 4:
        return False  # the NT of VERM0NT
    if any(not place.short for place in places) or "." in written:
        return True
    return text[end : end + 1] in (".", ":") or written.isupper() or len(written) >= 4


@cache
def names_of_places() -> dict[str, tuple[Place, ...]]:
    """Folded name or abbreviation -> the countries and states it stands for."""
    names: dict[str, tuple[Place, ...]] = {}
    for name, place in (*_countries(), *_states()):
        key = fold(name)
        if key and place not in names.get(key, ()):
            names[key] = (*names.get(key, ()), place)
    return names


def _countries() -> Iterator[tuple[str, Place]]:
    for country in pycountry.countries:
        for form in {country.name, getattr(country, "common_name", country.name), country.name.split(",")[0]}:
            if fold(form) not in _AMBIGUOUS:
                yield form, Place("country", country_name(country.alpha_2), country.alpha_2, False)
    for row in rows_of("countries.csv"):
        name = country_name(row["code"]) if row["code"] else row["name"]
        yield row["name"], Place("country", name, row["code"], "." in row["name"] or len(row["name"]) < 4)


def _states() -> Iterator[tuple[str, Place]]:
    for row in rows_of("states.csv"):
        for form in (row["name"], *row["forms"].split("|")):
            yield form, Place("state", row["name"], row["country"], "." in form)


@cache
def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a table of `resources/reference`; the list is shared, not to be changed."""
    with resource("reference", table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
