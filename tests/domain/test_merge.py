"""The one three-way merge: laws that hold for any three records."""

from hypothesis import given
from hypothesis import strategies as st

from curatorbench.domain.merge import Disagreement, Merge, merge

_values = st.sampled_from(["a", "b", "c", None])
_records = st.dictionaries(st.sampled_from(["country", "county", "locality"]), _values)


def _said(record: dict[str, str | None]) -> dict[str, str | None]:
    """A record without the fields that have no value: absent and None are one."""
    return {name: value for name, value in record.items() if value is not None}


@given(_records, _records, _records)
def test_every_field_is_merged_or_in_conflict(
    base: dict[str, str | None], ours: dict[str, str | None], theirs: dict[str, str | None]
) -> None:
    result = merge(base, ours, theirs)
    assert not result.merged.keys() & result.conflicts.keys()
    for name in base.keys() | ours.keys() | theirs.keys():
        old, mine, other = base.get(name), ours.get(name), theirs.get(name)
        if name in result.conflicts:
            assert result.conflicts[name] == Disagreement(old, mine, other)
            assert len({old, mine, other}) == 3
        else:
            agreed = result.merged.get(name)
            assert agreed in (mine, other)
            assert agreed == (other if mine == old else mine)


@given(_records, _records, _records)
def test_sides_may_change_places(
    base: dict[str, str | None], ours: dict[str, str | None], theirs: dict[str, str | None]
) -> None:
    one, two = merge(base, ours, theirs), merge(base, theirs, ours)
    assert one.merged == two.merged
    assert one.conflicts.keys() == two.conflicts.keys()


@given(_records, _records)
def test_who_changed_nothing_takes_the_others_record(base: dict[str, str | None], ours: dict[str, str | None]) -> None:
    for result in (merge(base, ours, base), merge(base, base, ours), merge(base, ours, ours)):
        assert _said(result.merged) == _said(ours)
        assert not result.conflicts


@given(_records, _records, _records)
def test_merging_the_result_again_changes_nothing(
    base: dict[str, str | None], ours: dict[str, str | None], theirs: dict[str, str | None]
) -> None:
    merged = merge(base, ours, theirs).merged
    again = merge(base, merged, theirs)
    conflicts = merge(base, ours, theirs).conflicts.keys()
    assert {name: value for name, value in again.merged.items() if name not in conflicts} == merged


def test_a_removal_is_kept_apart_from_nothing() -> None:
    assert merge({"a": "x"}, {}, {"a": "x"}) == Merge({"a": None}, {})
    assert merge({}, {"a": None}, {}) == Merge({}, {})
    assert merge({"a": "x"}, {}, {"a": "y"}).conflicts == {"a": Disagreement("x", None, "y")}
