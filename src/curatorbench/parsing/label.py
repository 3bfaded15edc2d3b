"""A label's text to findings: what each term's value is, where it stands, and how far to trust it."""

from __future__ import annotations

import re
from dataclasses import replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.collection_numbers import find_catalogue_numbers
from curatorbench.parsing.collector import find_collectors
from curatorbench.parsing.determiner import find_determiners
from curatorbench.parsing.event import find_event_dates
from curatorbench.parsing.findings import as_written
from curatorbench.parsing.georeference import find_coordinate_findings, find_elevation_findings
from curatorbench.parsing.habitats import find_habitats
from curatorbench.parsing.hosts import find_hosts
from curatorbench.parsing.institutions import find_institutions
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.notes import find_notes
from curatorbench.parsing.places import find_places
from curatorbench.parsing.sexes import find_sexes
from curatorbench.parsing.taxa import find_names
from curatorbench.parsing.titles import find_titles
from curatorbench.parsing.type_status import find_type_status

# No label is longer; what is beyond it is some other text.
LONGEST = 20_000
_SPECKS = str.maketrans({"·": " ", "•": " ", "‧": " ", "\u00a0": " ", "\r": " ", "\x0b": " ", "\x0c": " "})
_COMMA_INITIAL = re.compile(r"(?<=\b[A-Z]),(?=[A-Z]\.)")
_WEST = re.compile(r"(?<=['’′\"°\s])0(?=este\b)", re.IGNORECASE)  # `18'0este` is west, not east
_FINDERS = (
    find_catalogue_numbers,
    find_names,
    find_determiners,
    find_collectors,
    find_event_dates,
    find_places,
    find_coordinate_findings,
    find_elevation_findings,
    find_type_status,
    find_sexes,
    find_habitats,
    find_hosts,
    find_titles,
    find_institutions,
    find_notes,
)


def parse_label(text: str) -> tuple[Finding, ...]:
    """Everything the rules find in `text` (lines, empty lines between regions), the best of each term first."""
    layout = Layout(_mended(text[:LONGEST]))
    return tuple(
        replace(said, verbatim=as_written(text, said.spans))
        for find in _FINDERS
        for said in _without_doubles(find(layout))
    )


def _mended(text: str) -> str:
    """The text with readers' commonest slips put right, letter for letter, so that places stay what they are."""
    return _WEST.sub("O", _COMMA_INITIAL.sub(".", text.translate(_SPECKS)))


def _without_doubles(found: list[Finding]) -> list[Finding]:
    """The same value twice says nothing new; the first, which is the best, stays."""
    kept: dict[tuple[str, str], Finding] = {}
    for said in found:
        kept.setdefault((said.term, said.value), said)
    return list(kept.values())
