"""What is said in a derivative: the record's accepted values and whose collection it is in."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.errors import BadInput
from curatorbench.domain.record import RecordStatus
from curatorbench.imaging.metadata.caption import Caption
from curatorbench.models.finding import explore
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.store import Session


@dataclass(frozen=True, slots=True)
class Captioned:
    """A record's images with what is to be said in them; `number` is None where it has no catalogue number."""

    material_entity_id: str
    number: str | None
    captions: tuple[Caption, ...]


def captioned(session: Session, material: str) -> Captioned:
    """The record's images, captioned. Raises NotFound, or BadInput for a record that is withheld: it stays here."""
    page = explore.page(session, material)
    number = page.summary.catalog_number
    if page.summary.status is RecordStatus.WITHHELD:
        raise BadInput(f"Record {number or material} is withheld.", "Only a curator can let it leave the house.")
    terms = {term: change.value for term, change in page.values.items() if change.value}
    captions = tuple(_caption(session, material, terms, sha256) for sha256 in page.assets)
    return Captioned(material, number, captions)


def _caption(session: Session, material: str, terms: dict[str, str], sha256: str) -> Caption:
    dataset = catalogue.describe_collection(session, catalogue.collection_of(session, material))
    asset = assets.asset_by_hash(session, sha256)
    return Caption(
        sha256,
        {"materialEntityID": material} | terms,
        institution=terms.get("institutionCode", dataset.institution_code),
        collection=terms.get("collectionCode", dataset.collection_code),
        rights_holder=terms.get("rightsHolder", dataset.rights_holder),
        licence=terms.get("license", dataset.licence),
        created=(asset.created if asset else None) or "",
    )
