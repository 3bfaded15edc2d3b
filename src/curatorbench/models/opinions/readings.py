"""What machines found on images: quality, codes, regions, words, suggestions, judgements.

Saving is idempotent: a job that runs twice leaves the same rows. An engine that says something else, or a
newer one, adds an opinion and becomes the current one; what was said before stays.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select

from curatorbench.domain.box import Box
from curatorbench.domain.pictures import (
    Barcode,
    Check,
    CheckName,
    ColourTarget,
    QualityReport,
    Region,
    RegionKind,
    Verdict,
)
from curatorbench.domain.reading import Reading
from curatorbench.domain.suggestion import Judgement, Suggestion
from curatorbench.models.opinions import opinions, word_layout
from curatorbench.models.opinions.opinions import Cell, Kind, Said
from curatorbench.models.store.keys import asset_key, material_key
from curatorbench.models.store.store import Session
from curatorbench.models.tables import opinions as tables
from curatorbench.models.tables.opinions import CurrentOpinion, Opinion
from curatorbench.models.tables.pictures import SHOWN, Asset, AssetSubject

QUALITY = Kind(
    "quality",
    tables.QualityReport,
    (
        "sharpness",
        "exposure",
        "clipped_shadows",
        "clipped_highlights",
        "colour_target",
        "pixels_per_mm",
        "verdict",
        "reasons",
        "checks",
        "unread",
    ),
)
BARCODES = Kind("barcodes", tables.Barcode, ("position", "text", "format", "box"))
REGIONS = Kind(
    "regions",
    tables.Region,
    ("position", "kind", "x", "y", "width", "height", "confidence", "turn", "handwritten"),
    later=frozenset({"handwritten"}),
)
READING = Kind("reading", tables.Reading, ("text", "words"))
SUGGESTIONS = Kind(
    "suggestions",
    tables.Suggestion,
    ("position", "term", "value", "verbatim", "evidence", "confidence", "engine", "version", "rule"),
)
JUDGEMENT = Kind("judgement", tables.Judgement, ("decision", "probability", "top", "trained_on"))
_EDITION = ", edition "  # stands between the two in the version of a kept reading
KINDS = (QUALITY, BARCODES, REGIONS, READING, SUGGESTIONS, JUDGEMENT)


def save_quality(session: Session, asset_id: str, report: QualityReport, engine: str = "", version: str = "") -> None:
    """Keep the checks of an image, without their codes (`save_barcodes`). Raises NotFound."""
    target = report.colour_target
    row: dict[str, Cell] = {
        "sharpness": report.sharpness,
        "exposure": report.exposure,
        "clipped_shadows": report.clipped_shadows,
        "clipped_highlights": report.clipped_highlights,
        "colour_target": _target_json(target) if target else None,
        "pixels_per_mm": report.pixels_per_mm,
        "verdict": report.verdict.value,
        "reasons": json.dumps(report.reasons, ensure_ascii=False),
        "checks": json.dumps([[c.name, c.verdict, c.value, c.reason] for c in report.checks], ensure_ascii=False),
        "unread": json.dumps([box.as_list() for box in report.unread]),
    }
    opinions.keep(session, asset_key(session, asset_id), Said(QUALITY, engine, version, [row]))


def _target_json(target: ColourTarget) -> str:
    return json.dumps(
        [target.kind, target.box.as_list(), target.mean_de2000, target.worst_de2000, target.white_balance]
    )


def _target(text: str) -> ColourTarget:
    kind, box, *figures = json.loads(text)
    return ColourTarget(kind, Box.from_list(box), *figures)


def _check(name: str, verdict: str, value: float | None, reason: str) -> Check:
    return Check(CheckName(name), Verdict(verdict), value, reason)


def quality_of(session: Session, asset_id: str) -> QualityReport | None:
    """The current checks of an image with its current codes, None if it was not checked. Raises NotFound."""
    current = opinions.current(asset_key(session, asset_id), QUALITY)
    row = session.scalar(
        select(tables.QualityReport).where(tables.QualityReport.opinion_id == current.scalar_subquery())
    )
    if row is None:
        return None
    return QualityReport(
        sharpness=row.sharpness,
        exposure=row.exposure,
        clipped_shadows=row.clipped_shadows,
        clipped_highlights=row.clipped_highlights,
        colour_target=_target(row.colour_target) if row.colour_target else None,
        pixels_per_mm=row.pixels_per_mm,
        barcodes=barcodes_of(session, asset_id),
        verdict=Verdict(row.verdict),
        reasons=tuple(json.loads(row.reasons)),
        checks=tuple(_check(*said) for said in json.loads(row.checks)),
        unread=tuple(Box.from_list(box) for box in json.loads(row.unread)),
    )


def image_faults(session: Session, sha256s: Sequence[str]) -> tuple[str, ...]:
    """What the current checks of these images found wrong, in their order; nothing for one that passed."""
    rows = session.execute(
        select(Asset.sha256, tables.QualityReport.reasons)
        .join(CurrentOpinion, CurrentOpinion.asset_id == Asset.id)
        .join(tables.QualityReport, tables.QualityReport.opinion_id == CurrentOpinion.opinion_id)
        .where(Asset.sha256.in_(sha256s))
    )
    reasons: dict[str, list[str]] = {sha256: json.loads(said) for sha256, said in rows}
    return tuple(reason for sha256 in sha256s for reason in reasons.get(sha256, ()))


def save_barcodes(
    session: Session, asset_id: str, barcodes: Sequence[Barcode], engine: str = "", version: str = ""
) -> None:
    """Keep the codes found on an image, none included. Raises NotFound."""
    rows: list[dict[str, Cell]] = [
        {"position": position, "text": code.text, "format": code.format, "box": json.dumps(code.box.as_list())}
        for position, code in enumerate(barcodes)
    ]
    opinions.keep(session, asset_key(session, asset_id), Said(BARCODES, engine, version, rows))


def barcodes_of(session: Session, asset_id: str) -> tuple[Barcode, ...]:
    """The codes on an image, as last found. Raises NotFound."""
    current = opinions.current(asset_key(session, asset_id), BARCODES).scalar_subquery()
    columns = (tables.Barcode.text, tables.Barcode.format, tables.Barcode.box)
    rows = session.execute(
        select(*columns).where(tables.Barcode.opinion_id == current).order_by(tables.Barcode.position)
    )
    return tuple(Barcode(text, format, Box.from_list(json.loads(box))) for text, format, box in rows)


def barcodes_by(session: Session, asset_id: str, engine: str, version: str) -> tuple[Barcode, ...] | None:
    """The codes on an image, none included, if they were last found by this engine, else None. Raises NotFound."""
    current = opinions.current(asset_key(session, asset_id), BARCODES).scalar_subquery()
    maker = session.execute(select(Opinion.engine, Opinion.version).where(Opinion.id == current)).first()
    return barcodes_of(session, asset_id) if maker == (engine, version) else None


def save_regions(
    session: Session, asset_id: str, regions: Sequence[Region], engine: str = "", version: str = ""
) -> None:
    """Keep the regions found on an image, none included. Raises NotFound."""
    rows: list[dict[str, Cell]] = [
        {
            "position": position,
            "kind": region.kind.value,
            "x": region.box.x,
            "y": region.box.y,
            "width": region.box.width,
            "height": region.box.height,
            "confidence": region.confidence,
            "turn": region.turn,
            "handwritten": region.handwritten,
        }
        for position, region in enumerate(regions)
    ]
    opinions.keep(session, asset_key(session, asset_id), Said(REGIONS, engine, version, rows))


def regions_of(session: Session, asset_id: str) -> tuple[Region, ...]:
    """The regions of an image, as last found, in the finder's order. Raises NotFound."""
    current = opinions.current(asset_key(session, asset_id), REGIONS).scalar_subquery()
    rows = session.scalars(
        select(tables.Region).where(tables.Region.opinion_id == current).order_by(tables.Region.position)
    )
    return tuple(
        Region(
            Box(row.x, row.y, row.width, row.height), RegionKind(row.kind), row.confidence, row.turn, row.handwritten
        )
        for row in rows
    )


