"""Words and fragments: found while typed, in whatever alphabet; what an import left for later is found once indexed."""

from __future__ import annotations

from random import Random

import pytest
from tests_models import person

from curatorbench.domain.question import Question
from curatorbench.models.finding import listing
from curatorbench.models.history import bulk, history, searched, words
from curatorbench.models.records import catalogue
from curatorbench.models.store.driver import driver
from curatorbench.models.store.store import Session

_SAID = [
    {"scientificName": "Rhynchoides pallidus", "catalogNumber": "HB 00047110"},
    {"scientificName": "Carex dioica L.", "recordedBy": "Müller-Ñandú, Å.", "locality": "Pallidossa"},
    {"scientificName": "Ranunculus ficarioides", "country": "Perú", "recordNumber": "4711"},
    {"locality": "Лесная поляна", "county": "東京都", "habitat": "pallidoides"},
]


@pytest.fixture
def said(session: Session, collection: str) -> list[dict[str, str]]:
    bulk.new_materials_bulk(session, collection, _SAID, source=person(), operator="Ann")
    return _SAID


def _found(session: Session, text: str) -> list[int]:
    return list(listing.keys(session, Question(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oides", [1, 3]),  # inside names, not inside what only says where it grew
        ("4711", [1, 3]),  # inside a number
        ("hb00047", [1]),  # a number written with spaces, typed without
        ("nandu", [2]),
        ("MULLER", [2]),
        ("uller", [2]),
        ("per", [3]),
        ("aric", []),  # a piece of `ficarioides` begins no word, and 'aric' is not in it
        ("cario", [3]),
        ("pallid", [1, 2, 4]),
        ("лесн", [4]),
        ("東京", [4]),
        ("oides 4711", [1, 3]),
        ("oides perú", [3]),
        ("zzzz", []),
        ("...", []),
    ],
)
def test_what_is_typed_is_found(session: Session, said: list[dict[str, str]], text: str, expected: list[int]) -> None:
    assert _found(session, text) == expected


def test_nothing_that_can_be_typed_breaks_the_search(
    session: Session, said: list[dict[str, str]], dice: Random
) -> None:
    """detail=column knows no phrases: a word that SQLite would split into two must never reach it."""
    for _ in range(300):
        planes = [
            dice.choice([(0x20, 0x500), (0x20, 0xD800), (0x10000, 0x2FFFF)]) for _ in range(dice.randrange(1, 12))
        ]
        _found(session, "".join(chr(dice.randrange(*plane)) for plane in planes))
    for hostile in (
        '"',
        "NEAR(a b)",
        "a AND OR",
        "*",
        "number:x",
        "\0",
        "^poa",
        "x" * 5000,
        "ab " * 500,
        "a_b",
        "e\u0301x\u0302a",
    ):
        _found(session, hostile)


def test_a_word_is_learnt_once_and_found_after_changes(session: Session, collection: str) -> None:
    material = catalogue.new_material(session, collection)
    for name in ("Poa annuoides", "Poa alpinoides", "Poa annuoides"):
        history.set_value(session, material, "scientificName", name, source=person(), operator="Ann")
        assert _found(session, "oides") == [1]
        assert _found(session, name[6:]) == [1]
    assert _found(session, "pinoid") == []
    assert sorted(words.containing(driver(session), "oides", 10)) == ["alpinoides", "annuoides"]


def test_what_waits_is_found_when_indexed_and_a_saved_record_at_once(session: Session, collection: str) -> None:
    made = [{"locality": f"Waldrand {number}"} for number in range(50)]
    ids = bulk.new_materials_bulk(session, collection, made, source=person(), operator="Ann")
    _forget(session, 1, 50)
    assert searched.pending_count(session) == 50 and _found(session, "waldrand") == []
    history.set_value(session, ids[19], "country", "Peru", source=person(), operator="Ann")
    assert _found(session, "waldrand") == [20] == _found(session, "peru")
    assert searched.pending_count(session) == 49
    while searched.index_some(session, 7):
        pass
    assert _found(session, "waldrand") == list(range(1, 51))
    assert searched.pending_count(session) == 0 and searched.last_pending(session) is None
    # Each is in the index once: taking the words away leaves nothing behind.
    for material in ids:
        history.set_value(session, material, "locality", None, source=person(), operator="Ann")
    assert _found(session, "waldrand") == []


def test_neighbouring_imports_wait_as_one_range(session: Session, collection: str) -> None:
    connection = driver(session)
    for first in (1, 11, 31):
        searched.add_later(connection, first, 10)
    searched.add_later(connection, 50, 0)
    assert connection.execute("SELECT first_id, last_id FROM search_pending").fetchall() == [(1, 20), (31, 40)]
    assert (searched.pending_count(session), searched.last_pending(session)) == (30, 40)


def _forget(session: Session, first: int, last: int) -> None:
    """As if an import had left these records for later."""
    connection = driver(session)
    connection.execute("INSERT INTO record_search (record_search) VALUES ('delete-all')")
    searched.add_later(connection, first, last - first + 1)
