"""A record as one flat row of Darwin Core terms: what archives, CSV files and spreadsheets have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import length_hint

from curatorbench.domain.progress import Progress
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.domain.terms import darwin_core
from curatorbench.exchange.spool import Row

FIXED = ("occurrenceID", "materialEntityID", "institutionCode", "collectionCode", "basisOfRecord")
_REPORT_EVERY = 1000
_SPLIT = " | "  # between values of one cell, as Darwin Core recommends


def order() -> dict[str, int]:
    """The rank of every term in the standard's order."""
    return {name: rank for rank, name in enumerate(darwin_core())}


def flat_rows(
    dataset: Dataset, records: Iterable[PublishedRecord], progress: Progress
) -> Iterator[tuple[PublishedRecord, Row, dict[str, str]]]:
    """Every record with the values of `FIXED` and its others; reports up to 0.8, where rows are all gathered."""
    expected = length_hint(records)
    shared = {"license": dataset.licence, "rightsHolder": dataset.rights_holder, "datasetName": dataset.title}
    institution, collection = dataset.institution_code, dataset.collection_code
    for done, record in enumerate(records):
        if not done % _REPORT_EVERY:
            progress(0.8 * min(done / expected, 1.0) if expected else 0.0, f"{done} records")
        values = shared | record.values
        if record.modified:
            values["modified"] = record.modified
        basis = record.values.get("basisOfRecord") or "PreservedSpecimen"
        yield record, (record.occurrence_id, record.material_entity_id, institution, collection, basis), values


def with_media(record: PublishedRecord, values: dict[str, str]) -> dict[str, str]:
    """The values with the addresses of the record's images, unless somebody gave them."""
    addresses = _SPLIT.join(image.access_uri for image in record.media if image.access_uri)
    return values if not addresses or values.get("associatedMedia") else {**values, "associatedMedia": addresses}