def save_reading(
    session: Session, asset_id: str, reading: Reading, engine: str, version: str, edition: str = ""
) -> None:
    """Keep what an engine read on an image, an empty reading included; `edition` says of what and by which code.

    Raises NotFound.
    """
    row: dict[str, Cell] = {"text": reading.text, "words": word_layout.pack(reading)}
    said = Said(READING, engine, _with_edition(version, edition), [row])
    kept = opinions.keep(session, asset_key(session, asset_id), said)
    if kept.is_new:
        index = "INSERT INTO reading_search (rowid, text) VALUES (?, ?)"
        session.connection().exec_driver_sql(index, (kept.key, reading.text))


def reading_of(session: Session, asset_id: str) -> Reading | None:
    """The newest reading of an image, None if it was not yet read. Raises NotFound."""
    current = opinions.current(asset_key(session, asset_id), READING).scalar_subquery()
    return _reading(session, Opinion.id == current)


def reading_by(session: Session, asset_id: str, engine: str, version: str, edition: str) -> Reading | None:
    """What this engine once read in this edition, whether or not it is the reading that counts; None if it did not.

    Raises NotFound.
    """
    same = {"kind": READING.name, "engine": engine, "version": _with_edition(version, edition)}
    wanted = [getattr(Opinion, column) == value for column, value in same.items()]
    return _reading(session, and_(Opinion.asset_id == asset_key(session, asset_id), *wanted))


