"""A record as one flat row of Darwin Core terms: what archives, CSV files and spreadsheets have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import length_hint

from curatorbench.domain.progress import Progress
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.domain.terms import darwin_core
from curatorbench.exchange.spool import Row

_OF_ALL = {"license": "licence", "rightsHolder": "rights_holder", "datasetName": "title"}
_REPORT_EVERY = 1000
_SPLIT = " | "  # between values of one cell, as Darwin Core recommends


def order() -> dict[str, int]:
    """The rank of every term in the standard's order."""
    return {name: rank for rank, name in enumerate(darwin_core())}


def fixed_columns(dataset: Dataset) -> Row:
    """The columns that every row fills: identifiers, codes, and what the data set says for all its records."""
    codes = ("institutionCode", "collectionCode", "basisOfRecord", "modified")
    return ("occurrenceID", "materialEntityID", *codes, *(name for name, _ in _shared(dataset)))


def flat_rows(
    dataset: Dataset, records: Iterable[PublishedRecord], progress: Progress
) -> Iterator[tuple[PublishedRecord, Row]]:
    """Every record with its values of `fixed_columns`; reports up to 0.8, where rows are all gathered."""
    expected = length_hint(records)
    shared = _shared(dataset)
    institution, collection = dataset.institution_code, dataset.collection_code
    for done, record in enumerate(records):
        if not done % _REPORT_EVERY:
            progress(0.8 * min(done / expected, 1.0) if expected else 0.0, f"{done} records")
        own = record.values.get
        basis = own("basisOfRecord") or "PreservedSpecimen"
        modified = record.modified or own("modified", "")
        codes = own("institutionCode") or institution, own("collectionCode") or collection
        fixed = (record.occurrence_id, record.material_entity_id, *codes, basis, modified)
        yield record, fixed + tuple(own(name) or value for name, value in shared)


def _shared(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """What a data set says for all its records, unless one of them says otherwise."""
    values = {name: str(getattr(dataset, attribute)) for name, attribute in _OF_ALL.items()}
    return tuple((name, value) for name, value in values.items() if value)


def with_media(record: PublishedRecord) -> dict[str, str]:
    """The values with the addresses of the record's images, unless somebody gave them."""
    addresses = _SPLIT.join(image.access_uri for image in record.media if image.access_uri)
    values = record.values
    return values if not addresses or values.get("associatedMedia") else {**values, "associatedMedia": addresses}
