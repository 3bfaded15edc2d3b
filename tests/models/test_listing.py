"""Keys, rows, facets and views: the same answer as going through every record by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from tests_models import person

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.found import View
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.models.finding import facets, listing, views
from curatorbench.models.history import batches, bulk, history, undo
from curatorbench.models.records import catalogue
from curatorbench.models.store.store import Session

Values = dict[str, str]


@pytest.fixture
def records(session: Session, collection: str, dice: Random) -> list[Values]:
    """200 records of three families, some without one; every third was approved. Their keys are 1, 2, 3 ..."""
    made: list[Values] = []
    for number in range(200):
        name = dice.choice(["Carabus auratus L.", "Carabus ullrichi", "Lucanus cervus (L.)", "Poa annua L."])
        family = {"Carabus": "Carabidae", "Lucanus": "Lucanidae", "Poa": "Poaceae"}[name.partition(" ")[0]]
        maybe = {
            "catalogNumber": f"N {dice.randrange(10**6):06}{number}",
            "scientificName": dice.choice([name, name, ""]),
            "family": dice.choice([family, family, ""]),
            "country": dice.choice(["Peru", "peru", "Chile", ""]),
            "stateProvince": dice.choice(["Lima", "Cusco", ""]),
            "eventDate": dice.choice(["1951-07-18", "1958", "1890-04", ""]),
            "habitat": dice.choice(["Bog", "dune", "arable", ""]),
            "recordedBy": dice.choice(["Ñandú, J.", "Smithson, B."]),
        }
        made.append({term: value for term, value in maybe.items() if value})
    bulk.new_materials_bulk(session, collection, made, source=person(), operator="Ann")
    for material in listing.ids_of(session, range(1, 200, 3)):
        catalogue.set_status(session, material, RecordStatus.APPROVED, "Ann")
    return made


def _by_hand(records: list[Values], term: str, descending: bool) -> list[int]:
    """Keys in the order of a term, without regard to case where its column is so, those without one last."""
    folded = {key: r[term] if term in ("catalogNumber", "eventDate") else r[term].lower()
              for key, r in enumerate(records, 1) if term in r}  # fmt: skip
    order = sorted(folded, key=lambda key: (folded[key], key), reverse=descending)
    without = [key for key in range(1, len(records) + 1) if key not in folded]
    return order + (without[::-1] if descending else without)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("term", ["scientificName", "family", "country", "eventDate", "catalogNumber", "habitat"])
def test_every_sort_is_whole_and_puts_records_without_a_value_last(
    session: Session, records: list[Values], term: str, descending: bool
) -> None:
    question = Question(sort=term, descending=descending)
    expected = _by_hand(records, term, descending)
    assert list(listing.keys(session, question)) == expected
    assert list(listing.keys(session, question, limit=150)) == expected[:150]
    sought = replace(question, text="smithson")
    assert list(listing.keys(session, sought)) == [k for k in expected if "Smith" in records[k - 1]["recordedBy"]]


def test_status_sorts_by_how_far_records_have_come(session: Session, records: list[Values]) -> None:
    approved = list(range(1, 200, 3))
    found = list(listing.keys(session, Question(sort="status")))
    assert found[-len(approved) :] == approved
    assert list(listing.keys(session, Question(sort="status", descending=True)))[: len(approved)] == approved[::-1]
    assert list(listing.keys(session, Question(status=RecordStatus.APPROVED))) == approved
    assert len(listing.keys(session, Question(sort="modified"))) == len(records)


def test_rows_come_as_asked_with_terms_and_facts(session: Session, records: list[Values]) -> None:
    rows = listing.rows(session, [7, 3, 9999, 5], ["country", "habitat", "genus", "status", "collection", "storage"])
    assert [row.key for row in rows] == [7, 3, 5]
    for row in rows:
        said = records[row.key - 1]
        assert row.values[:2] == (said.get("country"), said.get("habitat"))
        assert row.values[2] == (said["scientificName"].partition(" ")[0] if "scientificName" in said else None)
        assert row.values[4:] == ("HERB", None)
        assert row.summary.catalog_number == said["catalogNumber"]
    assert list(listing.keys_of(session, listing.ids_of(session, [7, 3, 5]))) == [7, 3, 5]
    with pytest.raises(BadInput):
        listing.rows(session, [1], ["colour"])


def test_facets_count_what_is_asked_for(session: Session, records: list[Values]) -> None:
    for name in ("family", "habitat", "eventDate"):
        assert dict(facets.facet(session, name)) == Counter(r.get(name) for r in records)
    in_chile = Question(filters=(("country", "chile"),))
    chilean = [r for r in records if r.get("country") == "Chile"]
    for name in ("family", "habitat", "stateProvince"):
        counted = facets.facet(session, name, in_chile)
        assert dict(counted) == Counter(r.get(name) for r in chilean)
        assert [number for _, number in counted] == sorted((number for _, number in counted), reverse=True)
    assert dict(facets.facet(session, "decade")) == Counter(
        {"1951": "1950-1959", "1958": "1950-1959", "1890": "1890-1899"}.get(r.get("eventDate", "")[:4]) for r in records
    )
    assert dict(facets.facet(session, "status", in_chile)).keys() <= {"captured", "approved"}
    # What a facet shows is what its value as a filter finds, down the tree.
    for family, number in facets.facet(session, "family", limit=2):
        narrowed = Question(filters=(("family", family),))
        assert len(listing.keys(session, narrowed)) == number
        for genus, inside in facets.facet(session, "genus", narrowed):
            deeper = replace(narrowed, filters=(*narrowed.filters, ("genus", genus)))
            assert len(listing.keys(session, deeper)) == inside


def test_records_without_a_value_can_be_asked_for(session: Session, records: list[Values]) -> None:
    for name in ("family", "habitat"):
        without = [key for key, r in enumerate(records, 1) if name not in r]
        assert list(listing.keys(session, Question(filters=((name, None),)))) == without
    assert len(listing.keys(session, Question(filters=(("storage", None),)))) == len(records)


def test_storage_takes_in_what_lies_below(session: Session, records: list[Values]) -> None:
    insert = "INSERT INTO storage_unit (id, storage_unit_id, parent_id, kind, name, position, retired) VALUES"
    connection = session.connection()
    connection.exec_driver_sql(
        f"{insert} (1, 'room', NULL, 'room', 'R', 0, 0), (2, 'left', 1, 'cabinet', 'L', 0, 0),"
        " (3, 'right', 1, 'cabinet', 'R', 1, 0), (4, 'drawer', 2, 'drawer', 'D', 0, 0)"
    )
    connection.exec_driver_sql("UPDATE material_entity SET storage_unit_id = 1 + id % 4 WHERE id <= 40")
    assert dict(facets.facet(session, "storage")) == {"room": 40, None: 160}
    assert dict(facets.facet(session, "storage", Question(storage_unit="room"))) == {"left": 20, "right": 10}
    assert len(listing.keys(session, Question(storage_unit="left"))) == 20
    assert list(listing.keys(session, Question(storage_unit="drawer"))) == list(range(3, 41, 4))
    (row,) = listing.rows(session, [3], ["storage"])
    assert row.values == ("R / L / D",)


def test_a_batch_is_a_question(session: Session, collection: str, records: list[Values]) -> None:
    batch = batches.new_batch(session, "second import", "Ann")
    bulk.new_materials_bulk(
        session, collection, [{"country": "Kenya"}] * 3, source=person(), operator="Ann", batch=batch
    )
    assert list(listing.keys(session, Question(batch=batch))) == [201, 202, 203]
    assert facets.facet(session, "batch") == [(batch, 3)]
    assert facets.facet(session, "batch", Question(text="peru")) == []
    with pytest.raises(NotFound):
        listing.keys(session, Question(batch="no such batch"))


def test_what_is_retired_is_in_no_list_count_or_search(session: Session, collection: str) -> None:
    material = catalogue.new_material(session, collection, source=person(), operator="Ann")
    for term, value in (("country", "Peru"), ("family", "Poaceae")):
        history.set_value(session, material, term, value, source=person(), operator="Ann")
    questions = [
        *(Question(sort=sort) for sort in ("", "country", "modified", "status", "habitat")), Question(text="peru"),
        Question(filters=(("country", "Peru"),)), Question(filters=(("habitat", None),)),
    ]  # fmt: skip
    assert all(list(listing.keys(session, question)) == [1] for question in questions)
    for _ in range(3):
        undo.undo_last(session, "Ann")
    assert not any(listing.keys(session, question) for question in questions)
    assert all(facets.facet(session, name) == [] for name in ("country", "status", "habitat", "year"))
    for _ in range(3):
        undo.redo_last(session, "Ann")
    assert all(list(listing.keys(session, question)) == [1] for question in questions)


def test_views_are_kept_as_they_were_and_must_make_sense(session: Session, records: list[Values]) -> None:
    question = Question(
        "río", (("country", "Peru"), ("family", None)), RecordStatus.READ, sort="eventDate", descending=True
    )
    kept = View("To do", ("catalogNumber", "habitat"), question)
    views.save(session, kept, "Ann")
    views.save(session, replace(kept, name="all", question=Question()), "Ann")
    assert views.view(session, "To do") == kept
    assert [view.name for view in views.views(session)] == ["all", "To do"]
    views.save(session, replace(kept, columns=()), "Ben")
    assert views.view(session, "To do").columns == ()
    views.remove(session, "all")
    assert len(views.views(session)) == 1
    with pytest.raises(NotFound):
        views.remove(session, "all")
    for wrong in (
        replace(kept, name=" "), replace(kept, columns=("colour",)), replace(kept, question=Question(sort="colour")),
        replace(kept, question=Question(filters=(("year", "long ago"),))),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            views.save(session, wrong, "Ann")
