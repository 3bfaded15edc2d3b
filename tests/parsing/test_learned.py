"""Suggestions seen through experience: what helps, what it must leave alone, and that it can be taken out again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curatorbench.domain.learning import Lesson
from curatorbench.domain.suggestion import Suggestion
from curatorbench.parsing.experience import Experience, item_id, key_of
from curatorbench.parsing.learned import Case, learn, proposed, reranked
from curatorbench.parsing.odds import log_odds
from curatorbench.parsing.trust import MOST, Tally, moved


def said(term: str, value: str, sure: float = 0.7, verbatim: str = "", rule: str = "a rule") -> Suggestion:
    return Suggestion(term, value, verbatim or value, (), sure, "page", "1", rule)


def lesson(record: int, text: str = "", *found: Suggestion, refused: str = "", **values: str) -> Lesson:
    return Lesson(record, record, values, {}, frozenset(refused.split()), found, text)


def taught(*lessons: Lesson) -> Experience:
    experience = Experience()
    for one in lessons:
        learn(experience, one)
    return experience


def case(*found: Suggestion, text: str = "", record: int = 99, **accepted: str) -> Case:
    return Case(record, text, found, accepted)


def first(experience: Experience, looked_at: Case, term: str) -> Suggestion:
    return next(one for one in reranked(looked_at, experience) if one.term == term)


# Names as collections of several countries have them, with a reader's slip in each.
@pytest.mark.parametrize(
    ("term", "known", "read"),
    [
        ("recordedBy", "Émile Gagnepain", "Émile Gagnepaln"),
        ("recordedBy", "J. von Schrenck", "J. von Schrcnck"),
        ("identifiedBy", "G. Degelius", "G. Degeiius"),
        ("county", "Västergötland", "Västergötiand"),
        ("stateProvince", "Minas Gerais", "Mlnas Gerais"),
        ("scientificName", "Usnea longissima Ach.", "Usnea longissirna Ach."),
    ],
)
def test_a_value_that_is_nearly_a_known_one_is_that(term: str, known: str, read: str) -> None:
    experience = taught(lesson(1, **{term: known}), lesson(2, **{term: known}))
    found = first(experience, case(said(term, read)), term)
    assert found.value == known and found.corrected and found.verbatim == read
    assert ", learned from 2 records" in found.rule


@pytest.mark.parametrize(
    ("term", "known", "read"),
    [
        ("recordedBy", "R. Rudenberg", "P. Rudenberg"),  # two people
        ("scientificName", "Cladonia gracilis L.", "Cladonia grayi Merr."),
        ("scientificName", "Lecanora muralis Müll. Arg.", "Lecanora muralis Muell. Arg."),  # a spelling
        ("county", "Kent", "Rent"),  # too short to tell
        ("recordNumber", "12345678", "12345679"),
        ("catalogNumber", "LD 1234567", "LD 1234568"),
        ("eventDate", "1951-07-18", "1951-07-13"),
    ],
)
def test_what_may_well_be_another_value_stays(term: str, known: str, read: str) -> None:
    experience = taught(lesson(1, **{term: known}), lesson(2, **{term: known}))
    assert first(experience, case(said(term, read)), term).value == read


def test_two_known_values_as_near_are_none() -> None:
    both = [lesson(n, recordedBy=name) for n, name in enumerate(["Anna Berglund", "Anna Borglund"] * 2)]
    assert first(taught(*both), case(said("recordedBy", "Anna Bcrglund")), "recordedBy").value == "Anna Bcrglund"


def test_words_that_people_read_otherwise_are_read_so() -> None:
    shown = said("country", "Persia", verbatim="Pers.")
    lessons = [replace(lesson(n, "", shown, country="Iran"), verbatims={"country": "Pers."}) for n in (1, 2)]
    assert first(taught(*lessons), case(shown), "country").value == "Iran"


def test_where_corrections_misled_they_are_no_longer_made() -> None:
    brothers = [lesson(n, recordedBy="K. Lindstrom") for n in range(3)]
    misread = said("recordedBy", "K. Lindstrem")
    others = [lesson(n, "", misread, recordedBy="K. Lindstram") for n in range(10, 14)]
    assert first(taught(*brothers), case(misread), "recordedBy").value == "K. Lindstrom"
    others = [replace(one, values={"recordedBy": f"K. Lind{n}"}) for n, one in enumerate(others)]
    assert first(taught(*brothers, *others), case(misread), "recordedBy").value == "K. Lindstrem"


def run_of(count: int = 8) -> list[Lesson]:
    """A collector who numbered 100, 110, 120... on the first days of months."""
    return [
        lesson(n, recordedBy="Ivo Horak", eventDate=f"1931-{n + 1:02}-01", recordNumber=str(100 + 10 * n))
        for n in range(count)
    ]


@pytest.mark.parametrize(("number", "rises"), [("134", True), ("1134", False), ("34", False)])
def test_a_number_is_judged_by_its_neighbours_in_time(number: str, rises: bool) -> None:
    looked_at = case(
        said("recordNumber", number, 0.3), said("recordedBy", "Ivo Horak"), said("eventDate", "1931-04-15")
    )
    found = first(taught(*run_of()), looked_at, "recordNumber")
    assert found.value == number and (found.confidence > 0.3) is rises
    assert found.rule.endswith("learned from 8 records")


def test_the_number_that_fits_goes_before_one_that_does_not() -> None:
    looked_at = case(
        said("recordNumber", "4711", 0.8),
        said("recordNumber", "135", 0.4),
        said("recordedBy", "Ivo Horak"),
        said("eventDate", "1931-04-15"),
    )
    assert first(taught(*run_of()), looked_at, "recordNumber").value == "135"


def test_a_number_that_no_rule_found_is_proposed_from_the_label_only() -> None:
    people = (said("recordedBy", "Ivo Horak"), said("eventDate", "1931-04-15"))
    text = "Ivo Horak\n15.4.1931 137\naltitude 2400"
    (found,) = proposed(case(*people, text=text), taught(*run_of()))
    assert (found.term, found.value) == ("recordNumber", "137") and found.rule.startswith("learned: runs")
    (span,) = found.spans
    assert text[slice(*span)] == "137"
    assert proposed(case(*people, text="Ivo Horak\n15.4.1931"), taught(*run_of())) == (), "none is invented"


def test_numbers_that_do_not_run_with_the_dates_say_nothing() -> None:
    numbers = [900, 12, 404, 77, 650, 31, 222, 5]
    lessons = [
        replace(one, values={**one.values, "recordNumber": str(n)}) for one, n in zip(run_of(), numbers, strict=True)
    ]
    looked_at = case(said("recordNumber", "35"), said("recordedBy", "Ivo Horak"), said("eventDate", "1931-04-15"))
    assert "learned" not in first(taught(*lessons), looked_at, "recordNumber").rule


def test_a_heading_that_always_meant_one_country_means_it_again() -> None:
    text = "PLANTAE MADAGASCARIENSES\nno. {n}"
    experience = taught(*(lesson(n, text.format(n=n), country="Madagascar") for n in range(3)))
    (found,) = proposed(case(text=text.format(n=9)), experience)
    assert (found.term, found.value, found.rule) == ("country", "Madagascar", "learned: line of 3 records")
    learn(experience, lesson(3, text.format(n=3), country="Comoros"))
    assert proposed(case(text=text.format(n=9)), experience) == ()


def test_a_county_brings_its_state_only_where_none_was_said() -> None:
    experience = taught(*(lesson(n, county="Värmland", country="Sweden") for n in range(3)))
    alone = case(said("county", "Värmland", 0.9), text="Värmland")
    assert [(one.term, one.value) for one in proposed(alone, experience)] == [("country", "Sweden")]
    both = case(said("county", "Värmland", 0.9), said("country", "Norway"), text="Värmland")
    assert proposed(both, experience) == ()


def test_the_parsers_order_stays_where_nothing_is_known_of_the_values() -> None:
    experience = taught(*(lesson(n, "", said("eventDate", "1900", rule="bad"), eventDate="1901") for n in range(9)))
    found = reranked(
        case(said("eventDate", "1903-01-02", 0.8, rule="bad"), said("eventDate", "1903", 0.79)), experience
    )
    assert [one.value for one in found] == ["1903-01-02", "1903"]


def test_a_class_that_was_seen_twice_moves_little_and_none_moves_much() -> None:
    few, many = Tally(), Tally()
    for _ in range(2):
        few.count(0.9, False)
    for _ in range(500):
        many.count(0.9, False)
    assert 0.75 < moved(0.9, few.shift()) < 0.9 and many.shift() == -MOST
    assert moved(0.5, MOST, most=0.6) == 0.6 and moved(0.97, MOST, most=0.6) == 0.97
    assert log_odds(moved(0.5, -MOST)) == pytest.approx(-MOST)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_what_was_learned_can_be_taken_out_to_the_last_count(seed: int) -> None:
    dice = random.Random(seed)
    names = ["Ivo Horak", "Maria Lindqvist", "Émile Gagnepain", "李 时珍"]

    def any_lesson(record: int) -> Lesson:
        name = dice.choice(names)
        found = said("recordedBy", dice.choice(names), dice.random())
        text = f"{name}\nFLORA OF {dice.choice(['PERU', 'CHILE'])}"
        return lesson(record, text, found, recordedBy=name, country=dice.choice(["Peru", "Chile"]))

    experience = Experience()
    for record in range(12):
        learn(experience, any_lesson(record))
    before = [item for item in experience.items() if item.kind != "trust"]
    learn(experience, any_lesson(50))
    experience.drop(50)
    assert [item for item in experience.items() if item.kind != "trust"] == before
    for record in range(12):
        experience.drop(record)
    assert list(experience.items()) == []


@given(st.text(max_size=200), st.text(max_size=40), st.sampled_from(["recordedBy", "recordNumber", "country"]))
def test_anything_may_stand_on_a_label(text: str, value: str, term: str) -> None:
    one = said(term, value)
    experience = taught(*(lesson(n, text, one, **{term: value}) for n in range(4)))
    looked_at = case(one, text=text)
    assert all(0 <= found.confidence <= 1 for found in reranked(looked_at, experience))
    for found in proposed(replace(looked_at, suggested=()), experience):
        assert all(0 <= start < end <= len(text) for start, end in found.spans)
    assert all(item.id for item in experience.items())


def test_every_kind_of_item_is_not_used_once_forgotten() -> None:
    experience = taught(*run_of())
    experience.forgotten = frozenset({item_id("run", "recordNumber", key_of("Ivo Horak"))})
    looked_at = case(said("recordNumber", "1134"), said("recordedBy", "Ivo Horak"), said("eventDate", "1931-04-15"))
    assert first(experience, looked_at, "recordNumber").confidence == 0.7
    place = taught(*(lesson(n, "FLORA OF PERU", country="Peru") for n in range(3)))
    place.forgotten = frozenset({item_id("place", "country", "line floraofperu")})
    assert proposed(case(text="FLORA OF PERU"), place) == ()
    refused = taught(*(lesson(n, "", said("recordedBy", "Museum"), refused="recordedBy") for n in range(4)))
    lowered = first(refused, case(said("recordedBy", "Museum")), "recordedBy").confidence
    refused.forgotten = frozenset(item.id for item in refused.items())
    assert lowered < first(refused, case(said("recordedBy", "Museum")), "recordedBy").confidence == 0.7
