"""Determinations: the newest stands in the fields, those before stay as they were written, and all can be undone."""

import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.models.finding import published as published_models
from curatorbench.models.records import catalogue
from curatorbench.workflow import enter, explore, identify, mending, publish, review, safety
from curatorbench.workflow.workbench import Workbench


@pytest.fixture
def record(bench: Workbench) -> str:
    values = {
        "catalogNumber": "H-1",
        "scientificName": "Carex nigra (L.) Reichard",
        "verbatimIdentification": "Carex fusca All.",
        "identifiedBy": "A. Field",
        "dateIdentified": "1901",
        "genus": "Carex",
        "specificEpithet": "nigra",
        "family": "Cyperaceae",
        "typeStatus": "holotype",
    }
    return enter.enter(bench, "HERB", values, "Ann")


def values(bench: Workbench, record: str) -> dict[str, str | None]:
    return {term: change.value for term, change in explore.page(bench, record).values.items()}


def test_a_new_determination_stands_and_the_one_before_is_kept_as_written(bench: Workbench, record: str) -> None:
    before = values(bench, record)
    done = identify.identify(bench, record, "Kobresia simpliciuscula", "B. Marsh", "1987-06", "spikes", "Ann")
    now = values(bench, record)
    assert {term: now.get(term) for term in ("scientificName", "identifiedBy", "identificationRemarks", "genus")} == {
        "scientificName": "Kobresia simpliciuscula", "identifiedBy": "B. Marsh", "identificationRemarks": "spikes",
        "genus": None,
    }  # fmt: skip
    assert set(done.withdrawn) == {"verbatimIdentification", "genus", "specificEpithet"}
    assert len(done.warnings) == 1 and "Cyperaceae" in done.warnings[0]
    new, old = identify.identifications(bench, record)
    assert (new.stands, new.scientific_name, new.verbatim) == (
        True,
        "Kobresia simpliciuscula",
        "Kobresia simpliciuscula",
    )
    assert (old.stands, old.scientific_name, old.verbatim) == (
        False, "Carex nigra (L.) Reichard", "Carex fusca All.",
    )  # fmt: skip
    assert (old.identified_by, old.date_identified, old.type_status) == ("A. Field", "1901", "holotype")
    undone = review.undo(bench, "Ann")
    assert undone is not None and (undone.term, undone.value) == ("scientificName", "Carex nigra (L.) Reichard")
    assert values(bench, record) == before
    assert [i.stands for i in identify.identifications(bench, record)] == [True]
    review.redo(bench, "Ann")
    assert values(bench, record) == now
    assert identify.identifications(bench, record) == [new, old]


def test_a_confirmation_keeps_the_name_and_what_spells_it_out(bench: Workbench, record: str) -> None:
    done = identify.identify(
        bench, record, "Carex nigra (L.) Reichard", "B. Marsh", "1987", None, "Ann", verbatim="Carex nigra"
    )
    assert (done.withdrawn, done.warnings) == ((), ())
    assert values(bench, record)["genus"] == "Carex"
    assert [i.identified_by for i in identify.identifications(bench, record)] == ["B. Marsh", "A. Field"]


def test_what_comes_with_a_determination_is_set_with_it(bench: Workbench, record: str) -> None:
    more = {"family": "Poaceae", "genus": "Poa"}
    done = identify.identify(bench, record, "Poa annua L.", None, None, None, "Ann", more=more)
    assert done.warnings == ()
    assert {term: values(bench, record).get(term) for term in ("family", "genus", "identifiedBy")} == {
        "family": "Poaceae", "genus": "Poa", "identifiedBy": None,
    }  # fmt: skip


def test_the_same_determination_again_and_a_first_one_make_no_history(bench: Workbench) -> None:
    fresh = enter.enter(bench, "HERB", {"country": "Peru"}, "Ann")
    assert identify.identifications(bench, fresh) == []
    for _ in range(2):
        identify.identify(bench, fresh, "Poa annua L.", "A. Field", None, None, "Ann")
    assert [i.stands for i in identify.identifications(bench, fresh)] == [True]


