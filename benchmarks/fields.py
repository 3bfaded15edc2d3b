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

import argparse
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.field_readings import Reader, codes_of, from_folder, gold_text
from benchmarks.label_gold import TERMS, Specimen, same, specimens
from benchmarks.reliability import Case, bins, by_curve, calibration_error, fitted
from benchmarks.results import replace_section
from benchmarks.samples import data_folder
from curatorbench.domain.reading import Reading
from curatorbench.domain.resources import resource
from curatorbench.domain.suggestion import Finding, Suggestion
from curatorbench.parsing.confidence import Grounds, confidence_of, earned, prior_of_rules
from curatorbench.parsing.label import parse_label
from curatorbench.workflow.suggest import grounds_of, rivals_of, suggestions

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


@dataclass(frozen=True, slots=True)
class Judged:
    """The first suggestion of a term on a specimen, or None; what it rests on (None where it is a code); and what was
    wanted."""

    specimen: Specimen
    term: str
    found: Suggestion | None
    grounds: Grounds | None
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
            high = one.found.confidence >= HIGH
            self.high += high
            self.high_wrong += high and not one.right


def judge(all_specimens: Iterable[Specimen], read: Reader) -> list[Judged]:
    judged = []
    for specimen in all_specimens:
        page = read(specimen)
        if page is None:
            continue
        found = suggestions(page.reading, page.codes, "benchmark", "0")
        findings = parse_label(page.reading.text)
        for term in TERMS:
            first = next((one for one in found if one.term == term), None)
            grounds = _grounds(page.reading, findings, first) if first else None
            judged.append(Judged(specimen, term, first, grounds, specimen.wanted(term)))
    return judged


def _grounds(reading: Reading, findings: Sequence[Finding], said: Suggestion) -> Grounds | None:
    key = (said.term, said.value, said.rule)
    finding = next((one for one in findings if (one.term, one.value, one.rule) == key), None)
    return grounds_of(reading, finding, rivals_of(finding, findings)) if finding else None


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


def cases_of(judged: Iterable[Judged], shares: dict[str, float] | None = None) -> list[Case]:
    """The first findings that can be judged, codes left out; with other shares of the rules where given."""
    made = []
    for one in judged:
        if one.found and one.counts and one.grounds:
            grounds, rule = one.grounds, one.found.rule
            if shares is not None:
                factor = grounds.share / confidence_of(rule)  # what a finder takes off where it sees a reason
                grounds = replace(grounds, share=min(1.0, shares[rule] * factor))
            made.append(Case(grounds, one.right, one.specimen.kind, one.term))
    return made


def shares_on(judged: Iterable[Judged]) -> dict[str, float]:
    """What each rule has earned on these labels alone."""
    seen, right = counts(judged)
    return {rule: earned(prior, right[rule], seen[rule]) for rule, prior in prior_of_rules().items()}


def crossed(judged: Sequence[Judged]) -> list[Case]:
    """Every set's findings with the shares that rules earned on the other sets."""
    kinds = sorted({one.specimen.kind for one in judged})
    return [
        case
        for kind in kinds
        for case in cases_of(
            (one for one in judged if one.specimen.kind == kind),
            shares_on(one for one in judged if one.specimen.kind != kind),
        )
    ]


def carried_over(judged: Sequence[Judged], tried_on: str, fitted_on: str = "") -> str:
    """Errors at high confidence on one set, with the rules' shares and the curve of another, or of all others."""
    known = [one for one in judged if (one.specimen.kind == fitted_on if fitted_on else one.specimen.kind != tried_on)]
    cases = cases_of((one for one in judged if one.specimen.kind == tried_on), shares_on(known))
    sure = by_curve(fitted(cases_of(known, shares_on(known)) if fitted_on else crossed(known)))
    high = [case.right for case in cases if sure(case.grounds) >= HIGH]
    wrong, error = high.count(False), calibration_error(bins(cases, sure))
    share = f"{wrong} of {len(high)} wrong ({wrong / max(len(high), 1):.1%}), {len(cases)} findings, ECE {error:.3f}"
    return f"- fitted on {fitted_on or 'all others'}, tried on {tried_on}: {share}"


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


def read_before(arguments: argparse.Namespace, labels: Path, kept: Path) -> dict[str, Reader]:
    """The readings to judge, by name: the gold text, folders made before, and what an engine reads now."""
    codes = codes_of(labels / "images", arguments.codes or kept / "codes")
    readings: dict[str, Reader] = {"gold text": gold_text}
    readings |= {folder.name: from_folder(folder, codes) for folder in arguments.folders}
    if arguments.engine:
        from benchmarks.words import read_all

        read_all(kept, [arguments.engine])
        readings[arguments.engine] = from_folder(kept / arguments.engine, codes)
    return readings


def report(name: str, judged: list[Judged]) -> list[str]:
    """The section of one set of readings."""
    parted = by_collector(judged)
    splits = [carried_over(parted, tried_on, fitted_on) for fitted_on, tried_on in SPLITS]
    splits += [carried_over(parted, kind) for kind in sorted({one.specimen.kind for one in parted})]
    head = f"Confidence {HIGH} or more, carried over: rules and weights fitted on one set, tried on another:"
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
    if arguments.calibrate:
        calibrate([one for some in judged.values() for one in some])
    rows = [row for name, some in judged.items() for row in report(name, some)]
    print("\n".join(rows))
    if not arguments.only_print:
        replace_section("Fields read from labels", rows)


if __name__ == "__main__":
    main()
