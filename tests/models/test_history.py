"""History only grows; machines never replace people; people can always go back."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests_models import RULE, person

from curatorbench.domain.errors import BadInput, Conflict, NotFound
from curatorbench.domain.record import Absence, Source, SourceKind
from curatorbench.models.finding import explore
from curatorbench.models.history import history
from curatorbench.models.history.history import MachineOverPerson
from curatorbench.models.records import catalogue
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace


def put(session: Session, material: str, term: str, value: str | None, who: str = "Ann", **more: object) -> int:
    change = history.set_value(session, material, term, value, source=person(who), operator=who, **more)  # type: ignore[arg-type]
    return change.revision


def value_of(session: Session, material: str, term: str) -> str | None:
    change = history.current_values(session, material).get(term)
    return change.value if change else None


def test_a_change_says_who_when_from_what(session: Session, material: str) -> None:
    batch = history.new_batch(session, "mine", "Ann")
    made = history.set_value(
        session, material, "dwc:country", "Peru", source=RULE, operator="Ann", verbatim="PERU.", batch=batch
    )
    (read,) = history.history(session, material)
    assert read == made == history.current_values(session, material)["country"]
    assert (read.term, read.value, read.verbatim, read.source, read.checked) == (
        "country",
        "Peru",
        "PERU.",
        RULE,
        False,
    )
    assert (read.operator, read.batch) == ("Ann", batch)
    assert read.at.endswith("Z")


def test_an_empty_text_is_a_value_that_is_read_back(session: Session, material: str) -> None:
    put(session, material, "country", "Peru")
    put(session, material, "country", "")
    said = history.current_value(session, material, "country")
    assert said is not None and said.value == "" == value_of(session, material, "country")


def test_order_is_the_revisions_never_the_clocks(
    session: Session, material: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(["2026-01-01T00:00:00Z", "1999-01-01T00:00:00Z", "2031-01-01T00:00:00Z"])
    monkeypatch.setattr("curatorbench.models.history.changes.now", lambda: next(clock))
    revisions = [put(session, material, "country", value) for value in ("Peru", "Chile", "Kenya")]
    assert revisions == sorted(set(revisions))
    assert [change.value for change in history.history(session, material)] == ["Peru", "Chile", "Kenya"]
    assert value_of(session, material, "country") == "Kenya"


@pytest.mark.parametrize("table", ["change", "batch", "opinion", "suggestion", "judgement", "reading"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_history_cannot_be_rewritten(workspace: Workspace, table: str, verb: str) -> None:
    """Triggers stand for every row: they are tried on a database with a row in each table."""
    with workspace.store.write() as session:
        _fill(session)
    column = {"change": "content", "batch": "name", "opinion": "made"}.get(table, "opinion_id")
    with pytest.raises(IntegrityError, match="only ever added to"), workspace.store.write() as session:
        session.execute(text(verb.format(table, column, column)))


def test_expected_revision(session: Session, material: str) -> None:
    first = put(session, material, "country", "Peru", expected_revision=0)
    put(session, material, "county", "Lima")  # another field of the record is no conflict
    second = put(session, material, "country", "Chile", "Bo", expected_revision=first)
    with pytest.raises(Conflict, match=r"by Bo since.*'Chile'"):
        put(session, material, "country", "Kenya", expected_revision=first)
    with pytest.raises(Conflict):
        put(session, material, "country", "Kenya", expected_revision=0)
    assert value_of(session, material, "country") == "Chile"
    put(session, material, "country", None, expected_revision=second)
    put(session, material, "country", "Kenya", expected_revision=0)  # who saw no value was right


def test_a_machine_never_overwrites_a_person(session: Session, material: str) -> None:
    said: list[tuple[str | None, dict[str, object]]] = [
        ("Peru", {}), (None, {"absence": Absence.UNREADABLE}), (None, {"absence": Absence.EMPTY}), (None, {}),
    ]  # fmt: skip
    put(session, material, "country", "before")
    for value, more in said:
        put(session, material, "country", value, **more)
        for machine in (RULE, Source(SourceKind.CAPTURE, "camera")):
            with pytest.raises(MachineOverPerson, match="Ann"):
                history.set_value(session, material, "country", "Chile", source=machine, operator="Ann")
        assert history.history(session, material)[-1].source.kind is SourceKind.PERSON


def test_a_machine_may_replace_itself_until_a_person_has_checked(session: Session, material: str) -> None:
    for value in ("Peru", "Chile"):
        history.set_value(session, material, "country", value, source=RULE, operator="Ann")
    history.set_value(session, material, "country", "Chile", source=RULE, operator="Ann", checked=True)
    with pytest.raises(MachineOverPerson):
        history.set_value(session, material, "country", "Kenya", source=RULE, operator="Ann")


def test_setting_what_is_there_adds_nothing(session: Session, material: str) -> None:
    first = put(session, material, "country", "Peru")
    assert put(session, material, "country", "Peru") == first
    assert put(session, material, "country", "Peru", checked=True) > first
    assert len(history.history(session, material)) == 2


def test_absence_is_not_a_missing_value(session: Session, material: str) -> None:
    put(session, material, "county", None, absence=Absence.UNREADABLE)
    assert history.current_values(session, material)["county"].absence is Absence.UNREADABLE
    put(session, material, "county", None)
    assert "county" not in history.current_values(session, material)
    with pytest.raises(BadInput):
        put(session, material, "county", "Lima", absence=Absence.EMPTY)


def test_what_cannot_be_set_is_said(session: Session, material: str) -> None:
    with pytest.raises(BadInput, match="not a Darwin Core term"):
        put(session, material, "nonsense", "x")
    with pytest.raises(NotFound):
        put(session, "no such record", "country", "x")
    with pytest.raises(NotFound):
        put(session, material, "country", "x", batch="no such batch")
    with pytest.raises(NotFound):
        put(session, material, "country", "x", who="5f3c0d5e-7f0e-4b1e-9a64-000000000000")


def test_every_change_is_in_the_outbox_and_the_index_in_the_same_transaction(
    workspace: Workspace,
) -> None:
    with workspace.store.write() as session:
        material = catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"))
    with pytest.raises(KeyError), workspace.store.write() as session:
        put(session, material, "country", "Peru")
        raise KeyError
    with workspace.store.read() as session:
        assert explore.summaries(session, text="peru") == []
        (created,) = explore.changes_since(session)
    with workspace.store.write() as session:
        put(session, material, "country", "Peru")
    with workspace.store.read() as session:
        assert len(explore.summaries(session, text="peru")) == 1
        (change,) = explore.changes_since(session, created.seq)
    assert (change.material_entity_id, change.kind, change.operator) == (material, "values", "Ann")


def test_a_catalogue_number_is_unique_in_its_collection(session: Session, collection: str) -> None:
    first = catalogue.new_material(session, collection, catalog_number="N 1")
    second = catalogue.new_material(session, collection)
    with pytest.raises(Conflict, match="another record"):
        put(session, second, "catalogNumber", "N 1")
    assert history.history(session, second) == []
    put(session, first, "catalogNumber", "N 2")  # it may change,
    put(session, second, "catalogNumber", "N 1")  # and is then free
    elsewhere = catalogue.ensure_collection(session, "BIRDS")
    catalogue.new_material(session, elsewhere, catalog_number="N 1")


def _fill(session: Session) -> None:
    from curatorbench.domain.reading import Reading
    from curatorbench.domain.suggestion import Judgement, Suggestion
    from curatorbench.models.opinions import readings
    from curatorbench.models.records import assets
    from curatorbench.models.store.originals import Original

    material = catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"))
    batch = history.new_batch(session, "a batch", "Ann")
    put(session, material, "country", "Peru", batch=batch)
    original = Original("a" * 64, 1, ".jpg", None, True)  # type: ignore[arg-type]
    asset = assets.add_asset(session, original, original_name="a", format="image/jpeg", width=1, height=1)
    readings.save_reading(session, asset, Reading(), "t", "1")
    readings.save_suggestions(session, asset, material, [Suggestion("country", "P", "P", (), 0.5, "t", "1", "r")])
    readings.save_judgements(session, asset, [Judgement("m", "clear", 0.1, (), "b" * 64, "simulated")])
