"""Lists, pages, counts: what comes is what was asked for, whole, in order, and from an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from tests_models import person

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus, RecordSummary
from curatorbench.models.finding import explore, listing
from curatorbench.models.history import bulk, searched
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.originals import Original
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace


@pytest.fixture
def records(session: Session, collection: str, dice: Random) -> list[dict[str, str]]:
    """300 records, some without a country, date or collector."""
    made = []
    for number in range(300):
        maybe = {
            "country": dice.choice(["Peru", "Chile", "Côte d'Ivoire", ""]),
            "stateProvince": dice.choice(["Lima", "Cusco", ""]),
            "county": dice.choice(["A", "B"]),
            "eventDate": dice.choice(["1951", "1951-07-18/1953-01-02", "1890-04", ""]),
            "recordedBy": dice.choice(["José Ñandú | A. Smith", "B. Smithson", ""]),
            "scientificName": dice.choice(["Poa annua L.", "Poa pratensis L.", "Lycopodium clavatum L."]),
            "locality": dice.choice(["near the river", "at the Río Grande"]),
            "catalogNumber": f"N {number:05}",
        }
        made.append({term: value for term, value in maybe.items() if value})
    bulk.new_materials_bulk(session, collection, made, source=person(), operator="Ann")
    return made


def _all(session: Session, **asked: object) -> list[RecordSummary]:
    found: list[RecordSummary] = []
    while part := explore.summaries(session, after=found[-1] if found else None, limit=37, **asked):  # type: ignore[arg-type]
        found += part
    return found


def _numbers(found: list[RecordSummary]) -> list[str | None]:
    return [summary.catalog_number for summary in found]


def test_pages_follow_each_other_without_gap_or_double(session: Session, records: list[dict[str, str]]) -> None:
    assert _numbers(_all(session)) == [record["catalogNumber"] for record in records]
    after = explore.summaries(session, limit=10)[-1].material_entity_id
    assert _numbers(explore.summaries(session, after=after, limit=1)) == [records[10]["catalogNumber"]]
    with pytest.raises(NotFound):
        explore.summaries(session, after="no such record")


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"country": "peru"}, lambda r: r.get("country") == "Peru"),
        ({"country": "Côte d'Ivoire"}, lambda r: r.get("country") == "Côte d'Ivoire"),
        ({"state": "Lima", "county": "A"}, lambda r: r.get("stateProvince") == "Lima" and r["county"] == "A"),
        ({"year": "1952"}, lambda r: r.get("eventDate", "").startswith("1951-07")),
        ({"year": "1880-1900"}, lambda r: r.get("eventDate") == "1890-04"),
        ({"collector": "smith"}, lambda r: "recordedBy" in r),
        ({"collector": "nandu jose"}, lambda r: "José" in r.get("recordedBy", "")),
        ({"taxon": "Poa"}, lambda r: r["scientificName"].startswith("Poa")),
        ({"taxon": "poa ann", "country": "Chile"}, lambda r: "annua" in r["scientificName"] and "Chile" in r.values()),
        ({"collection": "HERB"}, lambda r: True),
        ({"collection": "NONE"}, lambda r: False),
        ({"locality": "NEAR THE RIVER"}, lambda r: r["locality"] == "near the river"),
        ({"catalogNumber": "n00007"}, lambda r: r["catalogNumber"] == "N 00007"),
        ({"taxon": "..."}, lambda r: False),
    ],
)  # fmt: skip
def test_filters(session: Session, records: list[dict[str, str]], filters: dict[str, str], wanted: object) -> None:
    expected = [record["catalogNumber"] for record in records if wanted(record)]  # type: ignore[operator]
    assert _numbers(_all(session, filters=filters)) == expected
    assert sum(number for _, number in explore.count_by(session, "county", filters=filters)) == len(expected)


def test_text_finds_words_by_their_beginnings(session: Session, records: list[dict[str, str]]) -> None:
    expected = [r["catalogNumber"] for r in records if r["locality"] == "at the Río Grande" and "recordedBy" in r]
    assert _numbers(_all(session, text="rio smi")) == expected
    for hostile in ('"', "NEAR(", "a AND OR", "*", "col:x", "'; DROP TABLE change;", "\0", "-", "^poa"):
        explore.summaries(session, text=hostile)
    assert _all(session, text="lima", status=RecordStatus.APPROVED) == []


def test_counts_are_those_of_the_records(session: Session, records: list[dict[str, str]]) -> None:
    for term in ("country", "locality", "scientificName", "dwc:county"):
        name = term.removeprefix("dwc:")
        counted = explore.count_by(session, term)
        assert dict(counted) == Counter(record.get(name) for record in records)
        assert [number for _, number in counted] == sorted((number for _, number in counted), reverse=True)
    years = Counter(r["eventDate"][:4] if "eventDate" in r else None for r in records)
    assert dict(explore.count_by(session, "year")) == years


def test_a_question_that_makes_no_sense_is_said(session: Session) -> None:
    for filters in ({"nonsense": "x"}, {"year": "long ago"}, {"locality'); --": "x"}):
        with pytest.raises(BadInput):
            explore.summaries(session, filters=filters)
    with pytest.raises(BadInput):
        explore.count_by(session, "$.x")
    with pytest.raises(NotFound):
        explore.page(session, "no such record")


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({"country": "Peru"}, "country"),
        ({"scientificName": "Poa annua L."}, "scientific_name"),
        ({"number": "N 00007"}, "catalog_key"),
    ],
)
def test_lists_and_counts_come_from_an_index(
    session: Session, records: list[dict[str, str]], filters: dict[str, str], index: str
) -> None:
    question = Question(filters=tuple(filters.items()))
    plan = _plan(session, lambda: listing.keys(session, question, limit=20))
    assert f"ix_material_entity_{index}" in plan
    assert "TEMP B-TREE" not in plan
    counting = _plan(session, lambda: explore.count_by(session, "country"))
    assert "USING COVERING INDEX ix_material_entity_country" in counting
    in_years = _plan(session, lambda: explore.count_by(session, "country", filters={"year": "1890-1900"}))
    assert "ix_material_entity_year" in in_years


def _plan(session: Session, question: Callable[[], object]) -> str:
    """How SQLite goes about the first statement that `question` sends, in SQLite's words."""
    with _asked(session) as asked:
        question()
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}")
    return "; ".join(row[3] for row in rows)


