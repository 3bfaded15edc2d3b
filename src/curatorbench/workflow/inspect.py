"""Inspecting: is the image good enough, and whose is it? Codes meet the records that exist."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from curatorbench.domain.codes import CodeMeaning, Meaning, meaning_of
from curatorbench.domain.errors import BadInput, Conflict
from curatorbench.domain.pictures import Barcode, Check, ColourTarget, QualityReport
from curatorbench.domain.profiles import DEMANDS, Demand
from curatorbench.domain.progress import Progress, silent
from curatorbench.imaging import quality
from curatorbench.imaging.barcodes import CodeSearch
from curatorbench.imaging.decode import decode
from curatorbench.jobs.queue import Outcome
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, capturing, catalogue
from curatorbench.models.store.store import Session
from curatorbench.workflow import stages
from curatorbench.workflow.makers import PROGRAM, code_reader
from curatorbench.workflow.workbench import Workbench


def demand_of(level: str) -> Demand:
    """What the level of that name demands, nothing for an empty name. Raises BadInput for an unknown one."""
    found = _levels().get(level.strip().casefold())
    if found is None and level.strip():
        raise BadInput(
            f"There is no quality level named {level!r}.",
            hint=f"Use one of: {', '.join(demand.level for demand in DEMANDS)}.",
        )
    return found or Demand()


def _levels() -> dict[str, Demand]:
    return {demand.level.casefold(): demand for demand in DEMANDS}


def inspect_file(
    path: Path, *, demand: Demand | None = None, known: tuple[Barcode, ...] | None = None
) -> QualityReport:
    """Check one image file without a workspace, by what is demanded of it; raises CuratorError.

    `known` are its codes where they have been read already, which takes longer than all else.
    """
    pixels = decode(path)
    search = CodeSearch(pixels)
    codes = search.codes if known is None else known
    return quality.inspect(pixels, codes, unread=search.unread(codes), demand=demand)


def as_json(image: str, report: QualityReport) -> dict[str, object]:
    """The shape that `inspect --json` promises."""
    target = report.colour_target
    scale = report.pixels_per_mm
    return {
        "image": image,
        "barcodes": [code.as_json() for code in report.barcodes],
        "sharpness": round(report.sharpness, 4),
        "exposure": {
            "mean": round(report.exposure, 4),
            "clipped_shadows": round(report.clipped_shadows, 4),
            "clipped_highlights": round(report.clipped_highlights, 4),
        },
        "colour_target": target and _target_json(target),
        "scale": {"pixels_per_mm": round(scale, 3)} if scale is not None else None,
        "verdict": report.verdict.value,
        "reasons": list(report.reasons),
        "checks": [_check_json(check) for check in report.checks],
        "unread": [box.as_list() for box in report.unread],
    }


def _target_json(target: ColourTarget) -> dict[str, object]:
    return {
        "kind": target.kind,
        "box": target.box.as_list(),
        "mean_dE2000": target.mean_de2000,
        "worst_dE2000": target.worst_de2000,
        "white_balance": target.white_balance,
    }


def _check_json(check: Check) -> dict[str, object]:
    value = None if check.value is None else round(check.value, 4)
    return {"check": check.name.value, "verdict": check.verdict.value, "value": value, "reason": check.reason}


def inspect_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `inspect`: quality and codes of an asset; a code that a record already has leads the image to it.

    `payload["demand"]` names the level that the session's profile demands, if it demands one. A level that this
    program does not know (a payload of a newer one) demands nothing: an image is not left unchecked for it. Codes that
    the same reader has found before, as at a stand before the record was made, are not read again.
    """
    asset = payload["asset"]
    demand = _levels().get(str(payload.get("demand", "")).casefold())
    with bench.workspace.store.read() as session:
        known = readings.barcodes_by(session, asset, *code_reader())
    report = inspect_file(bench.workspace.originals.path_of(payload["sha256"]), demand=demand, known=known)

    def write(session: Session) -> None:
        readings.save_quality(session, asset, report, *PROGRAM)
        readings.save_barcodes(session, asset, report.barcodes, *code_reader())
        meet_records(session, payload["sha256"], report.barcodes)

    return Outcome(write, (stages.job("segment", payload),))


def meet_records(session: Session, sha256: str, codes: tuple[Barcode, ...]) -> None:
    """Lead an image from its placeholder to the record that already has its code's number or stable identifier.

    Where several records have a number like it, which is meant is for a person to say: the placeholder stays.
    """
    meant = [meaning_of(code.text) for code in codes]
    for placeholder in assets.materials_of(session, sha256):
        collection = catalogue.collection_of(session, placeholder)
        for code in meant:
            existing = _record_of(session, collection, code)
            if existing and existing != placeholder:
                catalogue.merge_placeholder(session, placeholder, existing)
                break


def _record_of(session: Session, collection: str, code: CodeMeaning) -> str | None:
    try:
        numbered = code.meaning is Meaning.NUMBER and catalogue.find_by_catalog_number(session, collection, code.value)
    except Conflict:
        return None
    return numbered or (capturing.identified(session, collection, code.uri) if code.uri else None)
