"""How far the confidence of fields can be trusted, on the labels it was made on and carried over to others."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace

from benchmarks.judged_fields import HIGH, Judged, counts
from benchmarks.label_gold import TERMS, Specimen
from benchmarks.reliability import Case, Said, calibration_error, fitted, said, table, write_curve
from curatorbench.domain.resources import resource
from curatorbench.parsing.confidence import confidence_of, earned, prior_of_rules


def calibrate(judged: list[Judged]) -> None:
    """Write how often each rule was the best of its term, and right, and the curve that follows from that."""
    path = resource("reference", "rules.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    seen, right = counts(judged)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "right": right[row["rule"]], "seen": seen[row["rule"]]} for row in rows)
    write_curve(fitted(crossed(by_collector(judged))))


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


def carried(judged: Sequence[Judged], tried_on: str, fitted_on: str = "") -> list[Said]:
    """Confidence and truth on one set, with the rules' shares and the curve of another, or of all others."""
    known = [one for one in judged if (one.specimen.kind == fitted_on if fitted_on else one.specimen.kind != tried_on)]
    cases = cases_of((one for one in judged if one.specimen.kind == tried_on), shares_on(known))
    return said(cases, fitted(cases_of(known, shares_on(known)) if fitted_on else crossed(known)))


def carried_over(judged: Sequence[Judged], tried_on: str, fitted_on: str = "") -> str:
    """Errors at high confidence on one set, with what another set taught."""
    sayings = carried(judged, tried_on, fitted_on)
    high = [right for confidence, right in sayings if confidence >= HIGH]
    wrong = high.count(False)
    share = f"{wrong} of {len(high)} wrong ({wrong / max(len(high), 1):.1%})"
    error = f"{len(sayings)} findings, calibration error {calibration_error(sayings):.3f}"
    return f"- fitted on {fitted_on or 'all others'}, tried on {tried_on}: {share}; {error}"


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


def reliability(judged: list[Judged]) -> tuple[list[str], list[Said]]:
    """The reliability of findings as they carry: each set with what all others taught; and those sayings."""
    parted = by_collector(judged)
    kinds = sorted({one.specimen.kind for one in parted})
    sayings = [one for kind in kinds for one in carried(parted, kind)]
    high = [right for confidence, right in sayings if confidence >= HIGH]
    by_term = [f"{term} {_error_of(judged, term):.3f}" for term in TERMS]
    return [
        "Reliability as it carries: every set by what all others taught "
        f"(wrong at {HIGH} or more: {high.count(False)} of {len(high)}, {high.count(False) / max(1, len(high)):.1%}; "
        f"expected calibration error {calibration_error(sayings):.3f}; diagram: `docs/reliability-of-fields.svg`).",
        "",
        *table(sayings),
        "",
        f"Calibration error by term, as shipped: {', '.join(by_term)}; all {_error_of(judged):.3f}.",
        "",
    ], sayings


def _error_of(judged: list[Judged], term: str = "") -> float:
    sayings = [(one.found.confidence, one.right) for one in judged if one.found and one.counts]
    of_term = [(one.found.confidence, one.right) for one in judged if one.found and one.counts and one.term == term]
    return calibration_error(of_term if term else sayings)
