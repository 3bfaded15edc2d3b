"""Codes and names of countries (`resources/reference/country_names.csv`): ISO 3166-1, and names of Unicode CLDR."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from curatorbench.domain.resources import resource

HIGH_SEAS, UNKNOWN = "XZ", "ZZ"  # user-assigned codes that Darwin Core recommends


@dataclass(frozen=True, slots=True)
class Country:
    """`within` is the code of the state that a territory belongs to, "" for a state; `names` begin with English."""

    alpha2: str
    alpha3: str
    within: str
    names: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Every country by its two-letter code."""
    with resource("reference", "country_names.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            Country(r["alpha2"], r["alpha3"], r["within"], tuple(r["names"].split("|"))) for r in csv.DictReader(lines)
        ]
    return {row.alpha2: row for row in rows}


@cache
def _codes_by_name() -> dict[str, str]:
    return {name.casefold(): code for code, country in countries().items() for name in country.names}


@cache
def _codes_by_three_letters() -> dict[str, str]:
    return {country.alpha3: code for code, country in countries().items()}


def code_named(name: str) -> str | None:
    """The two-letter code of a country by its name in any listed language."""
    return _codes_by_name().get(name.casefold())


def code_meant(text: str) -> str | None:
    """The two-letter code that a code or a name can only mean."""
    plain = text.strip()
    upper = plain.upper()
    if upper in countries() or upper in (HIGH_SEAS, UNKNOWN):
        return upper
    if plain.casefold() in ("high seas", "international waters"):
        return HIGH_SEAS
    return _codes_by_three_letters().get(upper) or code_named(plain)


def name_of(code: str) -> str:
    country = countries().get(code)
    return country.names[0] if country else code
