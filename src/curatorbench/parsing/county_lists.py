"""Which counties a state has (`resources/reference/counties.csv`), and which of them a misread name stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from curatorbench.parsing.gazetteer import Place, fold_place, rows_of
from curatorbench.parsing.slips import nearest

Home = tuple[str, str]  # the ISO code of a country and the folded name of a state in it
# Countries whose states' lists hold every county: what they lack is no county there.
COMPLETE = frozenset({"US"})
# Countries whose divisions are called counties or parishes on labels in English.
HAVE_COUNTIES = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "JM", "LR", "KE"})
_SHORTEST = 4  # letters a name must have to be mended
_BY_LETTER, _AT_MOST = 0.16, 1.3  # cost of slips


def home_of(state: Place) -> Home:
    return state.code, fold_place(state.name)


def counties_of(home: Home) -> dict[str, str]:
    """Folded name -> name of the counties of a state; empty if they are not known."""
    return _lists().get(home, {})


def homes_of(county: str) -> tuple[Home, ...]:
    """The states that have a county of this name."""
    return _homes().get(fold_place(county), ())


def mended_county(read: str, homes: Iterable[Home]) -> tuple[Home, str] | None:
    """The one county of the first of `homes` that has any like `read`, a name with likely slips of a reader."""
    letters = re.sub(r"[\W_]", "", re.sub(r"\b(?:Saint|SAINT)\b", "St", read))
    if len(letters) < _SHORTEST:
        return None
    for home in homes:
        known = counties_of(home)
        enough = min(_AT_MOST, _BY_LETTER * len(letters))
        found = nearest(letters, known, enough) if known else None
        if found and found[0][:1] and _alike(letters.casefold(), found[0]):
            return home, known[found[0]]
    return None


def _alike(read: str, known: str) -> bool:
    """At least one end is the same: `Dotglas` is Douglas, `Baker` is not Butte."""
    return read[:1] == known[:1] or read[-2:] == known[-2:]


def same_spelling(one: str, other: str) -> bool:
    """Whether two names differ in doubled letters only, as people spell them: Emmett and Emmet."""
    if re.search(r"\d", one) or (len(one) == len(other) and fold_place(one) != fold_place(other)):
        return False
    return re.sub(r"(.)\1", r"\1", fold_place(one)) == re.sub(r"(.)\1", r"\1", fold_place(other))


@cache
def _lists() -> dict[Home, dict[str, str]]:
    lists: dict[Home, dict[str, str]] = {}
    for row in rows_of("counties.csv"):
        home = row["country"], fold_place(row["state"])
        lists.setdefault(home, {}).update({fold_place(name): name for name in row["names"].split("|")})
    return lists


@cache
def _homes() -> dict[str, tuple[Home, ...]]:
    homes: dict[str, tuple[Home, ...]] = {}
    for home, counties in _lists().items():
        for key in counties:
            homes[key] = (*homes.get(key, ()), home)
    return homes
