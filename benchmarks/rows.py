"""Records of 40 terms each, as a museum's export has them: seeded, about 900 characters a record."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

TERMS = (
    "occurrenceID", "catalogNumber", "institutionCode", "basisOfRecord", "scientificName", "family", "genus",
    "specificEpithet", "scientificNameAuthorship", "kingdom", "phylum", "class", "order", "taxonRank", "recordedBy",
    "recordNumber", "eventDate", "verbatimEventDate", "year", "month", "day", "habitat", "country", "countryCode",
    "stateProvince", "county", "municipality", "locality", "verbatimLocality", "decimalLatitude", "decimalLongitude",
    "geodeticDatum", "coordinateUncertaintyInMeters", "minimumElevationInMeters", "identifiedBy", "dateIdentified",
    "preparations", "occurrenceRemarks", "otherCatalogNumbers", "language",
)  # fmt: skip
_FAMILIES = [f"Familia{n}aceae" for n in range(150)]
_GENERA = [f"Genus{n}" for n in range(2000)]
_EPITHETS = [f"epitheta{n}" for n in range(5000)]
_PEOPLE = [f"A. B. Collector{n}" for n in range(3000)]
_COUNTRIES = [f"Country {n}" for n in range(120)]
_STATES = [f"State {n}" for n in range(800)]
_COUNTIES = [f"County {n}" for n in range(4000)]
_WORDS = [f"word{n}" for n in range(8000)]


def forty_terms(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """`count` records; every value is text, as a file gives it."""
    dice = Random(seed)
    for number in range(count):
        yield dict(zip(TERMS, _row(number, dice), strict=True))


def _row(number: int, dice: Random) -> tuple[str, ...]:
    pick, words = dice.choice, " ".join(dice.choices(_WORDS, k=8))
    genus, epithet, year = pick(_GENERA), pick(_EPITHETS), 1850 + number % 150
    month, day, place = 1 + number % 12, 1 + number % 28, pick(_COUNTIES)
    return (
        f"urn:catalog:MUS:HERB:{number}", f"HB-{number:08}", "MUS", "PreservedSpecimen", f"{genus} {epithet} L.",
        pick(_FAMILIES), genus, epithet, "L.", "Plantae", "Tracheophyta", "Magnoliopsida", "Rosales", "species",
        pick(_PEOPLE), str(number % 5000), f"{year}-{month:02}-{day:02}", f"{day}.{month}.{year}", str(year),
        str(month), str(day), f"on rock near {words[:20]}", pick(_COUNTRIES), f"C{number % 90}", pick(_STATES), place,
        f"near {place}", words, words.upper(), f"{dice.uniform(-60, 70):.5f}", f"{dice.uniform(-180, 180):.5f}",
        "WGS84", "250", str(number % 3000), pick(_PEOPLE), f"{year + 20}", "pressed sheet", f"remark {words[10:40]}",
        f"old {number}", "en",
    )  # fmt: skip
