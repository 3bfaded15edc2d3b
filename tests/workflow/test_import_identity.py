"""Two archives that count their rows alike are not one archive; what is no file is refused, not waited for."""

import os
from pathlib import Path

import pytest

from curatorbench.domain.errors import BadInput
from curatorbench.workflow import explore, receive, review
from curatorbench.workflow.workbench import Workbench


def bring(bench: Workbench, path: Path) -> receive.Received:
    return receive.receive(bench, path, collection="C", operator="tester")


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def records(bench: Workbench) -> list[dict[str, str | None]]:
    return [{term: change.value for term, change in page.values.items()} for page in explore.every_record(bench)]


def test_rows_of_two_tables_without_identifiers_never_meet(bench: Workbench, tmp_path: Path) -> None:
    bring(bench, table(tmp_path / "a.csv", "recordedBy,country", "Ada,Peru", "Bob,"))
    received = bring(bench, table(tmp_path / "b.csv", "recordedBy,country", "Eve,Chile", "Bob,Kenya"))
    assert (received.new, received.met, received.conflicts) == (2, 0, [])
    assert {"recordedBy": "Bob"} in records(bench)
    assert len(records(bench)) == 4


def test_the_same_table_again_is_the_same_also_after_a_correction(bench: Workbench, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "recordedBy,country", "Ada,Peru", "Bob,", "Bob,")
    assert bring(bench, path).new == 3
    (first, *_) = explore.every_record(bench)
    review.set_value(bench, first.summary.material_entity_id, "country", "Chile", "curator")
    again = bring(bench, path)
    assert (again.new, again.met, again.unchanged) == (0, 0, 3)


def test_a_row_number_does_not_outweigh_two_catalogue_numbers(bench: Workbench, tmp_path: Path) -> None:
    bring(bench, table(tmp_path / "a.csv", "occurrenceID,catalogNumber,country", "1,A1,Peru"))
    received = bring(bench, table(tmp_path / "b.csv", "occurrenceID,catalogNumber,locality", "1,B1,Lima"))
    assert (received.new, received.conflicts) == (1, [])
    assert bring(bench, tmp_path / "a.csv").unchanged == bring(bench, tmp_path / "b.csv").unchanged == 1
    assert {"occurrenceID": "1", "catalogNumber": "A1", "country": "Peru"} in records(bench)


@pytest.mark.parametrize("key", ["urn:uuid:5e0c9a6c-3a32-4c6b-8f0c-6a1d2c4b7e11", "FLD:Ferns:12", "https://x.org/1"])
def test_a_worldwide_identifier_meets_a_renumbered_record(bench: Workbench, tmp_path: Path, key: str) -> None:
    bring(bench, table(tmp_path / "a.csv", "occurrenceID,catalogNumber", f"{key},A1"))
    received = bring(bench, table(tmp_path / "b.csv", "occurrenceID,catalogNumber", f"{key},B1"))
    assert (received.new, len(received.conflicts)) == (0, 1)


def test_a_name_that_is_not_utf8_is_no_hindrance(bench: Workbench, tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/a\xff.csv"))
    assert bring(bench, table(path, "catalogNumber,country", "A1,Peru")).new == 1


def test_a_named_pipe_is_refused(bench: Workbench, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(BadInput, match="neither a file nor a folder"):
        bring(bench, tmp_path / "pipe.csv")
