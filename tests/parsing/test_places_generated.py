"""Labels of many countries and styles, made from the gazetteers, with a reader's slips: what is found is right.

`shares` counts by term what was right, missed and wrong. The seeds of the tests are not those the rules were made with.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from curatorbench.parsing.county_lists import counties_of
from curatorbench.parsing.gazetteer import fold_place, names_of_places, rows_of, states_of, subdivisions
from curatorbench.parsing.georeference import find_coordinate_findings, find_elevation_findings
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.places import find_places

PLACE_TERMS = ("country", "stateProvince", "county")
# Letters as readers mistake them.
SLIPS = {"l": "1", "I": "l", "o": "0", "O": "0", "i": "l", "e": "c", "c": "e", "n": "u", "u": "n", "a": "o", "t": "l"}
LOCALITIES = (
    "3 mi. N. of the bridge on old road",
    "along creek near ranger station",
    "Bear Creek, open slope",
    "forêt humide, bord de rivière",
    "orilla del río, bosque de encino",
    "Wiese am Waldrand",
    "near Lake Washington Creek, on granite",
)
TITLES = ("PLANTS OF {}", "FLORA OF {}", "Lichens of {}", "FUNGI OF {}", "Herbarium\nPLANTS OF {}")
ADDRESSES = (
    "",
    "HERBARIUM OF THE UNIVERSITY OF MICHIGAN (MICH)",
    "New York Botanical Garden",
    "Duke University Herbarium\nDurham, North Carolina 27708",
    "Museum of Comparative Zoology, Harvard University, Cambridge, Massachusetts",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A label and what it says: term -> value; a term that is left out must not be found."""

    text: str
    said: dict[str, str]


def american(rng: random.Random) -> Made:
    state = rng.choice([place for place in states_of("US") if counties_of(("US", fold_place(place.name)))])
    names = counties_of(("US", fold_place(state.name))).values()
    county = rng.choice([name for name in names if not re.search(r" [a-z]|-", name)])
    short = rng.choice(_short_forms(state.name) or [state.name])
    word = "Parish" if state.name == "Louisiana" else rng.choice(("Co.", "County", "Co"))
    loud = state.name.upper()
    place = rng.choice(
        (
            f"{county} {word}, {short}",
            f"{short}: {county} {word}",
            f"{loud}: {county.upper()} {word.upper()}",
            f"U.S.A. {loud}. {county} {word}:",
            f"State {state.name}   County {county}",
            f"{state.name}, {county} {word}, USA",
        )
    )
    title = rng.choice(("", rng.choice(TITLES).format(loud)))
    said = {"country": "United States", "stateProvince": state.name, "county": county}
    return Made(_label(rng, title, place), said)


def foreign(rng: random.Random) -> Made:
    """A country and one of its first divisions, named in one of the ways of its languages."""
    code, name, word = rng.choice(COUNTRIES)
    divisions = {value for key, value in subdivisions(code).items() if key not in names_of_places()}
    division = rng.choice(sorted(name for name in divisions if name.count(" ") < 3 and not LONG_FORM.search(name)))
    place = rng.choice((f"{word} {division}", f"{division.upper()}:", f"{word} {division}:"))
    style = rng.choice(("{1}\n{0}", "{1}. {0}", "{0}, {1}", "{2}. {0}"))
    return Made(_label(rng, "", style.format(place, name, name.upper())), {"country": code, "stateProvince": division})


# "Michoacán de Ocampo" is Michoacán, "Jiangxi Sheng" is Jiangxi.
LONG_FORM = re.compile(r"\b(?:Sheng|Shi|Zizhiqu|de Ocampo|de Zaragoza|de Arteaga|de Juárez|de la|[A-Z]\b)|[ıİ]")
COUNTRIES = (
    ("BR", "Brasil", "Estado de"),
    ("CO", "Colombia", "Depto. de"),
    ("PE", "Perú", "Depto."),
    ("AR", "Argentina", "Prov."),
    ("CU", "Cuba", "Prov."),
    ("CN", "China", "Prov."),
    ("JP", "Japan", "Pref."),
    ("EC", "Ecuador", "Provincia de"),
    ("BO", "Bolivia", "Departamento"),
    ("TR", "Turkey", "Prov."),
    ("CR", "Costa Rica", "Prov."),
    ("PA", "Panamá", "Provincia de"),
    ("TH", "Thailand", "Province"),
    ("IT", "Italia", "Prov. di"),
)


