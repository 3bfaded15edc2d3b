"""The tree of facets without a window: questions, lines, and views turned into choices and back."""

import pytest

from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.ui.catalogue.facet_tree import SHOWN, Counted, FacetTree, Kind, Path, choices_in

ASKED = Question(text="lyco", sort="country")


@pytest.mark.parametrize(
    "choices",
    [
        {"taxon": ("Poaceae",), "place": ("Peru", None)},
        {"taxon": ("Poaceae", "Poa", "Poa annua L.")},
        {"status": ("approved",), "date": ("1950-1959", "1951")},
        {"storage": (None,), "batch": ("b-1",), "person": (None,)},
        {"collection": ("HERB",), "storage": ("unit-1",)},
    ],
)
def test_a_kept_question_becomes_the_same_choices(choices: dict[str, Path]) -> None:
    tree = FacetTree(choices=dict(choices))
    assert choices_in(tree.narrowed(ASKED)) == (choices, ASKED)


def test_filters_that_no_facet_has_are_left() -> None:
    asked = Question(filters=(("habitat", "forest"), ("country", "Peru")), status=RecordStatus.READ)
    choices, rest = choices_in(asked)
    assert choices == {"status": ("read",), "place": ("Peru",)}
    assert rest.filters == (("habitat", "forest"),)


def test_the_way_down_narrows_what_is_below() -> None:
    tree = FacetTree(choices={"taxon": ("Poaceae",), "status": ("read",)})
    level, question = tree.question_below(("taxon", ("Lycopodiaceae",)), ASKED)
    assert level == "genus"
    assert question.filters == (("family", "Lycopodiaceae"),)
    assert question.status is RecordStatus.READ
    level, question = tree.question_below(("storage", ("room",)), ASKED)
    assert (level, question.storage_unit) == ("storage", "room")


def test_names_without_a_family_unfold_by_genus() -> None:
    tree = FacetTree()
    level, question = tree.question_below(("taxon", (None,)), ASKED)
    assert (level, question.filters) == ("genus", (("family", None),))
    assert not tree.can_open(("storage", (None,)))


def test_a_choice_without_records_stays_to_be_taken_back() -> None:
    tree = FacetTree(choices={"place": ("Peru",)}, opened={("place", ())})
    tree.take(("place", ()), [Counted("Japan", "Japan", 3)])
    chosen = [line for line in tree.lines() if line.is_chosen and line.kind is Kind.VALUE]
    assert [(line.label, line.count) for line in chosen] == [("Peru", 0)]


def test_many_values_are_folded_but_the_chosen_one() -> None:
    tree = FacetTree(opened={("person", ())})
    values = [Counted(f"P{n}", f"P{n}", 100 - n) for n in range(50)]
    tree.take(("person", ()), values)
    shown = [line for line in tree.lines() if line.facet == "person"]
    assert [line.kind for line in shown[-2:]] == [Kind.VALUE, Kind.MORE]
    assert len(shown) == 1 + SHOWN + 1
    tree.choose(("person", ("P40",)))
    assert ("person", ("P40",)) in [line.node for line in tree.lines()]
    tree.whole.add(("person", ()))
    assert len([line for line in tree.lines() if line.facet == "person"]) == 51


def test_a_unit_without_units_does_not_open() -> None:
    tree = FacetTree(opened={("storage", ())})
    tree.take(("storage", ()), [Counted("r", "Room", 3, has_more=True), Counted("d", "Drawer", 2)])
    assert [line.can_open for line in tree.lines() if line.kind is Kind.VALUE] == [True, False]
