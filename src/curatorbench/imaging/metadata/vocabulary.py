"""A caption as properties of XMP: Darwin Core's terms, and what picture programs show of them.

Adobe XMP 1-3 and IPTC Photo Metadata 2023.1 say which property has which form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from curatorbench.domain.terms import darwin_core
from curatorbench.imaging.metadata.caption import Caption, plain

NAMESPACES = {
    "http://rs.tdwg.org/dwc/terms/": "dwc",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
}
_OF = {prefix: namespace for namespace, prefix in NAMESPACES.items()}


class Form(Enum):
    """How a value is written: as text, as the default of languages, in an ordered or unordered list, as a reference."""

    TEXT = ""
    LANGUAGES = "Alt"
    ORDERED = "Seq"
    UNORDERED = "Bag"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Property:
    """`name` is the local name in `namespace`; `value` is free of control characters and not empty."""

    namespace: str
    name: str
    value: str
    form: Form = Form.TEXT


def properties(caption: Caption) -> list[Property]:
    """What the caption says, each property once; Darwin Core first, in the standard's order."""
    told: dict[tuple[str, str], Property] = {}
    for said in (*_darwin_core(caption), *_for_picture_programs(caption)):
        if said.value:
            told.setdefault((said.namespace, said.name), said)
    return list(told.values())


def managed() -> frozenset[tuple[str, str]]:
    """(namespace, name) of what is the record's alone to say: where it says it no longer, it goes."""
    names = (_parts(term.iri) for term in darwin_core().values())
    return frozenset((space, name) for space, name in names if space == _OF["dwc"])


def _darwin_core(caption: Caption) -> Iterator[Property]:
    for name, term in darwin_core().items():
        namespace, local = _parts(term.iri)
        form = Form.UNORDERED if NAMESPACES[namespace] == "dc" else Form.TEXT
        yield Property(namespace, local, plain(caption.term(name)), form)
    yield _said("dcterms:license", caption.licence)
    yield _said("dcterms:rightsHolder", caption.rights_holder)
    yield _said("dwc:institutionCode", caption.institution)
    yield _said("dwc:collectionCode", caption.collection)


def _for_picture_programs(caption: Caption) -> Iterator[Property]:
    yield _said("dc:title", caption.title, Form.LANGUAGES)
    yield _said("dc:description", caption.description, Form.LANGUAGES)
    yield _said("dc:creator", caption.creator, Form.ORDERED)
    yield _said("dc:rights", caption.rights, Form.LANGUAGES)
    yield _said("dc:source", caption.source)
    yield _said("xmpRights:WebStatement", caption.licence)
    yield _said("xmpRights:Marked", "True" if caption.rights or caption.licence else "")
    yield _said("photoshop:Credit", caption.institution)
    yield _said("photoshop:Source", caption.collection)
    yield _said("photoshop:DateCreated", caption.created)
    yield _said("photoshop:State", caption.term("stateProvince"))
    yield _said("photoshop:Country", caption.term("country"))
    yield _said("Iptc4xmpCore:CountryCode", caption.term("countryCode"))
    yield _said("Iptc4xmpCore:Location", caption.term("locality"))
    yield _said("xmp:CreateDate", caption.created)
    yield _said("xmpMM:DerivedFrom", caption.source, Form.REFERENCE)


def _said(name: str, value: str, form: Form = Form.TEXT) -> Property:
    prefix, _, local = name.partition(":")
    return Property(_OF[prefix], local, plain(value), form)


def _parts(iri: str) -> tuple[str, str]:
    namespace, _, local = iri.rpartition("/")
    return f"{namespace}/", local
