"""Darwin Core: the names of things, and which class each belongs to.

The list is Simple Darwin Core's (TDWG, CC BY 4.0), in its order, from `darwin_core.csv` beside this file.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from curatorbench.domain.errors import BadInput


@dataclass(frozen=True, slots=True)
class Term:
    """`name` is the local name (`recordedBy`), `organized_in` the class it describes (`Occurrence`)."""

    name: str
    iri: str
    organized_in: str


@cache
def darwin_core() -> dict[str, Term]:
    """Every Simple Darwin Core term by name, in the standard's order."""
    path = Path(__file__).with_name("darwin_core.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: Term(**row) for row in csv.DictReader(lines)}


def term_name(text: str) -> str:
    """The plain name of a term written with or without its prefix; raises BadInput if there is none such."""
    name = text.removeprefix("dwc:").removeprefix("dcterms:").removeprefix("dc:").strip()
    if name not in darwin_core():
        raise BadInput(
            f"{text!r} is not a Darwin Core term.", "Use a name such as recordedBy or dwc:recordedBy; case counts."
        )
    return name


# What a label says, in the order in which a form asks for it.
LABEL_TERMS: tuple[str, ...] = (
    "catalogNumber",
    "scientificName",
    "typeStatus",
    "recordedBy",
    "recordNumber",
    "eventDate",
    "country",
    "stateProvince",
    "county",
    "locality",
    "habitat",
    "decimalLatitude",
    "decimalLongitude",
    "verbatimElevation",
    "minimumElevationInMeters",
    "maximumElevationInMeters",
    "identifiedBy",
    "dateIdentified",
)

# An interpreted term and the Darwin Core term that keeps it as written.
VERBATIM_OF: dict[str, str] = {
    "eventDate": "verbatimEventDate",
    "scientificName": "verbatimIdentification",
    "locality": "verbatimLocality",
    "decimalLatitude": "verbatimLatitude",
    "decimalLongitude": "verbatimLongitude",
    "minimumElevationInMeters": "verbatimElevation",
    "maximumElevationInMeters": "verbatimElevation",
}
