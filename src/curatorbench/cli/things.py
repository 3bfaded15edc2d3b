"""Commands of things: enter, relate, identify, about."""

from __future__ import annotations

from typing import Annotated

import typer

from curatorbench.cli.output import (
    DEFAULT_OPERATOR,
    CollectionOption,
    IntoCollectionOption,
    JsonOption,
    OperatorOption,
    say,
    tell,
)
from curatorbench.cli.records import Number
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.errors import BadInput
from curatorbench.domain.things import MATERIAL_KINDS, RELATIONS, About
from curatorbench.workflow import enter as entering
from curatorbench.workflow import identify as identifying
from curatorbench.workflow import review, storage, values


def register(app: typer.Typer) -> None:
    for command in (enter, relate, identify, about):
        app.command()(command)


def enter(
    context: typer.Context,
    root: Root,
    said: Annotated[list[str], typer.Argument(metavar="TERM=VALUE...", help="catalogNumber=X-1 country=Peru ...")],
    collection: IntoCollectionOption = "MAIN",
    kind: Annotated[str, typer.Option(help=f"One of {', '.join(MATERIAL_KINDS)}.")] = "specimen",
    quantity: Annotated[int, typer.Option(help="How many objects lie under the number.")] = 1,
    inside: Annotated[str | None, typer.Option("--in", metavar="UNIT", help="The storage unit it lies in.")] = None,
    image: Annotated[str | None, typer.Option(metavar="SHA256", help="An image that shows it.")] = None,
    same_sheet_as: Annotated[
        str | None, typer.Option("--same-sheet-as", metavar="CATALOGNUMBER", help="A record on the same sheet.")
    ] = None,
    similar: Annotated[bool, typer.Option("--similar", help="A number like another's is another thing's.")] = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Make a record by hand. `catalogNumber=` with nothing behind it: a person looked and there is no number."""
    bench = opened(context, root)
    given = [_said(text) for text in said]
    if len({term for term, _ in given}) < len(given):
        raise BadInput("A term is given twice.", "Give every term once.")
    beside = review.find(bench, same_sheet_as, collection) if same_sheet_as is not None else None
    material = entering.enter(
        bench,
        collection,
        dict(given),
        operator,
        kind=kind,
        quantity=quantity,
        storage_unit=storage.find_one(bench, inside).id if inside is not None else None,
        image=image,
        same_sheet_as=beside,
        similar_is_other=similar,
    )
    _say_about(entering.about(bench, material), json)
    for term, value in given:
        for warning in values.warnings(term.removeprefix("dwc:"), value or ""):
            tell(warning)


def relate(
    context: typer.Context,
    root: Root,
    number: Number,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(RELATIONS)}, or its opposite.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other record's number or UUID.")],
    undo: Annotated[bool, typer.Option("--take-away", help="It is not so.")] = False,
    collection: CollectionOption = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Say how two records belong together: "X-1 'part of' X-2"."""
    bench = opened(context, root)
    one, two = (review.find(bench, wanted, collection) for wanted in (number, other))
    (entering.unrelate if undo else entering.relate)(bench, one, kind, two, operator)
    _say_about(entering.about(bench, one), json)


def identify(
    context: typer.Context,
    root: Root,
    number: Number,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Without a name: list them.")] = None,
    by: Annotated[str | None, typer.Option(help="Who determined it.")] = None,
    date: Annotated[str | None, typer.Option(help="When, ISO 8601 as precise as known.")] = None,
    remarks: str | None = None,
    type_status: Annotated[
        str | None, typer.Option("--type", metavar="STATUS", help="It is this type of NAME, whatever it is called now.")
    ] = None,
    collection: CollectionOption = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Determine a record anew; the determination before it is kept. With no name, list all determinations."""
    bench = opened(context, root)
    material = review.find(bench, number, collection)
    if name is not None and type_status is not None:
        identifying.designate(bench, material, type_status, name, operator, source=remarks or "")
    elif name is not None:
        done = identifying.identify(bench, material, name, by, date, remarks, operator)
        for warning in (*done.warnings, *values.warnings("dateIdentified", date or "")):
            tell(warning)
    _say_about(entering.about(bench, material), json)


def about(
    context: typer.Context, root: Root, number: Number, collection: CollectionOption = None, json: JsonOption = False
) -> None:
    """What a record is beside its fields: kind, quantity, storage, relations, determinations, images."""
    bench = opened(context, root)
    _say_about(entering.about(bench, review.find(bench, number, collection)), json)


def _said(text: str) -> tuple[str, str | None]:
    term, sign, value = text.partition("=")
    if not sign:
        raise BadInput(f"{text!r} says no value.", "Write TERM=VALUE, such as country=Peru.")
    return term.strip(), value.strip() or None


def _say_about(said: About, json: bool) -> None:
    lines = [f"{said.material_entity_id}: {said.kind}, {said.quantity} object{'s' * (said.quantity != 1)}"]
    lines += ["  without a catalogue number"] if said.numberless else []
    lines += [f"  in {said.storage}"] if said.storage else []
    lines += [f"  {r.kind} {r.catalog_number or r.material_entity_id}" for r in said.relations]
    lines += [
        f"  {'stands' if i.stands else 'before'}: {i.scientific_name or i.verbatim}"
        f", {i.identified_by or 'nobody named'} {i.date_identified}".rstrip()
        for i in said.identifications
    ]
    lines += [f"  {t.type_status} of {t.scientific_name}" for t in said.types]
    say(json, about_json(said), lines)


def about_json(said: About) -> dict[str, object]:
    """The shape that `about --json` promises."""
    return {
        "materialEntityID": said.material_entity_id,
        "kind": said.kind,
        "quantity": said.quantity,
        "numberless": said.numberless,
        "storage": list(said.storage.names) if said.storage else None,
        "storageUnitID": said.storage.id if said.storage else None,
        "relations": [
            {"kind": r.kind, "materialEntityID": r.material_entity_id, "catalogNumber": r.catalog_number,
             "stated": r.stated}
            for r in said.relations
        ],
        "identifications": [
            {"scientificName": i.scientific_name, "verbatim": i.verbatim, "qualifier": i.qualifier,
             "identifiedBy": i.identified_by, "dateIdentified": i.date_identified, "remarks": i.remarks,
             "typeStatus": i.type_status, "stands": i.stands}
            for i in said.identifications
        ],
        "types": [
            {"typeStatus": t.type_status, "scientificName": t.scientific_name, "source": t.source} for t in said.types
        ],
        "images": [{"sha256": i.sha256, "role": i.role, "others": list(i.others)} for i in said.images],
    }  # fmt: skip