def of_old(rng: random.Random) -> Made:
    """A country by a name that it bore once, as a title or before a town."""
    row = rng.choice([row for row in rows_of("countries.csv") if row["to"] and len(row["name"]) > 8])
    name = row["name"]
    text = rng.choice((f"Plants of {name}", f"{name.upper()}: Fort Smith", f"Fort Smith, {name}"))
    return Made(_label(rng, "", text), {"country": row["code"] or name})


def _short_forms(state: str) -> list[str]:
    forms = [form for row in rows_of("states.csv") if row["name"] == state for form in row["forms"].split("|")]
    return [form for form in forms if len(fold_place(form)) > 2]


def _label(rng: random.Random, title: str, place: str) -> str:
    lines = [title, place, rng.choice(LOCALITIES), "12 May 1957", "Coll. A. B. Carter 1234", "", rng.choice(ADDRESSES)]
    return "\n".join(lines).strip("\n")


def slipped(rng: random.Random, text: str, share: float) -> str:
    """`text` with so many letters of words of six letters or more misread, one a word at most, and blanks lost."""
    words = text.split(" ")
    for at, word in enumerate(words):
        letters = [place for place, letter in enumerate(word) if letter in SLIPS and place]
        if len(word) >= 6 and letters and rng.random() < share:
            place = rng.choice(letters)
            words[at] = word[:place] + SLIPS[word[place]] + word[place + 1 :]
    text = " ".join(words)
    return text.replace(" Co.", "Co.").replace(", ", ",") if rng.random() < share else text


def found_places(text: str) -> dict[str, str]:
    """The first value of each term."""
    first: dict[str, str] = {}
    for said in find_places(Layout(text)):
        first.setdefault(said.term, said.value)
    return first


def shares(
    make: Callable[[random.Random], Made], slips: float, seed: int, count: int
) -> dict[str, tuple[float, float]]:
    """Term -> (recall, precision)."""
    rng, right, wanted, found = random.Random(seed), Counter[str](), Counter[str](), Counter[str]()
    for _ in range(count):
        made = make(rng)
        got = found_places(slipped(rng, made.text, slips))
        for term in PLACE_TERMS:
            wanted[term] += term in made.said
            found[term] += term in got
            right[term] += term in made.said and _same(term, got, made.said[term])
    terms = ("country",) if make is of_old else PLACE_TERMS
    return {term: (right[term] / wanted[term], right[term] / max(found[term], 1)) for term in terms if wanted[term]}


def _same(term: str, got: dict[str, str], wanted: str) -> bool:
    """Countries are wanted by their code, where they have one."""
    if term == "country" and len(wanted) == 2:
        return got.get("countryCode") == wanted
    return fold_place(got.get(term, "")) == fold_place(wanted)


@pytest.mark.parametrize(
    ("make", "slips", "recall", "precision"),
    [
        (american, 0.0, 0.98, 0.98),
        (american, 0.25, 0.95, 0.97),
        (foreign, 0.0, 0.97, 0.97),
        (foreign, 0.25, 0.80, 0.92),
        (of_old, 0.0, 0.97, 0.97),
    ],
)
def test_places_of_made_labels(
    make: Callable[[random.Random], Made], slips: float, recall: float, precision: float
) -> None:
    for term, (seen, right) in shares(make, slips, 31, 400).items():
        assert seen >= recall, (term, seen)
        assert right >= precision, (term, right)


HEMISPHERES = {"en": "NSEW", "es": "NSEO", "de": "NSOW"}


