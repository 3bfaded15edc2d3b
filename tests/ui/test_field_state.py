"""What of a field is still to decide, and where its value lies on the image."""

from dataclasses import replace

import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.record import Absence, FieldChange, Source, SourceKind
from curatorbench.domain.suggestion import Suggestion
from curatorbench.ui.parts.field_state import FieldState, Standing

HERE, THERE = Box(0.1, 0.1, 0.1, 0.1), Box(0.5, 0.5, 0.1, 0.1)
BEST = Suggestion("country", "Peru", "PERU", (HERE,), 0.9, "e", "1", "r")
OTHER = Suggestion("country", "Perak", "Perak", (THERE,), 0.3, "e", "1", "r")


def change(value: str | None, kind: SourceKind, *, checked: bool, absence: Absence | None = None) -> FieldChange:
    source = Source(kind, "somebody")
    return FieldChange("country", value, "as written", absence, 7, source, checked, "2026-01-01", "op", None)


BY_RULE = change("Peru", SourceKind.RULE, checked=False)
BY_PERSON = change("Perak", SourceKind.PERSON, checked=True)
UNREADABLE = change(None, SourceKind.PERSON, checked=True, absence=Absence.UNREADABLE)


@pytest.mark.parametrize(
    ("state", "standing", "is_open", "text"),
    [
        (FieldState("country"), Standing.UNKNOWN, False, ""),
        (FieldState("country", None, (BEST, OTHER)), Standing.PROPOSED, True, "Peru"),
        (FieldState("country", BY_RULE, (BEST,)), Standing.UNCHECKED, True, "Peru"),
        (FieldState("country", BY_PERSON, (BEST,)), Standing.SETTLED, False, "Perak"),
        (FieldState("country", UNREADABLE, (BEST,)), Standing.ABSENT, False, ""),
    ],
)
def test_standing(state: FieldState, standing: Standing, is_open: bool, text: str) -> None:
    assert (state.standing, state.is_open, state.text()) == (standing, is_open, text)


def test_evidence_is_that_of_the_value_shown() -> None:
    assert FieldState("country", None, (BEST, OTHER)).evidence(1) == (THERE,)
    assert FieldState("country", BY_PERSON, (BEST, OTHER)).evidence() == (THERE,)
    assert FieldState("country", UNREADABLE, (BEST, OTHER)).evidence() == (HERE,)
    assert FieldState("country", BY_PERSON).evidence() == ()


def test_a_corrected_value_rests_on_the_words_it_was_read_from() -> None:
    read_here = replace(OTHER, verbatim="as written", asset_sha256="b" * 64)
    corrected = FieldState("country", change("Persia", SourceKind.PERSON, checked=True), (BEST, read_here))
    assert corrected.rests_on() == read_here
    same_value_on_two_images = FieldState("country", BY_RULE, (BEST, replace(BEST, verbatim="as written")))
    assert same_value_on_two_images.rests_on() == same_value_on_two_images.suggestions[1]
    assert FieldState("country").rests_on() is None


def test_what_the_label_has_is_known_where_it_was_seen() -> None:
    assert FieldState("country", None, (BEST, OTHER)).written(1) == "Perak"
    assert FieldState("country", BY_PERSON, (BEST,)).written() == "as written"
    assert FieldState("country").written() is None


def test_the_words_of_the_label_are_told_only_where_they_differ() -> None:
    assert FieldState("country", None, (BEST, OTHER)).verbatim() == "PERU"
    assert FieldState("country", None, (BEST, OTHER)).verbatim(1) == ""
    assert FieldState("country", BY_RULE).verbatim() == "as written"


def test_a_field_without_a_row_has_revision_none_seen() -> None:
    assert FieldState("country").revision == 0
    assert FieldState("country", BY_RULE).revision == 7
