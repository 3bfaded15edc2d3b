"""Records that exist are met by what comes in: new ones made, equal ones left, different ones said."""

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from curatorbench.domain.box import WHOLE
from curatorbench.domain.pictures import Barcode
from curatorbench.workflow import explore, ingest, mending, publish, receive, review
from curatorbench.workflow.inspect import meet_records
from curatorbench.workflow.workbench import Workbench

Draw = Callable[..., Path]


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("occurrenceID,catalogNumber,scientificName,country", *rows)) + "\n", encoding="utf-8")
    return path


def bring(bench: Workbench, path: Path, *, dry_run: bool = False) -> receive.Received:
    return receive.receive(bench, path, collection="C", operator="tester", dry_run=dry_run)


def values(bench: Workbench) -> list[dict[str, str | None]]:
    return [{term: change.value for term, change in page.values.items()} for page in explore.every_record(bench)]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(bench: Workbench, tmp_path: Path) -> None:
    received = bring(bench, table(tmp_path / "t.csv", "o1,B1,Abies alba,Austria"), dry_run=True)
    assert (received.new, received.met) == (1, 0)
    assert values(bench) == []


def test_a_second_import_changes_nothing(bench: Workbench, tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", "o1,B1,Abies alba,Austria", "o2,B2,Abies nordmanniana,Georgia")
    assert bring(bench, path).new == 2
    before = values(bench)
    again = bring(bench, path)
    assert (again.new, again.met, again.unchanged) == (0, 0, 2)
    assert values(bench) == before


def test_a_person_s_value_stays_and_the_difference_is_said(bench: Workbench, tmp_path: Path) -> None:
    bring(bench, table(tmp_path / "t.csv", "o1,B1,Abies alba,"))
    review.set_value(bench, review.find(bench, "B1"), "country", "Austria", "curator")
    received = bring(bench, table(tmp_path / "u.csv", "o1,B1,Abies alba,Italy"))
    assert [problem.where for problem in received.conflicts] == ["o1"]
    assert "Austria" in received.conflicts[0].message and "Italy" in received.conflicts[0].message
    assert values(bench)[0]["country"] == "Austria"


def test_an_import_is_taken_back_as_one_batch(bench: Workbench, tmp_path: Path) -> None:
    bring(bench, table(tmp_path / "t.csv", "o1,B1,Abies alba,Austria", "o2,B2,Abies alba,Austria"))
    (batch,) = {change.batch for page in explore.every_record(bench) for change in page.values.values()}
    assert batch is not None
    taken = mending.take_back(bench, batch, "curator")
    assert (taken.records, taken.skipped) == (2, ())
    assert values(bench) == []  # no empty records are left in lists
    assert publish.export(bench, "csv", tmp_path / "out.csv", operator="Ann").records == 0


@pytest.mark.parametrize("format", ["dwca", "dwc-dp", "csv"])
def test_what_was_imported_leaves_under_the_code_it_came_with(bench: Workbench, tmp_path: Path, format: str) -> None:
    (tmp_path / "t.csv").write_text(
        "catalogNumber,institutionCode,collectionCode\nB1,FLD,Ferns\nB2,,\n", encoding="utf-8"
    )
    bring(bench, tmp_path / "t.csv")
    publish.export(bench, format, tmp_path / "out.zip", operator="Ann")
    written = (tmp_path / "out.zip").read_bytes()
    if format != "csv":
        with zipfile.ZipFile(tmp_path / "out.zip") as archive:
            written = archive.read("occurrence.txt" if format == "dwca" else "material.csv")
    rows = list(csv.DictReader(written.decode("utf-8-sig").splitlines(), delimiter="\t" if format == "dwca" else ","))
    assert [(row["institutionCode"], row["collectionCode"]) for row in rows] == [("FLD", "Ferns"), ("", "C")]


def test_a_code_leads_its_image_to_the_record_that_exists(bench: Workbench, tmp_path: Path, draw: Draw) -> None:
    bring(bench, table(tmp_path / "t.csv", "o1,B 123 456,Abies alba,Austria"))
    (taken,) = ingest.take_in(bench, [draw(tmp_path / "a.png")], collection="C", operator="tester")
    assert taken.sha256 is not None
    with bench.workspace.store.write() as session:
        meet_records(session, taken.sha256, (Barcode("B123456", "Code128", WHOLE),))
    existing = review.find(bench, "B 123 456")
    assert explore.page(bench, existing).assets == (taken.sha256,)
    assert [record.material_entity_id for record in explore.records(bench)] == [existing]
    assert taken.material_entity_id is not None
    assert review.find(bench, taken.material_entity_id) == existing


def test_a_code_that_several_records_are_like_is_left_to_a_person(bench: Workbench, tmp_path: Path, draw: Draw) -> None:
    bring(bench, table(tmp_path / "t.csv", "o1,AB 123,Abies alba,Austria", "o2,AB123,Abies alba,Italy"))
    (taken,) = ingest.take_in(bench, [draw(tmp_path / "a.png")], collection="C", operator="tester")
    assert taken.sha256 is not None and taken.material_entity_id is not None
    with bench.workspace.store.write() as session:
        meet_records(session, taken.sha256, (Barcode("ab123", "Code128", WHOLE),))
    assert explore.page(bench, taken.material_entity_id).assets == (taken.sha256,)
