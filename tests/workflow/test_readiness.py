"""What is ready to leave the house, what is held up and by what, and what has changed since it last did."""

from pathlib import Path

import pytest

from curatorbench.bootstrap import parts
from curatorbench.domain.errors import BadInput
from curatorbench.domain.publishing import Obstacle
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import bulk
from curatorbench.models.records import catalogue
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import explore, publish, review
from curatorbench.workflow.workbench import Workbench

RECORDS = [
    {"catalogNumber": "1", "scientificName": "Acer rubrum"},
    {"catalogNumber": "2", "scientificName": "Acer nigrum"},
    {"catalogNumber": "3"},
    {"scientificName": "Acer"},
    {"catalogNumber": "5", "scientificName": "Acer saccharum"},
]


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    made = Workbench.on(Workspace.create(tmp_path / "ws"), parts())
    with made.workspace.store.write() as session:
        collection = catalogue.ensure_collection(session, "BOT")
        source = Source(SourceKind.IMPORT, "test")
        bulk.new_materials_bulk(session, collection, RECORDS, source=source, operator="Ann")
    review.approve(made, review.find(made, "1"), "Ann")
    review.withhold(made, review.find(made, "5"), "Ann")
    return made


def test_every_record_is_ready_or_under_its_first_obstacle(bench: Workbench) -> None:
    found = publish.readiness(bench, "BOT", only_approved=True)
    assert found.ready == 1
    assert found.obstacles == {
        Obstacle.NO_NAME: 1,
        Obstacle.NO_NUMBER: 1,
        Obstacle.NOT_APPROVED: 1,
        Obstacle.WITHHELD: 1,
    }
    assert (found.changed, found.last) == (5, None)
    assert publish.readiness(bench, "BOT", only_approved=False).ready == 2


def test_each_obstacle_leads_to_its_records(bench: Workbench) -> None:
    held = publish.held_up(bench, "BOT", Obstacle.NO_NAME, only_approved=True)
    assert [record.catalog_number for record in held] == ["3"]


def test_what_is_counted_as_ready_is_what_is_written(bench: Workbench, tmp_path: Path) -> None:
    for only_approved in (True, False):
        ready = publish.readiness(bench, "BOT", only_approved=only_approved).ready
        out = tmp_path / f"{only_approved}.csv"
        written = publish.export(
            bench, "csv", out, operator="Ann", collection="BOT", only_approved=only_approved, only_complete=True
        )
        assert written.records == ready


def test_after_an_archive_only_what_was_touched_counts_as_changed(bench: Workbench, tmp_path: Path) -> None:
    publish.export(bench, "csv", tmp_path / "out.csv", operator="Ann", collection="BOT")
    found = publish.readiness(bench, "BOT", only_approved=True)
    assert found.changed == 0
    assert found.last is not None and (found.last.records, found.last.operator) == (4, "Ann")
    review.set_value(bench, review.find(bench, "2"), "country", "Peru", "Ann")
    review.set_value(bench, review.find(bench, "2"), "county", "Cusco", "Ann")
    assert publish.readiness(bench, "BOT", only_approved=True).changed == 1


def test_an_unknown_collection_is_said(bench: Workbench) -> None:
    with pytest.raises(BadInput, match="no collection 'ZOO'"):
        publish.readiness(bench, "ZOO", only_approved=True)


def test_nothing_is_remembered_of_an_archive_that_failed(bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Exception, match="file"):
        publish.export(bench, "csv", tmp_path / "file" / "out.csv", operator="Ann", collection="BOT")
    assert publish.readiness(bench, "BOT", only_approved=True).last is None
    assert explore.counts(bench)["approved"] == 1