@contextmanager
def _asked(session: Session) -> Iterator[list[str]]:
    """The statements, with their values, that are sent in the block."""
    asked: list[str] = []
    connection: Any = session.connection().connection.driver_connection
    connection.set_trace_callback(asked.append)
    yield asked
    connection.set_trace_callback(None)


def test_publishing_asks_the_same_number_of_questions_for_few_and_many(
    workspace: Workspace, session: Session, collection: str, records: list[dict[str, str]]
) -> None:
    first, second = (s.material_entity_id for s in explore.summaries(session, limit=2))
    for number, material in enumerate((first, first, second)):
        original = Original(f"{number}" * 64, 1, ".jpg", workspace.root, True)
        asset = assets.add_asset(session, original, original_name="a", format="image/jpeg", width=3, height=4)
        assets.attach(session, asset, material)
    catalogue.set_status(session, second, RecordStatus.WITHHELD, "Ann")
    catalogue.set_status(session, first, RecordStatus.APPROVED, "Ann")
    with _asked(session) as asked:
        published = list(explore.published(session, collection))
    assert len(asked) <= 4
    assert len(published) == 299 and second not in [record.material_entity_id for record in published]
    assert [medium.sha256[0] for medium in published[0].media] == ["0", "1"]
    assert all(record.values for record in published) and published[5].media == ()
    assert [r.material_entity_id for r in explore.published(session, collection, only_approved=True)] == [first]


def test_years_of_dates() -> None:
    for date, years in (
        ("1943-10", (1943, 1943)), ("1951/1953-02", (1951, 1953)), ("1951-07-18/22", (1951, 1951)),
        ("1943-10-01T12:00Z", (1943, 1943)),
        ("before 1900", (None, None)), ("19430", (None, None)), ("", (None, None)), ("1953/1951", (1953, 1953)),
    ):  # fmt: skip
        assert searched.years({"eventDate": date}) == years
    assert searched.years({"year": "1943"}) == (1943, 1943)
