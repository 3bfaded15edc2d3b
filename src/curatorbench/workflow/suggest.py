"""Suggesting: words and codes to values, each with the boxes it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from curatorbench.domain.codes import Meaning, meaning_of
from curatorbench.domain.pictures import Barcode
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.reading import Reading, Word
from curatorbench.domain.suggestion import Finding, Suggestion
from curatorbench.jobs.queue import Outcome
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.models.store.store import Session
from curatorbench.parsing.label import parse_label
from curatorbench.workflow import review, stages
from curatorbench.workflow.makers import code_reader
from curatorbench.workflow.workbench import Workbench

# A decoded code carries a checksum; what is left is the chance that it is not the object's number.
_CODE_CONFIDENCE = 0.99


def suggestions(reading: Reading, codes: Sequence[Barcode], engine: str, version: str) -> tuple[Suggestion, ...]:
    """All values that the words and codes of one image suggest, best first within a term."""
    meant = [(code, meaning_of(code.text)) for code in codes]
    found = [_from_finding(reading, finding, engine, version) for finding in parse_label(reading.text)]
    found += [_from_code(code, said.value) for code, said in meant if said.meaning is Meaning.NUMBER]
    return tuple(sorted(found, key=lambda s: -s.confidence))


def suggest_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `suggest`: the values that the newest reading of an asset suggests, and what the rules accept of them."""
    asset = payload["asset"]
    with bench.workspace.store.read() as session:
        reading = readings.reading_of(session, asset) or Reading()
        codes = readings.barcodes_of(session, asset)
        engine, version = readings.engine_of(session, asset)
    found = suggestions(reading, codes, engine, version)

    def write(session: Session) -> None:
        for material in assets.materials_of(session, payload["sha256"]):
            readings.save_suggestions(session, asset, material, found)
            review.apply_rules(session, material, found)

    return Outcome(write, (stages.job("judge", payload),))


def _from_finding(reading: Reading, finding: Finding, engine: str, version: str) -> Suggestion:
    words = [word for start, end in finding.spans for word in reading.words_at(start, end)]
    return Suggestion(
        finding.term,
        finding.value,
        finding.verbatim,
        tuple(dict.fromkeys(word.box for word in words)),
        round(finding.confidence * _certainty(words), 4),
        engine,
        version,
        finding.rule,
        corrected=finding.corrected,
    )


def _certainty(words: Sequence[Word]) -> float:
    """How far the words themselves can be trusted, 0-1: a value is no surer than its least sure word,
    but engines are timid about short words, so the mean counts for half."""
    if not words:
        return 0.0
    confidences = [word.confidence for word in words]
    return (min(confidences) + sum(confidences) / len(confidences)) / 2


def _from_code(code: Barcode, number: str) -> Suggestion:
    boxes, rule = (code.box,), f"barcode {code.format}"
    return Suggestion("catalogNumber", number, code.text, boxes, _CODE_CONFIDENCE, *code_reader(), rule)
