"""Country, state and county as a label says them."""

from __future__ import annotations

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.counties import find_counties
from curatorbench.parsing.findings import finding
from curatorbench.parsing.gazetteer import Mention, country_name
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.place_names import means_the_place, span_of, standing
from curatorbench.parsing.states import find_states


def find_places(layout: Layout) -> list[Finding]:
    """Findings for country, countryCode, stateProvince and county; best first in each term."""
    found = [mention for mention in layout.mentions if means_the_place(layout, mention)]
    countries = _countries(layout, found)
    states = find_states(layout, found, {code for code, _ in countries})
    if not countries and states and states[0][0].code:
        code = states[0][0].code
        spans = states[0][1].spans
        countries = [(code, finding(layout.text, "country", country_name(code), spans, "country of the state"))]
    counties = find_counties(layout, [place for place, _ in states])
    return [*(said for _, said in countries), *_code(layout, countries), *(said for _, said in states), *counties]


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
