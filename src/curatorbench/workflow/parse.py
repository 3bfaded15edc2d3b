"""Parsing as a verb: the pure functions of `parsing`, as the command line and scripts ask for them."""

from curatorbench.parsing.coordinates import parse_coordinates
from curatorbench.parsing.dates import parse_date
from curatorbench.parsing.label import parse_label
from curatorbench.parsing.names import parse_name
from curatorbench.parsing.people import parse_people


def label(text: str) -> dict[str, object]:
    return {"fields": [finding.as_json() for finding in parse_label(text)]}


def date(text: str) -> dict[str, object]:
    interval = parse_date(text)
    return {"eventDate": interval.iso() if interval else None}


def coordinates(text: str) -> dict[str, object]:
    latitude, longitude = parse_coordinates(text) or (None, None)
    return {"decimalLatitude": latitude, "decimalLongitude": longitude}


def people(text: str) -> dict[str, object]:
    return {"agents": [{"given": person.given, "family": person.family} for person in parse_people(text)]}


def name(text: str) -> dict[str, object]:
    canonical, authorship = parse_name(text) or (None, None)
    return {"canonical": canonical, "authorship": authorship}
