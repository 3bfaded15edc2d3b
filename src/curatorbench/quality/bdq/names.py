"""Tests of names. What only a taxonomic authority can tell is left to it."""

from __future__ import annotations

import re

from curatorbench.quality.bdq.authority import service
from curatorbench.quality.bdq.parameters import Parameters, Rows
from curatorbench.quality.bdq.responses import Response, judged, unmet
from curatorbench.quality.values import Values, value

_GBIF = "the GBIF backbone taxonomy"
_RANK_NAMES = "kingdom phylum class order superfamily family subfamily tribe subtribe genus"
_PARTS = "scientificName genericName specificEpithet infraspecificEpithet scientificNameAuthorship cultivarEpithet"
_EPITHET = re.compile(r"[a-zäëïöüæœ][a-zäëïöüæœ\-]+\Z")
_NO_EPITHET = (
    "ssp subsp subspecies var variety varietas subvar f fo forma form subf cv sp spp species nothosubsp "
    "nothovar morph aberration ab race cf aff nr near ex et and in de da do dos van von der den du la le del di "
    "y non nec auct hort bis fil filius emend sensu x"
)
_NO_EPITHETS = frozenset(_NO_EPITHET.split())

_LSID = re.compile(r"urn:lsid:[^\s:]+:[^\s:]+:[^\s:]+(?::[^\s:]+)?\Z", re.I)
_URN = re.compile(r"urn:(?!lsid:)[a-z0-9][a-z0-9-]{0,31}:[^\s]+\Z", re.I)
_URI = re.compile(r"(?:https?|ftp)://[^\s/?#]+\.[^\s/?#]+/[^\s]+\Z", re.I)
_SCOPED = re.compile(r"(?!(?:https?|ftp|urn):)[a-z][\w.+-]*:[^\s:/][^\s]*\Z", re.I)


def polynomial(values: Values, _: Parameters) -> Response:
    """The parts of the name against the whole: first word, first epithet, last epithet."""
    whole = value(values, "scientificName")
    genus, species, lowest = (
        value(values, f"{part}") for part in ("genericName", "specificEpithet", "infraspecificEpithet")
    )
    if not whole or not (genus or species or lowest):
        return unmet("scientificName is empty, or all of its parts are.")
    first, epithets = _words(whole)
    agree = {
        "genericName": not genus or genus.strip() == first,
        "specificEpithet": not species or (bool(epithets) and species.strip() == epithets[0]),
        "infraspecificEpithet": not lowest or (len(epithets) > 1 and lowest.strip() == epithets[-1]),
    }
    wrong = [term for term, holds in agree.items() if not holds]
    return judged(not wrong, f"{whole} does not have that {' and '.join(wrong)}.")


def _words(whole: str) -> tuple[str, list[str]]:
    """The genus, and the epithets without signs of rank and doubt and without authors."""
    words = re.sub(r"\([^)]*\)", " ", whole).replace("×", " ").split()
    plain = [word.strip(".,;?\"'") for word in words]
    plain = [word for word in plain if word]
    epithets = [word for word in plain[1:] if _EPITHET.match(word) and word not in _NO_EPITHETS]
    return (plain[0] if plain else ""), epithets


def name_id_complete(values: Values, _: Parameters) -> Response:
    """An identifier that says in which scheme it holds."""
    text = value(values, "scientificNameID")
    if not text:
        return unmet("scientificNameID is empty.")
    whole = any(form.match(text.strip()) for form in (_LSID, _URN, _URI, _SCOPED))
    return judged(whole, f"{text} does not say whose identifier it is.")


ROWS: Rows = {
    "VALIDATION_POLYNOMIAL_CONSISTENT": polynomial,
    "VALIDATION_SCIENTIFICNAMEID_COMPLETE": name_id_complete,
    "VALIDATION_KINGDOM_FOUND": service(_GBIF, "kingdom"),
    "VALIDATION_PHYLUM_FOUND": service(_GBIF, "phylum"),
    "VALIDATION_CLASS_FOUND": service(_GBIF, "class"),
    "VALIDATION_ORDER_FOUND": service(_GBIF, "order"),
    "VALIDATION_FAMILY_FOUND": service(_GBIF, "family"),
    "VALIDATION_GENUS_FOUND": service(_GBIF, "genus"),
    "VALIDATION_SCIENTIFICNAME_FOUND": service(_GBIF, "scientificName"),
    "VALIDATION_CLASSIFICATION_CONSISTENT": service(_GBIF, _RANK_NAMES, any_of=True),
    "VALIDATION_TAXON_UNAMBIGUOUS": service(_GBIF, f"scientificNameID {_PARTS}", any_of=True),
    "AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON": service(_GBIF, _PARTS, any_of=True, empty="scientificNameID"),
    "AMENDMENT_SCIENTIFICNAME_FROM_SCIENTIFICNAMEID": service(_GBIF, "scientificNameID", empty="scientificName"),
}
