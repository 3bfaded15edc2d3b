"""Fields read from labels, by term, kind of specimen and institution: recall, precision, and errors at high confidence.

The first finding of a term counts. *Recall*: of the specimens whose gold value stands on the label, how many we
have right. *Precision*: of the first findings where the gold has a value, or leaves empty a column it else fills,
how many are right. *Wrong at 0.9*: of the first findings with a confidence of 0.9 or more, how many are wrong.

A value is right if it is the gold's after normalising: case, accents, blanks and punctuation do not count; names of
people are compared as letters without the words between them, or as first initials and family names; countries and
states by the place they mean (`Calif.` is California); a county without its word; dates as ISO 8601 with short
ranges written out and two-digit years of determinations in the 1900s; catalogue numbers without zeros in front;
heights without `ca.`; coordinates within 0.0005 degrees of what the gold's verbatim means (0.0011 where it gives only
rounded decimals). Where a specimen has several gold values (several labels), any of them will do.

    python -m benchmarks fields                       on the gold text: what perfect reading would give
    python -m benchmarks.fields READINGS...           on folders of readings, one JSON file a specimen with its "text"
    python -m benchmarks.fields --engine page         reads the images first (rapidocr, tesseract or page): an hour
    python -m benchmarks.fields --calibrate FOLDER... writes the confidence that each rule has earned, and the curve
                                                      (`benchmarks/reliability.py`); measure in another run
    --codes FOLDER keeps the codes decoded from the images; --print leaves RESULTS.md as it is

Suggestions are those of `workflow.suggest`, as the program makes them of words and codes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.field_confidence import SPLITS, by_collector, calibrate, carried_over, reliability
from benchmarks.field_evidence import outlined, row
from benchmarks.field_readings import Reader, codes_of, from_folder, gold_text
from benchmarks.judged_fields import HIGH, Judged, judge, tally
from benchmarks.label_gold import TERMS, specimens
from benchmarks.reliability import diagram
from benchmarks.results import replace_section
from benchmarks.samples import ROOT, data_folder

GOALS = {
    "catalogNumber": (0.98, 0.99),
    "scientificName": (0.90, 0.95),
    "recordedBy": (0.90, 0.95),
    "recordNumber": (0.90, 0.95),
    "eventDate": (0.95, 0.98),
    "country": (0.95, 0.97),
    "stateProvince": (0.95, 0.97),
    "county": (0.90, 0.95),
    "decimalLatitude": (0.95, 0.98),
    "decimalLongitude": (0.95, 0.98),
    "verbatimElevation": (0.95, 0.98),
    "identifiedBy": (0.85, 0.95),
    "dateIdentified": (0.85, 0.95),
}
GOLD = "gold text"
DIAGRAM = ROOT / "docs" / "reliability-of-fields.svg"


def table(judged: list[Judged]) -> list[str]:
    """One row a term: over all, then recall/precision by set."""
    sets = sorted({one.specimen.kind for one in judged})
    head = ["term", "n", "recall", "precision", "goal", "wrong at 0.9", *sets]
    rows = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for term in TERMS:
        whole = tally(judged, term, None)
        cells = [term, str(whole.wanted), _share(whole.right, whole.wanted), _share(whole.right, whole.found)]
        cells += ["/".join(f"{goal:.2f}" for goal in GOALS[term]), f"{whole.high_wrong} of {whole.high}"]
        for kind in sets:
            part = tally(judged, term, kind)
            cells.append(
                f"{_share(part.right, part.wanted)}/{_share(part.right, part.found)} ({part.wanted})"
                if part.wanted
                else ""
            )
        rows.append(f"| {' | '.join(cells)} |")
    wrong, high = (sum(getattr(tally(judged, term, None), name) for term in TERMS) for name in ("high_wrong", "high"))
    return [
        *rows,
        "",
        f"Wrong at a confidence of {HIGH} or more: {wrong} of {high} ({wrong / max(high, 1):.1%}); goal < 2 %.",
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def read_before(arguments: argparse.Namespace, labels: Path, kept: Path) -> dict[str, Reader]:
    """The readings to judge, by name: the gold text, folders made before, and what an engine reads now."""
    codes = codes_of(labels / "images", arguments.codes or kept / "codes")
    readings: dict[str, Reader] = {GOLD: gold_text}
    readings |= {folder.name: from_folder(folder, codes) for folder in arguments.folders}
    if arguments.engine:
        from benchmarks.words import read_all

        read_all(kept, [arguments.engine])
        readings[arguments.engine] = from_folder(kept / arguments.engine, codes)
    return readings


def report(name: str, judged: list[Judged]) -> list[str]:
    """The section of one set of readings."""
    parted = by_collector(judged)
    kinds = sorted({one.specimen.kind for one in parted})
    splits = [carried_over(parted, tried_on, fitted_on) for fitted_on, tried_on in SPLITS]
    splits += [carried_over(parted, kind) for kind in kinds]
    head = f"Confidence {HIGH} or more, carried over: rules and curve fitted on one set, tried on another:"
    return [f"### {name}", "", *table(judged), "", head, "", *splits, ""]


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser("benchmarks.fields")
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--engine", default="")
    asked.add_argument("--codes", type=Path, help="folder that the decoded codes are kept in")
    asked.add_argument("--calibrate", action="store_true")
    asked.add_argument("--print", dest="only_print", action="store_true", help="leave RESULTS.md as it is")
    return asked.parse_args([] if Path(sys.argv[0]).name == "__main__.py" else None)


def main() -> None:
    folder = data_folder()
    if folder is None:
        print("Real data is not there; set CURATORBENCH_DATA to measure on it.")
        return
    arguments = _arguments()
    everything = list(specimens(folder / "labels"))
    with tempfile.TemporaryDirectory() as kept:
        readings = read_before(arguments, folder / "labels", Path(kept))
        judged = {name: judge(everything, read) for name, read in readings.items()}
        seen = {name: outlined(everything, read) for name, read in readings.items() if name != GOLD}
    if arguments.calibrate:
        calibrate([one for name, some in judged.items() if name != GOLD for one in some])
        print("Calibrated. Run again without --calibrate to measure with it.")
        return
    rows: list[str] = []
    for name, some in judged.items():
        rows += report(name, some)
        if name in seen:
            told, sayings = reliability(some)
            rows += [*told, row(seen[name]), ""]
            if not arguments.only_print:
                DIAGRAM.write_text(diagram(sayings, f"Fields of labels, {name}"), encoding="utf-8")
    print("\n".join(rows))
    if not arguments.only_print:
        replace_section("Fields read from labels", rows)


if __name__ == "__main__":
    main()
