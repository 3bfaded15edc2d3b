"""Records to be mended, and what tests ask of them. Everything is made as the program makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from curatorbench.domain.box import Box
from curatorbench.domain.record import Source, SourceKind
from curatorbench.domain.suggestion import AcceptanceRule, Suggestion
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.models.history import bulk
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets, catalogue
from curatorbench.models.store.originals import Original
from curatorbench.models.store.store import Session
from curatorbench.workflow import explore, review
from curatorbench.workflow.workbench import Workbench

RULE = AcceptanceRule("sure", frozenset(LABEL_TERMS), 0.9)


def records(bench: Workbench, *values: dict[str, str], collection: str = "HERB") -> list[str]:
    """Records as an import makes them; returns their UUIDs."""
    with bench.workspace.store.write() as session:
        found = catalogue.ensure_collection(session, collection)
        source = Source(SourceKind.IMPORT, "table.csv")
        return bulk.new_materials_bulk(session, found, values, source=source, operator="Importer")


def keys(bench: Workbench, materials: list[str]) -> list[int]:
    return list(explore.keys_of(bench, materials))


def values(bench: Workbench, material: str) -> dict[str, str | None]:
    return {term: change.value for term, change in explore.page(bench, material).values.items()}


def picture(bench: Workbench, record: str, number: int, **said: str) -> str:
    """An image of a record that suggests these values, a rule that is on accepting what it may; its SHA-256."""
    return pictures(bench, [(record, number, said)])[0]


def pictures(bench: Workbench, wanted: Sequence[tuple[str, int, Mapping[str, str]]]) -> list[str]:
    """Many of them in one transaction, as (record, number, what it says)."""
    with bench.workspace.store.write() as session:
        return [_picture(session, record, f"{number:064x}", said) for record, number, said in wanted]


def _picture(session: Session, record: str, sha256: str, said: Mapping[str, str]) -> str:
    original = Original(sha256, 1, ".jpg", Path("a.jpg"), True)
    asset = assets.add_asset(session, original, original_name="a.jpg", format="image/jpeg", width=1, height=1)
    assets.attach(session, asset, record)
    suggestions = [suggestion(term, value) for term, value in said.items()]
    readings.save_suggestions(session, asset, record, suggestions)
    review.apply_rules(session, record, suggestions)
    return sha256


def suggestion(term: str, value: str) -> Suggestion:
    return Suggestion(term, value, value, (Box(0.1, 0.1, 0.2, 0.1),), 0.97, "rapidocr", "3", "test")


def suggested(bench: Workbench, record: str) -> set[tuple[str, str]]:
    return {(s.term, s.value) for s in explore.page(bench, record).suggestions}


def everything(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """What lists, counts and pages are made of: equal before a step and after it was taken back."""
    asked = {
        "records": "SELECT material_entity_id, status, storage_unit_id, object_quantity, kind, retired, merged_into_id,"
        " catalog_number, country, scientific_name FROM material_entity WHERE retired = 0 ORDER BY id",
        "documents": "SELECT material_id, document FROM accepted JOIN material_entity AS m ON m.id = material_id"
        " WHERE m.retired = 0 ORDER BY 1",
        "images": "SELECT asset_id, region_id, material_id, role FROM asset_subject ORDER BY 1, 2, 3",
        "relations": "SELECT subject_id, kind, related_id FROM material_relation ORDER BY 1, 2, 3",
        "identifiers": "SELECT identifier, identifier_type, material_id FROM identifier ORDER BY 1, 2, 3",
        "identifications": "SELECT identification_id, material_id FROM identification ORDER BY 1",
    }
    return {name: [tuple(row) for row in session.connection().exec_driver_sql(query)] for name, query in asked.items()}


def state(bench: Workbench) -> dict[str, list[tuple[object, ...]]]:
    with bench.workspace.store.read() as session:
        return everything(session)
