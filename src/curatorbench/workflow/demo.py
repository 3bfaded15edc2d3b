"""The main job from end to end, on sample images: taken in, read, judged, accepted by one rule, published."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.record import SourceKind
from curatorbench.domain.suggestion import AcceptanceRule
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.models.finding import explore as selects
from curatorbench.workflow import explore, ingest, publish, review, work
from curatorbench.workflow.workbench import Workbench

OPERATOR = "Demo"
COLLECTION = "DEMO"
RULE = AcceptanceRule("demo: sure enough", frozenset(LABEL_TERMS), 0.8)


@dataclass(slots=True)
class Account:
    """What the demo did. Times in seconds."""

    images: int = 0
    taken: int = 0
    duplicates: int = 0
    quarantined: list[ingest.Taken] = field(default_factory=list)
    failed_jobs: list[str] = field(default_factory=list)
    records: int = 0
    words: int = 0
    suggestions: int = 0
    fields_by_source: Counter[str] = field(default_factory=Counter)
    fields_by_term: Counter[str] = field(default_factory=Counter)
    judgements: Counter[str] = field(default_factory=Counter)
    published: int = 0
    problems: list[str] = field(default_factory=list)
    archive: Path = Path()
    seconds: float = 0.0

    def as_json(self) -> dict[str, object]:
        return {
            "images": self.images,
            "taken": self.taken,
            "duplicates": self.duplicates,
            "quarantined": [taken.as_json() for taken in self.quarantined],
            "failed_jobs": self.failed_jobs,
            "records": self.records,
            "words": self.words,
            "suggestions": self.suggestions,
            "fields_by_source": dict(self.fields_by_source),
            "fields_by_term": dict(self.fields_by_term),
            "judgements": dict(sorted(self.judgements.items())),
            "published": self.published,
            "problems": self.problems,
            "archive": str(self.archive),
            "seconds": round(self.seconds, 1),
        }

    def text(self) -> str:
        """The account as a person reads it."""
        again = f", {self.duplicates} known already" if self.duplicates else ""
        lines = [
            f"Images      {self.images}: {self.taken} taken in{again}, {len(self.quarantined)} quarantined",
            f"Records     {self.records}",
            f"Words       {self.words}",
            f"Suggestions {self.suggestions}",
            "Fields filled",
            *(f"  {count:5} by {who}" for who, count in self.fields_by_source.most_common()),
            *(f"  {count:5} {term}" for term, count in self.fields_by_term.most_common()),
            "Judgements (the mercury model was trained on simulated staining)",
            *(f"  {count:5} {what}" for what, count in sorted(self.judgements.items())),
            f"Failed jobs {len(self.failed_jobs)}",
            *(f"  {reason}" for reason in self.failed_jobs),
            f"Published   {self.published} records in {self.archive}, {len(self.problems)} problems found in it",
            *(f"  {problem}" for problem in self.problems),
            f"Time        {self.seconds:.1f} s",
        ]
        return "\n".join(lines)


def described(rule: AcceptanceRule) -> str:
    """The rule in words."""
    return (
        f"'{rule.name}' accepts a suggestion for {len(rule.terms)} label terms from confidence "
        f"{rule.least_confidence} up; what it accepts stays unchecked and can be taken back as one batch."
    )


def run(
    bench: Workbench, images: Sequence[Path], archive: Path, worker_command: Sequence[str], progress: Progress = silent
) -> Account:
    """Run, or go on where an earlier run was stopped; every step is one that has been done or has not."""
    started = time.monotonic()
    account = Account(archive=archive)
    review.switch_rule(bench, RULE, True, OPERATOR)
    for taken in ingest.take_in(bench, images, collection=COLLECTION, operator=OPERATOR):
        account.images += 1
        account.taken += taken.status == "taken"
        account.duplicates += taken.status == "duplicate"
        if taken.error is not None:
            account.quarantined.append(taken)
    work.finish_all(bench, worker_command, progress)
    account.failed_jobs = [f"{job.kind}: {job.error}" for job in work.jobs(bench, ("failed",))]
    published = publish.export(bench, "dwca", archive, operator=OPERATOR, collection=COLLECTION)
    account.published, account.problems = published.records, [problem.text() for problem in published.problems]
    _count(bench, account)
    account.seconds = time.monotonic() - started
    return account


def _count(bench: Workbench, account: Account) -> None:
    for page in explore.every_record(bench):
        account.records += 1
        account.suggestions += len(page.suggestions)
        for term, change in page.values.items():
            who = f"rule '{change.source.name}'" if change.source.kind is SourceKind.RULE else change.source.kind.value
            account.fields_by_source[who] += 1
            account.fields_by_term[term] += 1
        for judgement in page.judgements:
            account.judgements[f"{judgement.model}: {judgement.decision}"] += 1
    with bench.workspace.store.read() as session:
        account.words = selects.word_count(session)
