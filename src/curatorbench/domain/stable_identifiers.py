"""Stable identifiers of specimens as the big collections print them, and the catalogue number that some of them hold.

The forms are those of the CETAF Stable Identifiers (Guentsch et al. 2017, Database: bax003) and of the services that
give identifiers to others (ARK, Handle, PURL, GBIF, iDigBio). A form that holds no number still names one thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identified:
    """`uri` as it was printed; `number` the catalogue number that it spells, None where it spells none."""

    uri: str
    number: str | None


_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # Berlin, Edinburgh, Kew, Meise
        r"herbarium\.bgbm\.org/(?:object|data/rdf)/(?P<number>B\d{6,12}[a-z]?)",
        r"data\.rbge\.org\.uk/herb/(?P<number>E\d{6,10})",
        r"specimens\.kew\.org/herbarium/(?P<number>K\d{6,12})",
        r"(?:www\.)?botanicalcollections\.be/(?:#/\w+/)?specimen/(?P<number>BR[A-Z]*\d{6,15}V?)",
        # Paris, whose addresses are in small letters
        r"coldb\.mnhn\.fr/catalognumber/mnhn/[a-z]+/(?P<number>[a-z0-9.-]+)",
        r"science\.mnhn\.fr/institution/mnhn/collection/[a-z]+/item/(?P<number>[a-z0-9.-]+)",
        # JACQ (Vienna and some 40 more), Leiden, Helsinki, Oulu
        r"[a-z]+\.jacq\.org/(?P<number>[A-Z]+-?[A-Z]*\d{4,12})",
        r"data\.biodiversitydata\.nl/naturalis/specimen/(?P<number>[A-Z0-9. ]+)",
        r"(?:id\.luomus\.fi|tun\.fi|id\.herb\.oulu\.fi)/(?P<number>[A-Z]+\.\d+)",
        # Arctos and MCZbase: institution:collection:number
        r"(?:arctos\.database\.museum|mczbase\.mcz\.harvard\.edu)/guid/[\w-]+:[\w-]+:(?P<number>[\w.-]+)",
        # What holds no number
        r"id\.snsb\.info/\S+",
        r"(?:id|col)\.smns-bw\.org/\S+",
        rf"data\.nhm\.ac\.uk/object/{_UUID}(?:/\d+)?",
        r"n2t\.net/ark:/?\d{5}/\S+",
        r"(?:hdl\.handle\.net|(?:dx\.)?doi\.org)/\d[\d.]*/\S+",
        r"purl\.(?:org|oclc\.org)/\S+",
        r"(?:www\.)?gbif\.org/occurrence/\d+",
        rf"(?:www\.)?idigbio\.org/portal/records/{_UUID}",
    )
)
_URN = re.compile(r"urn:catalog:[^:\s]+:[^:\s]*:(?P<number>[^:\s]+(?: [^:\s]+)*)", re.IGNORECASE)
_NO_ADDRESS = re.compile(rf"urn:uuid:{_UUID}|{_UUID}|ark:/?\d{{5}}/\S+|hdl:\d[\d.]*/\S+|urn:lsid:\S+", re.IGNORECASE)


def identified(text: str) -> Identified | None:
    """The stable identifier that a text spells, None where it spells none that we know."""
    address = re.fullmatch(r"https?://(?P<rest>\S+?)/?(?:[?#]\S*)?", text, re.IGNORECASE)
    forms = _FORMS if address else (_URN, _NO_ADDRESS)
    body = address["rest"] if address else text
    found = next((match for form in forms if (match := form.fullmatch(body))), None)
    return None if found is None else Identified(text, _number(found))


def _number(found: re.Match[str]) -> str | None:
    """The number in capitals where the address is in small letters only: nobody writes p00084098 on a sheet."""
    number = found.groupdict().get("number")
    return number.upper() if number and number.islower() else number
