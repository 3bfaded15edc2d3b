"""An exposure as screens show it."""

from __future__ import annotations

from dataclasses import replace

from curatorbench.domain.captures import Became, Exposure
from curatorbench.domain.record import RecordSummary
from curatorbench.models.finding import listing
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.models.records.exposures import Kept
from curatorbench.models.store.store import Session


def shown(session: Session, kept: Kept) -> Exposure:
    """An exposure with the records it shows, each with its picture as the record's image."""
    sha256 = kept.asset[2] if kept.asset else None
    return Exposure(
        id=kept.id,
        files=kept.files,
        became=kept.became,
        sha256=sha256,
        view=kept.view,
        records=_records(session, kept, sha256),
        codes=readings.barcodes_of(session, kept.asset[1]) if kept.asset else (),
        has_unread_code=kept.has_unread_code,
        error=kept.error,
    )


def _records(session: Session, kept: Kept, sha256: str | None) -> tuple[RecordSummary, ...]:
    now = assets.materials_of(session, sha256) if sha256 and kept.became in (Became.SAVED, Became.MET) else ()
    shows = now or kept.records  # what was taken back shows what it showed
    rows = listing.rows(session, listing.keys_of(session, shows), ()) if shows else []
    return tuple(replace(row.summary, asset_sha256=sha256) for row in rows)
