"""Fields read from labels, by term, kind of specimen and institution: recall, precision, and errors at high confidence.

The first finding of a term counts. *Recall*: of the specimens whose gold value stands on the label, how many we
have right. *Precision*: of the first findings where the gold has a value, or leaves empty a column it else fills,
how many are right. *Wrong at 0.9*: of the first findings with a confidence of 0.9 or more, how many are wrong.

A value is right if it is the gold's after normalising: case, accents, blanks and punctuation do not count; names of
people are compared as letters without the words between them, or as first initials and family names; countries and
states by the place they mean (`Calif.` is California); a county without its word; dates as ISO 8601 with short
ranges written out and two-digit years of determinations in the 1900s; catalogue numbers without zeros in front;
heights without `ca.`; coordinates within 0.0011 degrees. Where a specimen has several gold values (several labels),
any of them will do.

    python -m benchmarks fields                       on the gold text: what perfect reading would give
    python -m benchmarks.fields READINGS...           on folders of readings, one JSON file a specimen with its "text"
    python -m benchmarks.fields --engine page         reads the images first (rapidocr, tesseract or page): an hour
    python -m benchmarks.fields --calibrate FOLDER... writes the confidence that each rule has earned
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.label_gold import TERMS, Specimen, same, specimens
from benchmarks.results import replace_section
from benchmarks.samples import data_folder
from curatorbench.domain.box import WHOLE
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.domain.resources import resource
from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.confidence import earned, prior_of_rules
from curatorbench.parsing.label import parse_label

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
HIGH = 0.9
Reader = Callable[[Specimen], Reading | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """The first finding of a term on a specimen, or None; how sure its words are; and what was wanted."""

    specimen: Specimen
    term: str
    found: Finding | None
    certainty: float
    wanted: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.found is not None and any(same(self.term, self.found.value, value) for value in self.wanted)

    @property
    def counts(self) -> bool:
        """Whether the gold says enough to judge what was found."""
        return bool(self.wanted) or self.specimen.silent(self.term)


@dataclass
class Tally:
    """Counts of one term in one set."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    high: int = 0
    high_wrong: int = 0

    def add(self, one: Judged) -> None:
        self.wanted += bool(one.wanted)
        self.right += one.right
        if one.found and one.counts:
            self.found += 1
            high = one.found.confidence * one.certainty >= HIGH
            self.high += high
            self.high_wrong += high and not one.right


def judge(all_specimens: Iterable[Specimen], read: Reader) -> list[Judged]:
    judged = []
    for specimen in all_specimens:
        reading = read(specimen)
        if reading is None:
            continue
        found = parse_label(reading.text)
        for term in TERMS:
            first = next((one for one in found if one.term == term), None)
            sure = certainty(reading, first) if first else 0.0
            judged.append(Judged(specimen, term, first, sure, specimen.wanted(term)))
    return judged


def gold_text(specimen: Specimen) -> Reading:
    """The gold transcription as a reading whose every word is certain."""
    lines = (Line(tuple(Word(word, WHOLE, 1.0) for word in line.split())) for line in specimen.text.split("\n"))
    return Reading(tuple(lines))


def from_folder(folder: Path) -> Reader:
    """Readings made before: `NAME.json` with its lines, an empty one between regions."""

    def read(specimen: Specimen) -> Reading | None:
        path = folder / f"{specimen.name}.json"
        return _reading(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None

    return read


def _reading(said: dict[str, Any]) -> Reading:
    lines = (
        Line(tuple(Word(word["text"], WHOLE, float(word["confidence"])) for word in line["words"]))
        for line in said["lines"]
    )
    return Reading(tuple(lines))


def certainty(reading: Reading, found: Finding) -> float:
    """How far the words a finding rests on can be trusted, as the program takes it (`workflow/suggest`)."""
    sure = [word.confidence for start, end in found.spans for word in reading.words_at(start, end)]
    return (min(sure) + sum(sure) / len(sure)) / 2 if sure else 0.0


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


def tally(judged: list[Judged], term: str, kind: str | None) -> Tally:
    tally = Tally()
    for one in judged:
        if one.term == term and kind in (None, one.specimen.kind):
            tally.add(one)
    return tally


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def calibrate(judged: list[Judged]) -> None:
    """Write into the table of rules how often each was seen as the best of its term, and right."""
    path = resource("reference", "rules.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    seen, right = counts(judged)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "right": right[row["rule"]], "seen": seen[row["rule"]]} for row in rows)


def counts(judged: Iterable[Judged]) -> tuple[Counter[str], Counter[str]]:
    """(seen, right) by rule, of the first findings that can be judged."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in judged:
        if one.found and one.counts:
            seen[one.found.rule] += 1
            right[one.found.rule] += one.right
    return seen, right


def carried_over(judged: list[Judged], fitted_on: str, tried_on: str) -> str:
    """Errors at high confidence on one set, with the confidences that another set gave the rules."""
    seen, right = counts(one for one in judged if one.specimen.kind == fitted_on)
    priors = prior_of_rules()
    high = wrong = 0
    for one in judged:
        if one.specimen.kind == tried_on and one.found and one.counts:
            rule = one.found.rule
            high_enough = earned(priors[rule], right[rule], seen[rule]) * one.certainty >= HIGH
            high += high_enough
            wrong += high_enough and not one.right
    return f"- fitted on {fitted_on}, tried on {tried_on}: {wrong} of {high} wrong ({wrong / max(high, 1):.1%})"


SPLITS = (
    ("packets New York", "packets Tennessee"),
    ("packets Tennessee", "packets New York"),
    ("packets New York", "sheets"),
    ("insects, P. D. Hurd", "insects, others"),
    ("insects, others", "insects, P. D. Hurd"),
)


def by_collector(judged: list[Judged]) -> list[Judged]:
    """The insects parted in two by their commonest collector, so that rules are not judged on one person's labels."""
    return [replace(one, specimen=replace(one.specimen, kind=_part(one.specimen))) for one in judged]


def _part(specimen: Specimen) -> str:
    if specimen.kind != "insects":
        return specimen.kind
    hurd = any("Hurd" in name for name in specimen.fields.get("recordedBy", ()))
    return "insects, P. D. Hurd" if hurd else "insects, others"


def main() -> None:
    folder = data_folder()
    if folder is None:
        print("Real data is not there; set CURATORBENCH_DATA to measure on it.")
        return
    everything = list(specimens(folder / "labels"))
    rows: list[str] = []
    readings: dict[str, Reader] = {"gold text": gold_text}
    arguments = sys.argv[1:]
    readings |= {Path(name).name: from_folder(Path(name)) for name in arguments if Path(name).is_dir()}
    with tempfile.TemporaryDirectory() as kept:
        if "--engine" in arguments:
            from benchmarks.words import read_all

            engine = arguments[arguments.index("--engine") + 1]
            read_all(Path(kept), [engine])
            readings[engine] = from_folder(Path(kept) / engine)
        judged = {name: judge(everything, read) for name, read in readings.items()}
    if "--calibrate" in sys.argv:
        calibrate([one for some in judged.values() for one in some])
    for name, some in judged.items():
        splits = [carried_over(by_collector(some), *pair) for pair in SPLITS]
        rows += [
            f"### {name}",
            "",
            *table(some),
            "",
            f"Confidence {HIGH} or more, carried over to other labels:",
            "",
            *splits,
            "",
        ]
    print("\n".join(rows))
    replace_section("Fields read from labels", rows)


if __name__ == "__main__":
    main()
