"""Entering: records keyed by hand, with or without an image, and how things belong together.

What a record is beside its fields (kind, quantity, where it lies, relations) is changed here in single steps that
undo takes back. `quantity` is how many objects lie under the number; what a label or a determiner says of
individuals stays the field individualCount, and neither follows the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from curatorbench.domain.things import About
from curatorbench.models.records import catalogue, entering, relations, things
from curatorbench.workflow import values as sensible
from curatorbench.workflow.values import clean
from curatorbench.workflow.workbench import Workbench

Related = tuple[str, str]


def enter(
    bench: Workbench,
    collection: str,
    values: Mapping[str, str | None],
    operator: str,
    *,
    kind: str = "specimen",
    quantity: int = 1,
    storage_unit: str | None = None,
    image: str | None = None,
    role: str = "sheet",
    same_sheet_as: str | None = None,
    related: Sequence[Related] = (),
    similar_is_other: bool = False,
) -> str:
    """Make a record with all that is known of it, in one change; returns its materialEntityID.

    `collection` is a code (made known if new), `values` by Darwin Core term; a value of None or nothing but spaces
    means that a person looked and there is none, so {"catalogNumber": None} is a numberless object. `image` is the
    SHA-256 of one that is in the workspace, `role` what it shows. With `same_sheet_as` (a materialEntityID) and no
    `image`, the new record has that one's images. `related` are (kind, materialEntityID), as `relate` takes them.

    Raises NumberTaken, before anything is saved, if the number is another record's; a number that differs by spaces,
    commas or case only is taken for the same unless `similar_is_other`. Raises BadInput for what is no term, no
    number ("s.n."), or an identifier that is minted here; NotFound for an unknown image, unit or record.
    """
    wanted = sensible.checked(values)
    things.check_kind(kind)
    things.check_quantity(quantity)
    with bench.workspace.store.write() as session:
        entry = entering.Entry(
            collection_id=catalogue.ensure_collection(session, collection),
            values=wanted,
            kind=kind,
            quantity=quantity,
            storage_unit=storage_unit,
            images=entering.images(session, image, role, same_sheet_as),
            related=(*([("same sheet", same_sheet_as)] if same_sheet_as else []), *related),
        )
        entering.check_number(session, entry, similar_is_other)
        return entering.enter(session, entry, operator)


def holder_of(bench: Workbench, collection: str, number: str) -> str | None:
    """The record of a collection (its code) that has that number, spaces, commas and case aside; for saying so while
    a number is typed. The first of several."""
    with bench.workspace.store.read() as session:
        code = catalogue.find_collection(session, collection)
        found = entering.holder(session, code, clean(number) or "") if code else None
    return found[0] if found else None


def another_on_sheet(
    bench: Workbench,
    material: str,
    values: Mapping[str, str | None],
    operator: str,
    *,
    kind: str = "specimen",
    quantity: int = 1,
) -> str:
    """A second taxon or gathering on the sheet of a record: a new record with its images, in its collection and its
    storage unit, `same sheet` as it; one step. Returns the new materialEntityID. Raises as `enter` does."""
    with bench.workspace.store.read() as session:
        code, unit = things.whereabouts(session, material)
    return enter(bench, code, values, operator, kind=kind, quantity=quantity, storage_unit=unit, same_sheet_as=material)


def another_sheet(bench: Workbench, material: str, image: str, operator: str, *, role: str = "sheet") -> None:
    """One specimen on several sheets under one number: this image shows the record too. One step; twice is once."""
    with bench.workspace.store.write() as session:
        entering.show(session, material, image, role, operator)


def another_part(
    bench: Workbench,
    material: str,
    values: Mapping[str, str | None],
    operator: str,
    *,
    relation: str = "same individual",
    kind: str = "specimen",
    quantity: int = 1,
    image: str | None = None,
) -> str:
    """One specimen on several sheets under several numbers, or a slide made from it: a new record in the same
    collection that is `relation` of `material`; one step. Returns the new materialEntityID."""
    with bench.workspace.store.read() as session:
        code, unit = things.whereabouts(session, material)
    related = [(relation, material)]
    return enter(
        bench, code, values, operator, kind=kind, quantity=quantity, storage_unit=unit, image=image, related=related
    )


def relate(bench: Workbench, material: str, kind: str, other: str, operator: str) -> None:
    """`material` is `kind` of `other` (either reading of RELATIONS); said twice is said once.

    Raises BadInput for an unknown kind or a record with itself, Conflict if it would be part of itself.
    """
    with bench.workspace.store.write() as session:
        relations.relate(session, material, kind, other, operator)


def unrelate(bench: Workbench, material: str, kind: str, other: str, operator: str) -> None:
    """Take such a statement away; raises NotFound if nobody made it (it may only follow from others)."""
    with bench.workspace.store.write() as session:
        relations.unrelate(session, material, kind, other, operator)


def set_quantity(bench: Workbench, material: str, quantity: int, operator: str) -> None:
    """How many objects lie under the record's number; raises BadInput below 1."""
    things.check_quantity(quantity)
    with bench.workspace.store.write() as session:
        things.set_fact(session, material, "objectQuantity", quantity, operator)


def set_kind(bench: Workbench, material: str, kind: str, operator: str) -> None:
    """What the record is about, one of MATERIAL_KINDS; raises BadInput."""
    things.check_kind(kind)
    with bench.workspace.store.write() as session:
        things.set_fact(session, material, "kind", kind, operator)


def about(bench: Workbench, material: str) -> About:
    """What a record is beside its fields; raises NotFound."""
    with bench.workspace.store.read() as session:
        return things.about(session, material)
