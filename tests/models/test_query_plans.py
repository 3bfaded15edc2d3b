"""Questions that are asked of a million records: an index leads, and none that has the whole collection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from curatorbench.models.finding.published import published
from curatorbench.models.records import catalogue, entering, mending
from curatorbench.models.store.store import Session

WHOLE_COLLECTION = "ix_material_entity_collection_id_status"
Question = Callable[[Session, str], object]


@contextmanager
def asked(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """The statements that go to the records meanwhile."""
    statements: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        if "FROM material_entity" in statement:
            statements.append((statement, values))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", note)


def plans(session: Session, question: Question, collection: str) -> list[str]:
    with asked(session) as statements:
        question(session, collection)
    assert statements
    explain = session.connection().exec_driver_sql
    return [row[3] for said, values in statements for row in explain(f"EXPLAIN QUERY PLAN {said}", values)]


@pytest.mark.parametrize(
    ("question", "leads"),
    [
        (lambda session, herb: entering.holder(session, herb, "B 1"), "ix_material_entity_catalog_key"),
        (lambda session, herb: mending.holder(session, herb, "B 1"), "uq_material_entity_catalog_number"),
        (catalogue.describe_collection, "ix_material_entity_modified"),
    ],
    ids=["a number in entry", "a number in mending", "when a collection was last changed"],
)
def test_one_record_is_found_without_going_through_its_collection(
    session: Session, collection: str, question: Question, leads: str
) -> None:
    found = plans(session, question, collection)
    assert any(leads in step for step in found), found
    assert not any(WHOLE_COLLECTION in step for step in found), found


def test_records_leave_the_house_unsorted(session: Session, collection: str, material: str) -> None:
    """They come in the order of their keys: nothing is held back until all are read."""
    found = plans(session, lambda session, herb: list(published(session, herb)), collection)
    assert not any("TEMP B-TREE" in step for step in found), found


def test_a_withdrawn_record_counts_for_when_its_collection_was_changed(session: Session, collection: str) -> None:
    assert catalogue.describe_collection(session, collection).modified == ""
    catalogue.new_material(session, collection, operator="Ann")
    made = catalogue.describe_collection(session, collection).modified
    session.connection().exec_driver_sql("UPDATE material_entity SET retired = 1")
    assert catalogue.describe_collection(session, collection).modified == made != ""