def _reading(session: Session, which: ColumnElement[bool]) -> Reading | None:
    """The newest of the readings that are meant."""
    row = session.execute(
        select(tables.Reading.text, tables.Reading.words, Opinion.engine, Opinion.version)
        .join(Opinion, Opinion.id == tables.Reading.opinion_id)
        .where(which)
        .order_by(Opinion.id.desc())
        .limit(1)
    ).first()
    return word_layout.unpack(row.text, row.words, row.engine, _without_edition(row.version)) if row else None


def engine_of(session: Session, asset_id: str) -> tuple[str, str]:
    """(engine, version) of the newest reading, two empty texts if there is none. Raises NotFound."""
    current = opinions.current(asset_key(session, asset_id), READING).scalar_subquery()
    row = session.execute(select(Opinion.engine, Opinion.version).where(Opinion.id == current)).first()
    return (row.engine, _without_edition(row.version)) if row else ("", "")


def _with_edition(version: str, edition: str) -> str:
    return f"{version}{_EDITION}{edition}" if edition else version


def _without_edition(version: str) -> str:
    return version.partition(_EDITION)[0]


def save_suggestions(session: Session, asset_id: str, material_id: str, suggestions: Sequence[Suggestion]) -> int:
    """Keep what an image suggests for a record, in place of what it suggested before; returns how many are new.

    Raises NotFound.
    """
    material_key(session, material_id)
    rows = [_suggestion_row(position, suggestion) for position, suggestion in enumerate(suggestions)]
    engine, version = engine_of(session, asset_id)
    said = Said(SUGGESTIONS, engine, version, rows, topic=material_id)
    return len(rows) if opinions.keep(session, asset_key(session, asset_id), said).is_new else 0


def suggestions_for(session: Session, material_id: str) -> tuple[Suggestion, ...]:
    """What the record's images suggest by their newest reading, the most confident first. Raises NotFound."""
    key = material_key(session, material_id).id
    assets = select(AssetSubject.asset_id).where(AssetSubject.material_id == key, SHOWN)
    rows = session.execute(
        select(tables.Suggestion, Asset.sha256)
        .join(CurrentOpinion, CurrentOpinion.opinion_id == tables.Suggestion.opinion_id)
        .join(Asset, Asset.id == CurrentOpinion.asset_id)
        .where(
            CurrentOpinion.asset_id.in_(assets),
            CurrentOpinion.kind == SUGGESTIONS.name,
            CurrentOpinion.topic == material_id,
        )
        .order_by(tables.Suggestion.confidence.desc(), tables.Suggestion.opinion_id, tables.Suggestion.position)
    )
    return tuple(_suggestion(row, sha256) for row, sha256 in rows)


def save_judgements(session: Session, asset_id: str, judgements: Sequence[Judgement]) -> None:
    """Keep the classifiers' opinions of an image. Raises NotFound."""
    asset = asset_key(session, asset_id)
    for judgement in judgements:
        row: dict[str, Cell] = {
            "decision": judgement.decision,
            "probability": judgement.probability,
            "top": json.dumps(judgement.top, ensure_ascii=False),
            "trained_on": judgement.trained_on,
        }
        opinions.keep(session, asset, Said(JUDGEMENT, "", judgement.model_sha256, [row], topic=judgement.model))


def judgements_of(session: Session, material_id: str) -> tuple[Judgement, ...]:
    """The current judgements of the record's images, by image and model. Raises NotFound."""
    key = material_key(session, material_id).id
    assets = select(AssetSubject.asset_id).where(AssetSubject.material_id == key, SHOWN)
    rows = session.execute(
        select(Opinion.topic, Opinion.version, tables.Judgement)
        .join(CurrentOpinion, CurrentOpinion.opinion_id == Opinion.id)
        .join(tables.Judgement, tables.Judgement.opinion_id == Opinion.id)
        .where(CurrentOpinion.asset_id.in_(assets), CurrentOpinion.kind == JUDGEMENT.name)
        .order_by(Opinion.asset_id, Opinion.topic)
    )
    return tuple(
        Judgement(
            model,
            row.decision,
            row.probability,
            tuple((label, probability) for label, probability in json.loads(row.top)),
            sha256,
            row.trained_on,
        )
        for model, sha256, row in rows
    )


def _suggestion_row(position: int, suggestion: Suggestion) -> dict[str, Cell]:
    return {
        "position": position,
        "term": suggestion.term,
        "value": suggestion.value,
        "verbatim": suggestion.verbatim,
        "evidence": json.dumps([box.as_list() for box in suggestion.evidence]),
        "confidence": suggestion.confidence,
        "engine": suggestion.engine,
        "version": suggestion.version,
        "rule": suggestion.rule,
    }


def _suggestion(row: tables.Suggestion, sha256: str) -> Suggestion:
    evidence = tuple(Box.from_list(box) for box in json.loads(row.evidence))
    return Suggestion(
        row.term, row.value, row.verbatim, evidence, row.confidence, row.engine, row.version, row.rule, sha256
    )
