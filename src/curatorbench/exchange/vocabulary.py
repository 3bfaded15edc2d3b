"""Which column means which term: IRIs written into archives, and names as people and programs write them."""

from __future__ import annotations

import re
from functools import cache

from curatorbench.domain.terms import darwin_core

DWC = "http://rs.tdwg.org/dwc/terms/"
OCCURRENCE = DWC + "Occurrence"
MULTIMEDIA = "http://rs.tdwg.org/ac/terms/Multimedia"
_DCTERMS = "http://purl.org/dc/terms/"
_DC = "http://purl.org/dc/elements/1.1/"
_AC = "http://rs.tdwg.org/ac/terms/"
_XMP = "http://ns.adobe.com/xap/1.0/"


# The Audiovisual Core extension (GBIF, 2026-02-24) as it is written here: column to IRI, in order.
AUDIOVISUAL = {
    "identifier": _DCTERMS + "identifier",
    "type": _DC + "type",
    "title": _DCTERMS + "title",
    "format": _DC + "format",
    "accessURI": _AC + "accessURI",
    "CreateDate": _XMP + "CreateDate",
    "hashFunction": _AC + "hashFunction",
    "hashValue": _AC + "hashValue",
    "PixelXDimension": "http://ns.adobe.com/exif/1.0/PixelXDimension",
    "PixelYDimension": "http://ns.adobe.com/exif/1.0/PixelYDimension",
    "rights": _DCTERMS + "rights",
    "UsageTerms": _XMP + "rights/UsageTerms",
    "WebStatement": _XMP + "rights/WebStatement",
    "Owner": _XMP + "rights/Owner",
}

# Row types whose rows are specimens (or sightings), whatever the namespace of the day.
SPECIMEN_ROWS = frozenset(
    (
        "occurrence",
        "materialentity",
        "materialsample",
        "preservedspecimen",
        "fossilspecimen",
        "livingspecimen",
        "darwinrecord",
        "simpledarwinrecord",
        "darwincore",
    )
)

# Columns of media extensions that hold the address of an image, best first.
MEDIA_ADDRESSES = ("accessuri", "identifier")

_NAMESPACE = re.compile(r"(?:https?://(?:rs\.tdwg\.org/(?:dwc|ac)|purl\.org/dc)/(?:[\w.]+/)*|(?:dwc|dcterms|dc|ac):)")


def core_iri(name: str) -> str:
    """The IRI of a term of the Occurrence core; KeyError if Darwin Core has none such."""
    return darwin_core()[name].iri


@cache
def known_iris() -> frozenset[str]:
    """Every IRI that an archive of ours may name."""
    return frozenset({core_iri(name) for name in darwin_core()} | set(AUDIOVISUAL.values()) | _dc_twins())


def _dc_twins() -> set[str]:
    return {term.iri for term in darwin_core().values()} | {_DC + "type", _DCTERMS + "type"}


def local_name(iri: str) -> str:
    """`recordedBy` of `http://rs.tdwg.org/dwc/terms/recordedBy`."""
    return re.split(r"[/#:]", iri.strip())[-1]


def term_of_iri(iri: str) -> str | None:
    """The plain name of a Darwin Core term named by IRI or prefix; None for terms of other vocabularies."""
    known = _NAMESPACE.match(iri.strip()) or not re.search("[/#:]", iri)
    return _by_folded_name().get(_fold(local_name(iri))) if known else None


def term_of_header(header: str) -> str | None:
    """The term a table's heading means: with or without prefix, case, spaces and underscores aside."""
    return term_of_iri(header) or _by_folded_name().get(_fold(header))


@cache
def _by_folded_name() -> dict[str, str]:
    return {_fold(name): name for name in darwin_core()}


def _fold(name: str) -> str:
    return re.sub(r"[\s_\-]", "", name).casefold()
