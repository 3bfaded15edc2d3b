"""The official cases of BDQ Core (`data/standards/bdq`), half of which we have, by group of tests.

A case is right if status and result are the expected ones, and an amendment proposes exactly the expected values.
Comments are free. A test that needs a service answers EXTERNAL_PREREQUISITES_NOT_MET and is not counted as implemented.
"""

from __future__ import annotations

import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.results import replace_section
from benchmarks.samples import data_folder
from curatorbench.quality.bdq.parameters import Parameters
from curatorbench.quality.bdq.registry import SERVICES, catalogue, run, run_all

_ABOUT = (
    "LineNumber dataID LineForTest GitHubIssueNo GUID Label Response.status Response.result Response.comment "
    "IssuesWithThisRow"
)
_ABOUT_THE_CASE = frozenset(_ABOUT.split())
_AUTHORITY = "bdqval:sourceAuthority"


@dataclass(frozen=True, slots=True)
class Case:
    """`number` is the case's own; `values` by plain name; `result` and `changes` are what is expected."""

    number: str
    label: str
    values: Mapping[str, str]
    parameters: Parameters
    status: str
    result: str
    changes: Mapping[str, str]


def cases(path: Path) -> list[Case]:
    by_guid = {test.guid: test.label for test in catalogue().values()}
    with path.open(encoding="utf-8", newline="") as lines:
        return [_case(row, by_guid[row["GUID"]]) for row in csv.DictReader(lines)]


def _case(row: dict[str, str], label: str) -> Case:
    given = {name: text for name, text in row.items() if name not in _ABOUT_THE_CASE and text != ""}
    parameters = Parameters(source_authority=given.pop(_AUTHORITY, None))
    result = row["Response.result"]
    changes = json.loads(result) if result.startswith("{") else {}
    return Case(
        number=row["dataID"],
        label=label,
        values={name.rpartition(":")[2]: text for name, text in given.items()},
        parameters=parameters,
        status=row["Response.status"],
        result="" if changes else result,
        changes={name.rpartition(":")[2]: str(text) for name, text in changes.items()},
    )


def is_right(case: Case) -> bool:
    said = run(case.label, case.values, case.parameters)
    return (said.status, said.result, dict(said.changes)) == (case.status, case.result, dict(case.changes))


def main() -> None:
    folder = data_folder()
    if folder is None:
        return
    offline = [test for test in catalogue().values() if test.label not in SERVICES]
    right: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    wrong = []
    for case in cases(folder / "standards" / "bdq" / "TG2_test_validation_data.csv"):
        if case.label not in SERVICES:
            good = is_right(case)
            right[catalogue()[case.label].kind][good] += 1
            wrong += [] if good else [f"{case.number} {case.label}"]
    all_right, count = sum(part[True] for part in right.values()), sum(part.total() for part in right.values())
    lines = [
        f"Tests implemented: {len(offline)} of {len(catalogue())}; the other {len(SERVICES)} need a service or "
        "data that is not shipped, and say so.",
        f"Cases right: {all_right} of {count} ({all_right / count:.2%}).",
        "",
        "| kind | cases | right |",
        "| --- | ---: | ---: |",
        *(f"| {kind} | {part.total()} | {part[True]} |" for kind, part in sorted(right.items())),
        "",
        f"Not as expected: {', '.join(wrong) or 'none'}. These cases contradict the "
        "text or the vocabularies of the standard, which are kept to.",
        "",
        f"All tests on a record of {len(_RECORD)} values: {_milliseconds():.1f} ms, the outlines once read.",
    ]
    print("\n".join(lines))
    replace_section("Data-quality tests (TDWG BDQ Core)", lines)


_RECORD = {
    "catalogNumber": "1", "scientificName": "Abies alba Mill.", "eventDate": "1943-10-01", "country": "France",
    "countryCode": "FR", "stateProvince": "Corse", "decimalLatitude": "42.15", "decimalLongitude": "9.1",
    "verbatimElevation": "1200 m", "recordedBy": "A. Muster", "basisOfRecord": "PreservedSpecimen", "sex": "f",
}  # fmt: skip


def _milliseconds() -> float:
    run_all(_RECORD)
    start = time.perf_counter()
    for _ in range(20):
        run_all(_RECORD)
    return (time.perf_counter() - start) / 20 * 1000


if __name__ == "__main__":
    main()
