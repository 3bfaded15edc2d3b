"""Learning from corrections: accuracy of the next record's first suggestions with and without what was learned.

The labels of one collection come in an order of time: a seeded shuffle, a new one for every seed, as drawers are
worked through. For every label the suggestions are judged as they are and as experience sees them; then the curator
decides, and the decision is learned. The decision is the gold value, in our own wording where one of our suggestions
says the same (the curator takes that one), else in the gold's.

    python -m benchmarks learning                               on the gold text, printed only
    python -m benchmarks.learning --readings FOLDER ...         on readings made before (see `benchmarks.words`)
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.field_readings import Page, Reader, codes_of, from_folder, gold_text
from benchmarks.fields import HIGH, Judged
from benchmarks.label_gold import TERMS, Specimen, same, specimens
from benchmarks.results import replace_section
from benchmarks.samples import data_folder
from curatorbench.domain.learning import Lesson
from curatorbench.domain.suggestion import Suggestion
from curatorbench.parsing.experience import Experience
from curatorbench.parsing.learned import Case, learn, proposed, reranked
from curatorbench.workflow.suggest import suggestions

INFERRED = ("country", "stateProvince", "county")
STAGES = (0, 10, 25, 50, 10_000)  # records accepted before; the table's columns


_HOW = (
    "The labels of each collection in seeded orders, each judged before it is learned from; the curator's decision is"
    " the gold value, in our wording where a suggestion says the same. Learning off is the left figure of each pair."
)


@dataclass
class Count:
    """First suggestions of one kind: judged, right, sure, sure and wrong."""

    wanted: int = 0
    right: int = 0
    found: int = 0
    sure: int = 0
    sure_wrong: int = 0

    def add(self, one: Judged) -> None:
        self.wanted += bool(one.wanted)
        self.right += one.right
        if one.found and one.counts:
            self.found += 1
            self.sure += one.found.confidence >= HIGH
            self.sure_wrong += one.found.confidence >= HIGH and not one.right


@dataclass
class Tables:
    """(kind, stage or term) -> counts without and with learning, and how many first suggestions got better or worse."""

    counts: dict[tuple[str, str], tuple[Count, Count]] = field(default_factory=dict)
    inferred: Counter[tuple[str, str]] = field(default_factory=Counter)
    turned: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, key: tuple[str, str], before: Judged, after: Judged) -> None:
        pair = self.counts.setdefault(key, (Count(), Count()))
        pair[0].add(before)
        pair[1].add(after)

    def infer(self, before: Judged, after: Judged) -> None:
        """Values of the gold that do not stand on the label: a curator adds them, learning may."""
        gold = before.specimen.fields.get(before.term, ())
        if gold and not before.wanted and before.term in INFERRED:
            self.inferred[before.term, "gold"] += 1
            for name, one in (("without", before), ("with", after)):
                if one.found:
                    self.inferred[before.term, f"said {name}"] += 1
                    self.inferred[before.term, name] += _agrees(one.term, one.found.value, gold)


def decided(specimen: Specimen, found: Sequence[Suggestion]) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """(values, verbatims, refused terms) of the curator, who takes a suggestion where one is right."""
    values: dict[str, str] = {}
    verbatims: dict[str, str] = {}
    refused = {term for term in TERMS if specimen.silent(term)}
    for term in TERMS:
        gold = specimen.wanted(term) or specimen.fields.get(term, ())
        if not gold:
            continue
        first = next((one for one in found if one.term == term), None)
        taken = next((one for one in found if one.term == term and _agrees(term, one.value, gold)), None)
        values[term] = taken.value if taken else " ".join(gold[0].split())
        seen = taken or first  # a person who types over a suggestion leaves its words of the label
        if seen:
            verbatims[term] = seen.verbatim
    return values, verbatims, frozenset(refused)


def _agrees(term: str, ours: str, gold: Sequence[str]) -> bool:
    try:
        return any(same(term, ours, value) for value in gold)
    except ValueError:
        return False


def first_of(specimen: Specimen, found: Sequence[Suggestion]) -> Iterator[Judged]:
    for term in TERMS:
        best = next((one for one in found if one.term == term), None)
        yield Judged(specimen, term, best, None, specimen.wanted(term))


def as_suggestions(page: Page, case: Case, experience: Experience) -> list[Suggestion]:
    seen = list(reranked(case, experience))
    for one in proposed(case, experience):
        seen.append(Suggestion(one.term, one.value, one.verbatim, (), one.confidence, "benchmark", "0", one.rule))
    return sorted(seen, key=lambda one: -one.confidence)


def run(some: Sequence[tuple[Specimen, Page, tuple[Suggestion, ...]]], kind: str, seed: int, into: Tables) -> None:
    order = list(some)
    random.Random(seed).shuffle(order)
    experience = Experience()
    for done, (specimen, page, found) in enumerate(order, 1):
        case = Case(done, page.reading.text, found, {})
        seen = as_suggestions(page, case, experience)
        stage = f"{max(stage for stage in STAGES if stage < done)}"
        for before, after in zip(first_of(specimen, found), first_of(specimen, seen), strict=True):
            for key in ((kind, stage), (kind, before.term), ("all", before.term), ("all", stage)):
                into.add(key, before, after)
            into.infer(before, after)
            if before.right != after.right:
                into.turned[before.term, "better" if after.right else "worse"] += 1
                if "-v" in sys.argv:
                    print(kind, seed, before.term, before.found and (before.found.value, before.found.rule),
                          after.found and (after.found.value, after.found.rule), after.wanted)  # fmt: skip
        values, verbatims, refused = decided(specimen, found)
        learn(experience, Lesson(done, done, values, verbatims, refused, found, page.reading.text))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _cell(pair: tuple[Count, Count]) -> str:
    return " > ".join(f"{_share(one.right, one.wanted)}/{_share(one.right, one.found)}" for one in pair)


def report(tables: Tables, kinds: Sequence[str], seeds: int) -> list[str]:
    sure, some = tables.counts, tables.inferred
    terms = [
        f"| {term} | {_cell(sure['all', term])} | {tables.turned[term, 'better'] / seeds:.1f} "
        f"| {tables.turned[term, 'worse'] / seeds:.1f} | "
        + " > ".join(f"{one.sure_wrong} of {one.sure}" for one in sure["all", term])
        + " |"
        for term in TERMS
    ]
    stages = [
        f"| {kind} | "
        + " | ".join(_cell(sure[kind, str(s)]) if (kind, str(s)) in sure else "" for s in STAGES[:-1])
        + " |"
        for kind in (*kinds, "all")
    ]
    return [
        f"Recall/precision of the first suggestions, without > with learning, over {seeds} orders; those at {HIGH} or"
        " more are summed over all orders.",
        "",
        "| term | without > with | better, labels an order | worse | wrong of those at 0.9 or more |",
        "|---|---|---|---|---|",
        *terms,
        "",
        "Values that curators added and that do not stand on the label: right of those said, without > with learning.",
        "",
        "| term | n an order | without > with |",
        "|---|---|---|",
        *(
            f"| {term} | {some[term, 'gold'] / seeds:.0f} | "
            + " > ".join(f"{some[term, name]} of {some[term, f'said {name}']}" for name in ("without", "with"))
            + " |"
            for term in INFERRED
        ),
        "",
        "| collection | after 1-10 records | 11-25 | 26-50 | more |",
        "|---|---|---|---|---|",
        *stages,
    ]


def measured(everything: Sequence[Specimen], read: Reader, seeds: int) -> list[str]:
    """The report on one set of readings."""
    pages = [(one, page) for one in everything if (page := read(one)) is not None]
    known = [(one, page, suggestions(page.reading, page.codes, "benchmark", "0")) for one, page in pages]
    kinds = sorted({one.kind for one, *_ in known})
    tables = Tables()
    for seed in range(seeds):
        for kind in kinds:
            run([one for one in known if one[0].kind == kind], kind, seed, tables)
    return report(tables, kinds, seeds)


def main() -> None:
    folder = data_folder()
    if folder is None:
        print("Real data is not there; set CURATORBENCH_DATA to measure on it.")
        return
    asked = argparse.ArgumentParser("benchmarks.learning")
    asked.add_argument("--readings", type=Path, action="append", default=[], help="a folder; may be given again")
    asked.add_argument("--codes", type=Path, help="folder that the decoded codes are kept in")
    asked.add_argument("--seeds", type=int, default=10)
    asked.add_argument("--print", dest="only_print", action="store_true", help="leave RESULTS.md as it is")
    asked.add_argument("-v", action="store_true", help="every first suggestion that turned right or wrong")
    arguments = asked.parse_args([] if Path(sys.argv[0]).name == "__main__.py" else None)
    everything = list(specimens(folder / "labels"))
    lines = [_HOW, ""]
    with tempfile.TemporaryDirectory() as kept:
        codes = codes_of(folder / "labels" / "images", arguments.codes or Path(kept))
        readers: dict[str, Reader] = {f"read by {one.name}": from_folder(one, codes) for one in arguments.readings}
        for name, read in (readers or {"gold text": gold_text}).items():
            lines += [f"### {name}", "", *measured(everything, read, arguments.seeds), ""]
    print("\n".join(lines))
    if readers and not arguments.only_print:  # on perfect text there is next to nothing to learn
        replace_section("Learning from corrections", lines)


if __name__ == "__main__":
    main()
