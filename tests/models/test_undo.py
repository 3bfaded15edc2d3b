"""Undo and redo of people, and batches taken back: new rows, without limit, across restarts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests_models import RULE, person

from curatorbench.domain.errors import Conflict, NotFound, Overtaken
from curatorbench.domain.identifiers import mint
from curatorbench.domain.record import RecordStatus, SourceKind
from curatorbench.models.finding import explore
from curatorbench.models.history import history, undo
from curatorbench.models.history.history import MachineOverPerson
from curatorbench.models.keeping import safety
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.originals import Original
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace

TERMS = ("country", "county", "recordedBy")


def put(
    session: Session, material: str, term: str, value: str | None, who: str = "Ann", batch: str | None = None
) -> None:
    history.set_value(session, material, term, value, source=person(who), operator=who, batch=batch)


def values(session: Session, material: str) -> dict[str, str | None]:
    return {term: change.value for term, change in history.current_values(session, material).items()}


def test_undo_is_a_new_row_and_survives_a_restart(workspace: Workspace) -> None:
    with workspace.store.write() as session:
        material = catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"))
        for number in range(30):
            put(session, material, TERMS[number % 3], f"value {number}")
    workspace.close()
    again = Workspace.open(workspace.root)
    with again.store.write() as session:
        for _ in range(30):
            assert history.undo_last(session, "Ann") is not None
        assert history.undo_last(session, "Ann") is None
        assert values(session, material) == {}
        assert len(history.history(session, material)) == 60
    again.close()
    again = Workspace.open(workspace.root)
    with again.store.write() as session:
        for _ in range(30):
            assert history.redo_last(session, "Ann") is not None
        assert history.redo_last(session, "Ann") is None
        assert values(session, material) == {"country": "value 27", "county": "value 28", "recordedBy": "value 29"}
    again.close()


def test_a_new_change_ends_redo(session: Session, material: str) -> None:
    put(session, material, "country", "Peru")
    history.undo_last(session, "Ann")
    put(session, material, "county", "Lima")
    assert history.redo_last(session, "Ann") is None


def test_undo_is_of_ones_own(session: Session, material: str) -> None:
    put(session, material, "country", "Peru", "Ann")
    put(session, material, "county", "Lima", "Bo")
    undone = history.undo_last(session, "Ann")
    assert undone is not None and (undone.material_entity_id, undone.term) == (material, "country")
    assert values(session, material) == {"county": "Lima"}


def test_undo_does_not_run_over_others(session: Session, material: str) -> None:
    put(session, material, "county", "Lima")
    put(session, material, "country", "Peru")
    put(session, material, "country", "Chile", "Bo")
    with pytest.raises(Overtaken, match="Bo") as refused:
        history.undo_last(session, "Ann")
    assert values(session, material)["country"] == "Chile"
    passing = {refused.value.step}
    passed = history.undo_last(session, "Ann", passing=passing)
    assert passed is not None and passed.term == "county"
    assert history.undo_last(session, "Ann", passing=passing) is None
    assert history.undo_last(session, "Bo") is not None  # what stood in the way has gone
    undone = history.undo_last(session, "Ann", passing=passing)
    assert undone is not None and undone.term == "country"
    assert values(session, material) == {}


def test_redo_does_not_run_over_others_and_goes_on(session: Session, material: str) -> None:
    put(session, material, "country", "Peru")
    put(session, material, "county", "Lima")
    for _ in range(2):
        history.undo_last(session, "Ann")
    put(session, material, "country", "Chile", "Bo")
    with pytest.raises(Overtaken) as refused:
        history.redo_last(session, "Ann")
    redone = history.redo_last(session, "Ann", passing={refused.value.step})
    assert redone is not None and redone.term == "county"
    assert values(session, material) == {"country": "Chile", "county": "Lima"}


def test_a_number_given_away_meanwhile_is_refused_and_passed_over(
    session: Session, collection: str, material: str
) -> None:
    put(session, material, "country", "Peru")
    put(session, material, "catalogNumber", "B1")
    put(session, material, "catalogNumber", "B2")
    put(session, catalogue.new_material(session, collection), "catalogNumber", "B1", "Bo")
    with pytest.raises(Overtaken, match="B1") as refused:
        history.undo_last(session, "Ann")
    assert values(session, material)["catalogNumber"] == "B2"
    with pytest.raises(Overtaken) as older:  # the step before it is built on by the one that stays
        history.undo_last(session, "Ann", passing={refused.value.step})
    undone = history.undo_last(session, "Ann", passing={refused.value.step, older.value.step})
    assert undone is not None and undone.term == "country"


def status(session: Session, material: str) -> RecordStatus:
    return explore.page(session, material).summary.status


def test_a_status_is_taken_back_and_given_again_across_restarts(workspace: Workspace) -> None:
    steps = [RecordStatus.CHECKED, RecordStatus.APPROVED, RecordStatus.WITHHELD, RecordStatus.APPROVED] * 5
    with workspace.store.write() as session:
        material = catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"))
        catalogue.mark_read(session, material)
        for step in steps:
            put(session, material, "country", f"before {step}")
            catalogue.set_status(session, material, step, "Ann")
    workspace.close()
    again = Workspace.open(workspace.root)
    before = [RecordStatus.READ, *steps[:-1]]
    for _ in range(3):
        with again.store.write() as session:
            for expected in reversed(before):
                undone = history.undo_last(session, "Ann")
                assert undone is not None and (undone.term, undone.status) == (None, expected)
                assert status(session, material) is expected
                undone = history.undo_last(session, "Ann")
                assert undone is not None and (undone.term, undone.status) == ("country", None)
            assert history.undo_last(session, "Ann") is None
            for expected in steps:
                assert history.redo_last(session, "Ann") is not None
                redone = history.redo_last(session, "Ann")
                assert redone is not None and redone.status is status(session, material) is expected
            assert history.redo_last(session, "Ann") is None
    assert all(checked.ok for checked in safety.verify(again))
    again.close()


def test_captured_said_by_a_person_is_said_again_though_images_have_been_read(
    session: Session, material: str, a_file: Callable[..., Path]
) -> None:
    original = Original("0" * 64, 1, ".jpg", a_file(), True)
    asset = assets.add_asset(session, original, original_name="a.jpg", format="image/jpeg", width=1, height=1)
    assets.attach(session, asset, material)
    readings.save_suggestions(session, asset, material, [])
    catalogue.mark_read(session, material)
    catalogue.set_status(session, material, RecordStatus.CAPTURED, "Ann")
    history.undo_last(session, "Ann")
    history.redo_last(session, "Ann")
    assert status(session, material) == RecordStatus.CAPTURED


def test_a_status_that_a_colleague_gave_stays(session: Session, material: str) -> None:
    put(session, material, "country", "Peru")
    catalogue.set_status(session, material, RecordStatus.CHECKED, "Ann")
    catalogue.set_status(session, material, RecordStatus.READ, "Bo")
    catalogue.set_status(session, material, RecordStatus.CHECKED, "Bo")  # the same word, but Bo's
    with pytest.raises(Overtaken, match="Bo") as refused:
        history.undo_last(session, "Ann")
    assert status(session, material) is RecordStatus.CHECKED
    undone = history.undo_last(session, "Ann", passing={refused.value.step})
    assert undone is not None and undone.term == "country"
    for _ in range(2):
        history.undo_last(session, "Bo")
    undone = history.undo_last(session, "Ann")
    assert undone is not None and undone.status is RecordStatus.CAPTURED


def test_what_to_undo_is_found_without_walking_the_history(session: Session) -> None:
    for question, index in ((undo.SINGLE, "ix_change_undo"), (undo.TOGETHER, "ix_batch_undo")):
        asked = question.format(actions="'do', 'redo'")
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", (1,)).all()
        assert any(index in row[3] for row in plan), plan
        assert not any("SCAN" in row[3] or "TEMP B-TREE" in row[3] for row in plan), plan


def test_undo_brings_back_the_rules_value_as_the_rules(session: Session, material: str) -> None:
    history.set_value(session, material, "country", "Peru", source=RULE, operator="Ann", verbatim="PERU")
    put(session, material, "country", "Chile")
    undone = history.undo_last(session, "Ann")
    assert undone is not None and undone.value == "Peru"
    restored = history.current_values(session, material)["country"]
    assert (restored.value, restored.verbatim, restored.source, restored.checked) == ("Peru", "PERU", RULE, False)
    history.set_value(session, material, "country", "Kenya", source=RULE, operator="Ann")  # nobody's word again
    with pytest.raises(Conflict):
        history.redo_last(session, "Ann")


def test_after_an_undo_back_to_nothing_a_rule_may_fill_the_field(session: Session, material: str) -> None:
    put(session, material, "country", "Chile")
    history.undo_last(session, "Ann")
    history.set_value(session, material, "country", "Peru", source=RULE, operator="Ann")
    assert values(session, material) == {"country": "Peru"}


def test_what_a_rule_accepted_is_taken_back_as_one_batch(session: Session, collection: str) -> None:
    batch = history.new_batch(session, "accepted", "Ann")
    materials = [catalogue.new_material(session, collection) for _ in range(5)]
    for material in materials:
        for term in TERMS:
            history.set_value(session, material, term, "machine", source=RULE, operator="Ann", batch=batch)
    put(session, materials[0], "country", "Peru", "Bo")
    report = history.revert_batch(session, batch, "Ann")
    assert (report.reverted, report.skipped) == (14, ((materials[0], "country"),))
    assert values(session, materials[0]) == {"country": "Peru"}
    assert all(values(session, material) == {} for material in materials[1:])
    assert history.revert_batch(session, batch, "Ann").reverted == 0
    assert history.revert_batch(session, report.batch, "Ann").reverted == 14  # and the taking back, taken back
    restored = history.current_values(session, materials[1])["country"]
    assert (restored.value, restored.source.kind, restored.checked) == ("machine", SourceKind.RULE, False)


def test_a_batch_that_set_a_field_twice_goes_back_to_before_it(session: Session, material: str) -> None:
    put(session, material, "country", "before")
    batch = history.new_batch(session, "b", "Ann")
    for value in ("one", "two"):
        put(session, material, "country", value, batch=batch)
    assert history.undo_last(session, "Bo") is None
    history.revert_batch(session, batch, "Ann")
    assert values(session, material) == {"country": "before"}
    with pytest.raises(NotFound):
        history.revert_batch(session, "no such batch", "Ann")


class Reviewing(RuleBasedStateMachine):
    """One record, two people and a rule, against a model that keeps stacks of states in memory."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.workspace = Workspace.create(self.folder / mint())
        self.state: dict[str, tuple[str | None, str | int]] = {"status": (RecordStatus.CAPTURED, 0)}
        self.moves = 0
        self.done: list[tuple[str, object, object]] = []
        self.undone: list[tuple[str, object, object]] = []
        self.rows = 0

    @initialize()
    def begin(self) -> None:
        with self.workspace.store.write() as session:
            self.material = catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"))

    @rule(term=st.sampled_from(TERMS), value=st.sampled_from(["Peru", "Chile", None]))
    def ann_sets(self, term: str, value: str | None) -> None:
        before, after = self.state.get(term), (value, "person")
        with self.workspace.store.write() as session:
            put(session, self.material, term, value)
        if before != after:
            self.state[term] = after
            self.done.append((term, before, after))
            self.undone.clear()
            self.rows += 1

    @rule(term=st.sampled_from(TERMS), value=st.sampled_from(["Peru", "Kenya"]))
    def rule_sets(self, term: str, value: str) -> None:
        held = self.state.get(term)
        with self.workspace.store.write() as session:
            try:
                history.set_value(session, self.material, term, value, source=RULE, operator="Ann")
            except MachineOverPerson:
                assert held is not None and held[1] == "person"
                return
        assert held is None or held[1] == "rule"
        self.rows += held != (value, "rule")
        self.state[term] = (value, "rule")

    @rule(status=st.sampled_from(RecordStatus), who=st.sampled_from(["Ann", "Bo"]))
    def somebody_moves(self, status: RecordStatus, who: str) -> None:
        """Two moves to one status are two: the second is not taken back with the first."""
        before = self.state["status"]
        with self.workspace.store.write() as session:
            catalogue.set_status(session, self.material, status, who)
        if before[0] == status:
            return
        self.moves += 1
        self.state["status"] = after = (status, self.moves)
        if who == "Ann":
            self.done.append(("status", before, after))
            self.undone.clear()

    @rule()
    def undo(self) -> None:
        self._walk(self.done, self.undone, history.undo_last, 2, 1)

    @rule()
    def redo(self) -> None:
        self._walk(self.undone, self.done, history.redo_last, 1, 2)

    @rule()
    def restart(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.workspace.root)

    def _walk(self, taken: list, put_on: list, verb: object, now_is: int, becomes: int) -> None:  # type: ignore[type-arg]
        with self.workspace.store.write() as session:
            if not taken:
                assert verb(session, "Ann") is None  # type: ignore[operator]
                return
            step = taken[-1]
            if self.state.get(step[0]) != step[now_is]:
                with pytest.raises(Conflict):
                    verb(session, "Ann")  # type: ignore[operator]
                return
            verb(session, "Ann")  # type: ignore[operator]
        put_on.append(taken.pop())
        self.rows += step[0] != "status"
        if step[becomes] is None:
            self.state.pop(step[0], None)
        else:
            self.state[step[0]] = step[becomes]

    @invariant()
    def the_database_says_the_same(self) -> None:
        with self.workspace.store.read() as session:
            shown = {term: change.value for term, change in history.current_values(session, self.material).items()}
            assert len(history.history(session, self.material)) == self.rows
            shown["status"] = status(session, self.material)
        assert shown == {term: value for term, (value, _) in self.state.items() if value is not None}

    def teardown(self) -> None:
        assert all(checked.ok for checked in safety.verify(self.workspace))
        self.workspace.close()


@pytest.mark.torture
def test_any_order_of_changes_undos_redos_and_restarts(tmp_path: Path, turns: Callable[[int], int]) -> None:
    Reviewing.folder = tmp_path
    thorough = settings(
        max_examples=turns(200), stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Reviewing, settings=thorough)
