"""Suggesting: words and codes to values, each with the boxes it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from curatorbench.domain.codes import Meaning, meaning_of
from curatorbench.domain.pictures import Barcode
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.reading import Reading, Word
from curatorbench.domain.suggestion import CORRECTED, Finding, Suggestion
from curatorbench.jobs.queue import Outcome
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.models.store.store import Session
from curatorbench.parsing.confidence import Grounds, calibrated
from curatorbench.parsing.label import parse_label
from curatorbench.parsing.learned import in_order
from curatorbench.workflow import learn, printed_numbers, review, stages
from curatorbench.workflow.makers import code_reader
from curatorbench.workflow.workbench import Workbench

# A decoded code carries a checksum; what is left is the chance that it is not the object's number.
_CODE_CONFIDENCE = 0.99
BY_HAND = ", by hand"  # behind the rule of what was read from handwriting
_RIVAL = 0.5  # a finding rivals another of its term whose rule has earned up to twice as much


def suggestions(reading: Reading, codes: Sequence[Barcode], engine: str, version: str) -> tuple[Suggestion, ...]:
    """All values that the words and codes of one image suggest, best first within a term."""
    meant = [(code, meaning_of(code.text)) for code in codes]
    coded = [_from_code(code, said.value) for code, said in meant if said.meaning is Meaning.NUMBER]
    others = [code.box for code, said in meant if said.meaning is Meaning.OTHER]
    findings = parse_label(reading.text)
    read = [_from_finding(reading, finding, rivals_of(finding, findings), engine, version) for finding in findings]
    found = printed_numbers.joined(coded, in_order(read), others)
    return tuple(sorted(found, key=lambda s: -s.confidence))


def rivals_of(finding: Finding, findings: Sequence[Finding]) -> int:
    """How many other values the label has for the term of a finding, by rules that are not much worse."""
    enough = finding.confidence * _RIVAL
    same = {other.value for other in findings if other.term == finding.term and other.confidence >= enough}
    return len(same - {finding.value})


def grounds_of(reading: Reading, finding: Finding, rivals: int) -> Grounds:
    """What the confidence of a finding in a reading rests on."""
    sure = [word.confidence for word in _words(reading, finding)]
    mean = sum(sure) / len(sure) if sure else 0.0
    return Grounds(finding.confidence, min(sure, default=0.0), mean, finding.corrected, rivals)


def suggest_job(bench: Workbench, payload: Mapping[str, Any], progress: Progress = silent) -> Outcome:
    """Job `suggest`: the values that the newest reading of an asset suggests, and what the rules accept of them."""
    asset = payload["asset"]
    with bench.workspace.store.read() as session:
        reading = readings.reading_of(session, asset) or Reading()
        codes = readings.barcodes_of(session, asset)
        engine, version = readings.engine_of(session, asset)
    found = suggestions(reading, codes, engine, version)
    lens = learn.lens(bench)

    def write(session: Session) -> None:
        for material in assets.materials_of(session, payload["sha256"]):
            readings.save_suggestions(session, asset, material, found)
            # What is kept is the parser's own word; what experience makes of it may change with every record.
            review.apply_rules(session, material, lens.over(session, material, found, (payload["sha256"],)))

    return Outcome(write, (stages.job("judge", payload),))


def _from_finding(reading: Reading, finding: Finding, rivals: int, engine: str, version: str) -> Suggestion:
    words = _words(reading, finding)
    by_hand = BY_HAND if any(word.handwritten for word in words) else ""
    return Suggestion(
        finding.term,
        finding.value,
        finding.verbatim,
        tuple(dict.fromkeys(word.box for word in words)),
        round(calibrated(grounds_of(reading, finding, rivals)), 4),
        engine,
        version,
        finding.rule + by_hand + (CORRECTED if finding.corrected else ""),
    )


def _words(reading: Reading, finding: Finding) -> list[Word]:
    return [word for start, end in finding.spans for word in reading.words_at(start, end)]


def _from_code(code: Barcode, number: str) -> Suggestion:
    boxes, rule = (code.box,), f"barcode {code.format}"
    return Suggestion("catalogNumber", number, code.text, boxes, _CODE_CONFIDENCE, *code_reader(), rule)
