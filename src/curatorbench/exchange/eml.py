"""`eml.xml`: what a data set is, in the GBIF metadata profile 1.3 (EML 2.2.0)."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as Tree

from curatorbench.domain.publication import Contact, Dataset
from curatorbench.exchange.licences import licence_named
from curatorbench.exchange.text import xml_text
from curatorbench.exchange.xml_out import document

_ROOT = {
    "xmlns:eml": "https://eml.ecoinformatics.org/eml-2.2.0",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "https://eml.ecoinformatics.org/eml-2.2.0 "
    "https://rs.gbif.org/schema/eml-gbif-profile/1.3/eml.xsd",
    "system": "http://gbif.org",
    "scope": "system",
}


def write_eml(dataset: Dataset) -> bytes:
    """The document, the same bytes for the same data set as long as that says when it was modified."""
    stamp = dataset.modified or datetime.now(UTC).isoformat(timespec="seconds")
    package = f"{dataset.identifier or dataset.collection_code}/{stamp}"
    root = Tree.Element("eml:eml", {**_ROOT, "packageId": xml_text(package), "xml:lang": dataset.language or "en"})
    _describe(Tree.SubElement(root, "dataset"), dataset, stamp)
    _add_gbif(root, dataset, stamp)
    return document(root)


def _describe(parent: Tree.Element, dataset: Dataset, stamp: str) -> None:
    """The elements in the order that the profile asks for."""
    if dataset.identifier:
        _text(parent, "alternateIdentifier", dataset.identifier)
    title = dataset.title or f"{dataset.institution_code} {dataset.collection_code}"
    _text(parent, "title", title, {"xml:lang": dataset.language or "en"})
    for role in ("creator", "metadataProvider"):
        _agents(parent, role, dataset)
    _text(parent, "pubDate", stamp[:10])
    _text(parent, "language", dataset.language or "en")
    _paragraphs(Tree.SubElement(parent, "abstract"), dataset.description or title)
    _rights(parent, dataset)
    _agents(parent, "contact", dataset)


def _agents(parent: Tree.Element, role: str, dataset: Dataset) -> None:
    for contact in dataset.contacts or (Contact(""),):
        agent = Tree.SubElement(parent, role)
        if contact.name.strip():
            _person(Tree.SubElement(agent, "individualName"), contact.name)
        _text(agent, "organizationName", dataset.institution_code or dataset.rights_holder or "unknown")
        if contact.email.strip():
            _text(agent, "electronicMailAddress", contact.email)


def _person(parent: Tree.Element, name: str) -> None:
    """`Linné, Carl von` and `Carl von Linné`: the profile insists on a surname, the last word or before a comma."""
    surname, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        given, _, surname = name.strip().rpartition(" ")
    if given.strip():
        _text(parent, "givenName", given)
    _text(parent, "surName", surname or name)


def _rights(parent: Tree.Element, dataset: Dataset) -> None:
    if not dataset.licence:
        return
    licence = licence_named(dataset.licence)
    para = Tree.SubElement(Tree.SubElement(parent, "intellectualRights"), "para")
    para.text = "This work is licensed under a "
    link = Tree.SubElement(para, "ulink", {"url": xml_text(dataset.licence)})
    _text(link, "citetitle", licence.title)
    licensed = Tree.SubElement(parent, "licensed")
    _text(licensed, "licenseName", licence.title)
    _text(licensed, "url", dataset.licence)
    if licence.spdx:
        _text(licensed, "identifier", licence.spdx)


def _add_gbif(root: Tree.Element, dataset: Dataset, stamp: str) -> None:
    gbif = Tree.SubElement(Tree.SubElement(Tree.SubElement(root, "additionalMetadata"), "metadata"), "gbif")
    _text(gbif, "dateStamp", stamp if "T" in stamp else f"{stamp[:10]}T00:00:00Z")
    _text(gbif, "hierarchyLevel", "dataset")
    if dataset.collection_code:
        _text(Tree.SubElement(gbif, "collection"), "collectionName", dataset.title or dataset.collection_code)


def _paragraphs(parent: Tree.Element, text: str) -> None:
    for paragraph in filter(str.strip, xml_text(text).split("\n")):
        _text(parent, "para", paragraph)


def _text(parent: Tree.Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    Tree.SubElement(parent, tag, attributes or {}).text = xml_text(text)
