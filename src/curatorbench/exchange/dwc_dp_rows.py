"""One published record as rows of the Darwin Core Data Package's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5

from curatorbench.domain.publication import Dataset, PublishedMedia, PublishedRecord
from curatorbench.exchange.dwc_dp_schema import Table, tables

Rows = Iterator[tuple[str, dict[str, str]]]  # table, values by column

# Terms of the flat record that a table knows by another name.
_RENAMED = {
    "material": {"recordNumber": "collectorNumber", "recordedBy": "collectedBy", "recordedByID": "collectedByID"},
    "occurrence": {"associatedReferences": "occurrenceReferences", "individualCount": "organismQuantity"},
}
# Whose a term is that several tables have: the first that has it, in this order.
_OWNERS = ("identification", "material", "event", "occurrence")
_CATEGORY = {"preservedspecimen": "preserved", "livingspecimen": "living", "fossilspecimen": "fossilized"}
_STATUS = {"absent": "notDetected", "present": "detected", "notdetected": "notDetected"}
_REMARKS = {
    "event": "eventRemarks",
    "occurrence": "occurrenceRemarks",
    "material": "materialEntityRemarks",
    "identification": "identificationRemarks",
}
# Terms that rows say by other means: the media table, the category of the material, the table itself.
_ELSEWHERE = frozenset(("associatedMedia", "basisOfRecord", "type"))
_PEOPLE = re.compile(r"\s*[|;]\s*")


class RowMaker:
    """Makes rows, agents and media once each however many records name them. Keys depend on the content alone."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._agents: set[str] = set()
        self._media: set[str] = set()
        self._policy = _key(dataset.identifier, dataset.licence, dataset.rights_holder)

    def dataset_rows(self) -> Rows:
        """What holds for all records: the terms of use."""
        if self._dataset.licence or self._dataset.rights_holder:
            rights = {"rightsHolder": self._dataset.rights_holder, "webStatement": self._dataset.licence}
            yield "usage-policy", {"usagePolicy_pk": self._policy, "license": self._dataset.licence, **rights}

    def rows(self, record: PublishedRecord) -> Rows:
        """The rows of a record, those that others refer to first."""
        shares = _shares(record.values)
        event = _key(record.occurrence_id, "event")
        policy = {"usagePolicy_fk": self._policy} if self._dataset.licence or self._dataset.rights_holder else {}
        yield "event", shares["event"] | {"event_pk": event, "eventCategory": "material collection"}
        yield "occurrence", shares["occurrence"] | self._occurrence(record, event)
        yield "material", shares["material"] | self._material(record, event) | policy
        yield from self._people(record, "recordedBy", "material", record.material_entity_id, "collector")
        yield from self._identification(record, shares["identification"])
        for image in record.media:
            yield from self._image(record, image, policy)

    def _occurrence(self, record: PublishedRecord, event: str) -> dict[str, str]:
        status = record.values.get("occurrenceStatus", "")
        return {
            "occurrence_pk": record.occurrence_id,
            "occurrenceID": record.occurrence_id,
            "event_fk": event,
            "recordedBy": record.values.get("recordedBy", ""),
            "occurrenceStatus": _STATUS.get(status.lower(), status) or "detected",
        }

    def _material(self, record: PublishedRecord, event: str) -> dict[str, str]:
        basis = record.values.get("basisOfRecord") or "PreservedSpecimen"
        category = record.values.get("materialEntityCategory") or _CATEGORY.get(basis.lower(), "")
        return {
            "materialEntity_pk": record.material_entity_id,
            "materialEntityID": record.material_entity_id,
            "collectionEvent_fk": event,
            "materialEntityCategory": category,
            "institutionCode": record.values.get("institutionCode") or self._dataset.institution_code,
            "collectionCode": record.values.get("collectionCode") or self._dataset.collection_code,
            "evidenceForOccurrenceID": record.occurrence_id,
            "modified": record.modified,
        }

    def _identification(self, record: PublishedRecord, share: dict[str, str]) -> Rows:
        if not share:
            return
        key = _key(record.occurrence_id, "identification")
        links = {"materialEntity_fk": record.material_entity_id, "occurrence_fk": record.occurrence_id}
        yield "identification", share | {"identification_pk": key, "isAcceptedIdentification": "true"} | links
        yield from self._people(record, "identifiedBy", "identification", key, "identifier")

    def _people(self, record: PublishedRecord, term: str, table: str, subject: str, role: str) -> Rows:
        """Names as they were written, split only where Darwin Core splits lists: at bars and semicolons."""
        column = tables()[table].primary_key.replace("_pk", "_fk")
        names = dict.fromkeys(filter(None, _PEOPLE.split(record.values.get(term, "").strip())))
        for order, name in enumerate(names, start=1):
            agent = _key(self._dataset.identifier, "agent", name)
            if agent not in self._agents:
                self._agents.add(agent)
                yield "agent", {"agent_pk": agent, "preferredAgentName": name}
            links = {column: subject, "agent_fk": agent, "agentRoleOrder": str(order)}
            yield f"{table}-agent-role", {**links, "agentRole": role}

    def _image(self, record: PublishedRecord, image: PublishedMedia, policy: dict[str, str]) -> Rows:
        if image.identifier not in self._media:
            self._media.add(image.identifier)
            yield "media", _media(image) | policy
        yield "material-media", {"media_fk": image.identifier, "materialEntity_fk": record.material_entity_id}


def _media(image: PublishedMedia) -> dict[str, str]:
    return {
        "media_pk": image.identifier,
        "mediaID": image.identifier,
        "mediaType": "StillImage",
        "title": image.title,
        "accessURI": image.access_uri,
        "format": image.format,
        "createDate": image.created,
        "hashFunction": "SHA-256" if image.sha256 else "",
        "hashValue": image.sha256,
        "pixelXDimension": str(image.width or ""),
        "pixelYDimension": str(image.height or ""),
    }


def _shares(values: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Every value in the table it belongs to; one that no column can hold is kept in words in the remarks."""
    shares: dict[str, dict[str, str]] = {name: {} for name in _OWNERS}
    for term, value in values.items():
        if not value or term in _ELSEWHERE:
            continue
        name, column = _place(term)
        if column and tables()[name].fields[column].holds(value):
            shares[name][column] = value
        else:
            _remark(shares[name], _REMARKS[name], f"{term}: {value}")
    if count := shares["occurrence"].get("organismQuantity"):
        shares["occurrence"].setdefault("organismQuantityType", "individuals" if count.isdigit() else "")
    return shares


def _remark(share: dict[str, str], column: str, words: str) -> None:
    share[column] = "; ".join(filter(None, (share.get(column), words)))


def _place(term: str) -> tuple[str, str]:
    """Table and column of a term; the material and no column for one that the package has no place for."""
    for name in _OWNERS:
        column = _RENAMED.get(name, {}).get(term, term)
        if _is_open(tables()[name], column):
            return name, column
    return "material", ""


def _is_open(table: Table, column: str) -> bool:
    return column in table.fields and not column.endswith(("_pk", "_fk"))


def _key(*parts: str) -> str:
    """A UUID that depends on the parts alone."""
    return str(uuid5(NAMESPACE_URL, "\x1f".join(parts)))
