"""Country, state and county as a label says them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.counties import NamedCounty, find_counties, find_counties_beside
from curatorbench.parsing.county_lists import COMPLETE, HAVE_COUNTIES, home_of
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import Mention, Place, country_name, states_of
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.mended_places import mended_places
from curatorbench.parsing.place_names import means_the_place, span_of, standing
from curatorbench.parsing.states import Said, find_states


def find_places(layout: Layout) -> list[Finding]:
    """Findings for country, countryCode, stateProvince and county; best first in each term."""
    found = [mention for mention in layout.mentions if means_the_place(layout, mention)]
    countries = _countries(layout, found) or list(_mended(layout))
    states = find_states(layout, found, {code for code, _ in countries})
    named = find_counties(layout, states)
    states = _that_have(states, named) or _of_county(layout, named, countries)
    if not countries and states and states[0][0].code:
        countries = [_of_state(layout, *states[0])]
    counties = [*(one.finding for one in named), *find_counties_beside(layout, states[:1])]
    counties.sort(key=lambda said: -said.confidence)
    return [*(said for _, said in countries), *_code(layout, countries), *(said for _, said in states), *counties]


def _mended(layout: Layout) -> Iterator[tuple[str, Finding]]:
    """`Venezuola` and `MEX1CO`, where no country can be read."""
    for one in mended_places(layout, "country"):
        said = finding(layout.text, "country", one.place.name, ((one.start, one.end),), "country, mended")
        yield one.place.code, replace(said, corrected=True)


def _of_state(layout: Layout, state: Place, said: Finding) -> tuple[str, Finding]:
    """The country that a state lies in, as sure as the state is."""
    found = finding(layout.text, "country", country_name(state.code), said.spans, "country of the state")
    return state.code, replace(found, confidence=min(found.confidence, said.confidence))


def _that_have(states: list[Said], named: list[NamedCounty]) -> list[Said]:
    """The states, those behind that lack the county which another of them has: `Flora of Tennessee / North Carolina
    / Co. Swain` is North Carolina."""
    having = {home for one in named[:1] for home in one.homes}
    if not having or not any(home_of(place) in having for place, _ in states):
        return states
    weighed = [
        (place, said if home_of(place) in having else replace(said, confidence=round(said.confidence / 2, 4)))
        for place, said in states
    ]
    return sorted(weighed, key=lambda pair: -pair[1].confidence)


def _of_county(layout: Layout, named: list[NamedCounty], countries: list[tuple[str, Finding]]) -> list[Said]:
    """The state of a county that is named with its word and that only one state has."""
    codes = {code for code, _ in countries}
    for one in named:
        homes = [home for home in one.homes if home[0] in (codes or HAVE_COUNTIES)]
        if len(homes) == 1 and homes[0][0] in COMPLETE:
            state = next((p for p in states_of(homes[0][0]) if home_of(p) == homes[0]), None)
            if state:
                said = finding(layout.text, "stateProvince", state.name, one.finding.spans, "state of the county")
                return [(state, said)]
    return []


def _countries(layout: Layout, found: list[Mention]) -> list[tuple[str, Finding]]:
    """ISO code and finding of every country named, best first; the code is "" for a state that was divided since."""
    said = []
    for mention in found:
        place = next((place for place in mention.places if place.kind == "country"), None)
        where = standing(layout, mention.start, mention.end)
        if place and not (place.short and where == "anywhere"):
            span = span_of(layout, mention)
            said.append((place.code, finding(layout.text, "country", place.name, (span,), f"country, {where}")))
    return sorted(said, key=lambda pair: -pair[1].confidence)


def _code(layout: Layout, countries: list[tuple[str, Finding]]) -> list[Finding]:
    code, said = countries[0] if countries else ("", None)
    return [finding(layout.text, "countryCode", code, said.spans, said.rule)] if code and said else []