def test_a_plain_edit_corrects_what_stands(bench: Workbench, record: str) -> None:
    identify.identify(bench, record, "Carex nigar", "B. Marsh", None, None, "Ann")
    review.set_value(bench, record, "scientificName", "Carex nigra", "Ann")
    assert [i.scientific_name for i in identify.identifications(bench, record)] == [
        "Carex nigra", "Carex nigra (L.) Reichard",
    ]  # fmt: skip


def test_a_determination_needs_a_name_and_a_record(bench: Workbench, record: str) -> None:
    for name in ("", "  ", "\x00"):
        with pytest.raises(BadInput):
            identify.identify(bench, record, name, None, None, None, "Ann")
    with pytest.raises(NotFound):
        identify.identify(bench, "nothing", "Poa annua", None, None, None, "Ann")


def test_a_type_stays_the_type_of_its_name(bench: Workbench, record: str) -> None:
    for _ in range(2):
        identify.designate(bench, record, "holotype", "Carex fusca All.", "Ann", source="Fl. Pedem.")
    assert values(bench, record)["typeStatus"] == "holotype of Carex fusca All."
    identify.designate(bench, record, "isotype", "Carex goodenowii Gay", "Ann")
    identify.identify(bench, record, "Carex nigra", "B. Marsh", None, None, "Ann")
    assert [(t.type_status, t.scientific_name, t.source) for t in identify.types(bench, record)] == [
        ("holotype", "Carex fusca All.", "Fl. Pedem."), ("isotype", "Carex goodenowii Gay", ""),
    ]  # fmt: skip
    review.undo(bench, "Ann")
    review.undo(bench, "Ann")
    assert [t.type_status for t in enter.about(bench, record).types] == ["holotype"]
    assert values(bench, record)["typeStatus"] == "holotype of Carex fusca All."
    with pytest.raises(BadInput):
        identify.designate(bench, record, "", "Carex fusca All.", "Ann")


def test_archives_say_what_a_thing_was_called_before_and_how_many_it_is(
    bench: Workbench, record: str, tmp_path: Path
) -> None:
    identify.identify(bench, record, "Kobresia simpliciuscula", "B. Marsh", None, None, "Ann")
    identify.identify(bench, record, "Carex bellardii", "C. Fen", None, None, "Ann")
    enter.set_quantity(bench, record, 12, "Ann")
    with bench.workspace.store.read() as session:
        (collection,) = (known for known, _ in catalogue.collections(session))
        (published,) = published_models.published(session, collection)
    assert published.values["previousIdentifications"] == (
        "Carex fusca All., A. Field, 1901 | Kobresia simpliciuscula, B. Marsh"
    )
    assert (published.values["objectQuantity"], published.values["objectQuantityType"]) == ("12", "objects")
    assert "individualCount" not in published.values
    for format in ("dwca", "dwc-dp", "csv"):
        out = tmp_path / f"out-{format}.zip"
        assert publish.export(bench, format, out, operator="Ann").problems == ()
        with zipfile.ZipFile(out) if format != "csv" else nullcontext() as archive:
            said = b"".join(archive.read(name) for name in archive.namelist()) if archive else out.read_bytes()
        assert b"Kobresia simpliciuscula, B. Marsh" in said and b"12" in said, format


def test_types_and_determinations_go_over_to_the_record_that_is_kept(bench: Workbench, record: str) -> None:
    kept = enter.enter(bench, "HERB", {"catalogNumber": "H-2"}, "Ann")
    identify.designate(bench, record, "holotype", "Carex fusca All.", "Ann")
    identify.identify(bench, record, "Carex nigra", "B. Marsh", None, None, "Ann")
    before = enter.about(bench, record)
    mending.merge(bench, kept, record, operator="Ann")
    assert enter.about(bench, kept).types == before.types
    assert [i.scientific_name for i in enter.about(bench, kept).identifications] == [
        "Carex nigra", "Carex nigra (L.) Reichard",
    ]  # fmt: skip
    review.undo(bench, "Ann")
    assert enter.about(bench, record) == before
    assert all(checked.ok for checked in safety.verify(bench))