def made_coordinates(rng: random.Random) -> tuple[str, float, float]:
    """A pair as a label writes it, with the degrees it means."""
    south, west = rng.random() < 0.4, rng.random() < 0.6
    degrees = rng.randint(1, 80), rng.randint(19, 179)
    minutes, seconds = (rng.randint(0, 59), rng.randint(0, 59)), (rng.randint(0, 59), rng.randint(0, 59))
    letters = "S" if south else "N", "W" if west else "E"
    style = rng.randint(0, 6)
    parts, values = [], []
    for d, m, s, letter in zip(degrees, minutes, seconds, letters, strict=True):
        tenths = rng.randint(0, 999)
        written, value = [
            (f"{d}°{m:02}'{letter}", d + m / 60),
            (f"{d}° {m:02}' {s:02}\" {letter}", d + m / 60 + s / 3600),
            (f"{letter}{d}°{m:02}.{tenths:03}'", d + (m + tenths / 1000) / 60),
            (f"{d}.{tenths:03}{m:02}° {letter}", d + tenths / 1000 + m / 100_000),
            (f"{d}º{m:02}´{s:02}´´{letter}", d + m / 60 + s / 3600),
            (f"{letter}. {d}° {m:02}'", d + m / 60),
            (f"{d} deg. {m:02} min. {letter}", d + m / 60),
        ][style]
        parts.append(written)
        values.append(-value if letter in "SW" else value)
    return rng.choice((", ", " ", "; ", ",\n")).join(parts), values[0], values[1]


def misread_signs(rng: random.Random, written: str) -> str:
    """The degree signs read as something else, minutes' and seconds' signs as one another's."""
    return written.replace("°", rng.choice(("°", "º", "o", "*", "0", "°")), 2).replace("'", rng.choice("'’´"))


@pytest.mark.parametrize(("slips", "least"), [(False, 0.99), (True, 0.97)])
def test_made_coordinates(slips: bool, least: float) -> None:
    rng = random.Random(21)
    right = wrong = 0
    for _ in range(400):
        written, latitude, longitude = made_coordinates(rng)
        text = f"On rock, Bear Mt., {misread_signs(rng, written) if slips else written}. 12 May 1957"
        found = {said.term: said.value for said in reversed(find_coordinate_findings(Layout(text)))}
        pair = float(found.get("decimalLatitude", "nan")), float(found.get("decimalLongitude", "nan"))
        near = pair == pytest.approx((latitude, longitude), abs=0.0005)
        right += near
        wrong += not near and pair == pair
    assert right >= least * 400, right
    assert wrong <= 4, wrong


def made_heights(rng: random.Random) -> Iterator[tuple[str, str, float]]:
    """A phrase, the verbatim height in it, and its lowest metres."""
    metres = rng.randrange(100, 4800, 10)
    thousands = f"{metres:,}" if rng.random() < 0.5 else str(metres)
    for phrase in (
        f"alt. {thousands} m",
        f"Elev. {thousands} ft.",
        f"{thousands} m a.s.l.",
        f"Alt.: ca. {thousands} m",
        f"{metres} m s.n.m.",
        f"{metres} msnm",
        f"Altitud {metres} mts.",
        f"Höhe {metres} m",
        f"{metres} m ü.M.",
        f"elevation {metres}-{metres + 50} m",
        f"{thousands} feet elevation",
        f"altitude {metres} mètres",
    ):
        scale = 0.3048 if "ft" in phrase or "feet" in phrase else 1.0
        yield phrase, f"{metres}", metres * scale


def test_made_heights_and_what_is_none() -> None:
    rng = random.Random(22)
    for _ in range(30):
        for phrase, digits, metres in made_heights(rng):
            text = f"Slope near the river, {phrase}, with Quercus. Shrub 2 m tall; 100 m from road; 12 May 1957"
            found = find_elevation_findings(Layout(text))
            verbatim = [said.value for said in found if said.term == "verbatimElevation"]
            low = [float(said.value) for said in found if said.term == "minimumElevationInMeters"]
            assert len(verbatim) == 1, (phrase, verbatim)
            assert digits in verbatim[0].replace(",", ""), phrase
            assert low == pytest.approx([metres], abs=0.1), phrase
