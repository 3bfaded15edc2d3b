"""Scientific names, taken apart by GBIF's name parser, with the habits of old labels it does not know."""

from __future__ import annotations

import re
from typing import NamedTuple

from nameparser import Informal, ParsedName, UnparsableNameError, parse

LONGEST = 300

# A name after a person written with a capital (Alectoria Fremontii Tuck.) or with a diaeresis is one epithet still.
_CAPITAL_EPITHET = re.compile(
    r"^(?P<genus>[A-Z][a-zäëïöüé]{2,}\s)(?P<epithet>[A-Z][a-zäëïöüé]{2,}(?:ii|[aeiouy]i|[iao]n[aiu][sm]?|[ei]ae|rae|eri|lli|ensis))"
    r"(?=\s+[(A-ZÀ-Þ]|\s*$)"
)
_OPEN_GENUS = re.compile(r"^(?P<genus>[A-ZÀ-Þ][a-zà-ÿ-]{2,})\s+(?:spp?|spec|indet)\b\.?", re.IGNORECASE)


# Signs that no name may have (ICN art. 60.7, ICZN art. 32.5.2), written out.
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "ao", "æ": "ae", "œ": "oe", "ß": "ss"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Ao", "Æ": "Ae", "Œ": "Oe", "'": ""}
    | dict(zip("éèêëïîíñçáàâãóòôõúùûÉÈÊË", "eeeeiiincaaaaoooouuuEEEE", strict=True))
)


class ScientificName(NamedTuple):
    """`canonical` is the bare name without authors or rank signs, `authorship` what was written of the authors."""

    canonical: str
    authorship: str


def parse_name(text: str) -> ScientificName | None:
    """The scientific name that `text` is, with or without qualifiers and authors; None if it is no such name."""
    found = taken_apart(text)
    if found is None:
        return None
    if isinstance(found, Informal):
        return ScientificName(str(found.taxon), "")
    canonical = _canonical(found)
    return ScientificName(canonical, authorship(found)) if canonical else None


def _canonical(found: ParsedName) -> str:
    """The name with its rank and hybrid signs, without authors; only as far as the writer was certain."""
    if found.epithet_qualifier:
        return _certain_part(found)
    return str(found.canonical_name_without_authorship() or "").translate(_LETTERS)


def _certain_part(found: ParsedName) -> str:
    """`Alectoria cf. nigricans` is certainly an Alectoria."""
    if "SPECIFIC" in found.epithet_qualifier or not found.specific_epithet:
        return str(found.genus or found.uninomial or "")
    return f"{found.genus} {found.specific_epithet}"


def taken_apart(text: str) -> ParsedName | Informal | None:
    """What the parser says of `text`, or None; too long a text is no name."""
    line = " ".join(text.split())
    if not line or len(line) > LONGEST:
        return None
    line = _CAPITAL_EPITHET.sub(lambda m: m["genus"] + m["epithet"].lower(), line)
    try:
        return parse(line)
    except UnparsableNameError:
        return None


def authorship(found: ParsedName) -> str:
    return str(found.authorship_complete() or "")
