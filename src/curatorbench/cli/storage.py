"""Commands of the storage tree: storage tree, find, add, rename, move, delete, count, store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from curatorbench.cli.output import (
    DEFAULT_OPERATOR,
    CollectionOption,
    JsonOption,
    OperatorOption,
    progress_line,
    say,
)
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.things import UNIT_KINDS, HoldingCount, UnitPath, UnitView
from curatorbench.workflow import explore, review, storage
from curatorbench.workflow.workbench import Workbench

Unit = Annotated[str, typer.Argument(metavar="UNIT", help="Barcode, name, path (Room 1 / Cabinet 2) or UUID.")]
Inside = Annotated[str | None, typer.Option("--in", metavar="UNIT", help="The unit that holds it.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True)
    group.callback()(tree_of)
    for command in (tree, find, add, rename, move, delete, count, store):
        group.command()(command)
    app.add_typer(group, name="storage")


def tree_of(root: Root) -> None:
    """Where things are kept: the tree of rooms, cabinets, drawers and folders."""


def tree(
    context: typer.Context,
    unit: Annotated[str | None, typer.Argument(metavar="[UNIT]", help="Only what lies in it.")] = None,
    depth: Annotated[int, typer.Option(min=1, max=100, help="How many levels to show.")] = 100,
    json: JsonOption = False,
) -> None:
    """Show the units with how many records lie in each and below it."""
    bench = _bench(context)
    top = storage.find_one(bench, unit) if unit is not None else None
    for level, path, view in _below(bench, top.id if top else None, top.names if top else (), depth):
        lines = [f"{'  ' * level}{view.name} ({view.kind}): {view.records:,} record{'s' * (view.records != 1)}"]
        lines += [f"barcode {view.identifier}"] if view.identifier else []
        lines += [_counted(view.holding)] if view.holding else []
        say(json, _view_json(view, path), ", ".join(lines))


def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A barcode, or part of a name.")],
    json: JsonOption = False,
) -> None:
    """Find units by barcode or by part of their names."""
    for path in storage.find(_bench(context), text):
        say(json, _path_json(path), f"{path} ({path.kind})")


def add(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(UNIT_KINDS)}.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    inside: Inside = None,
    barcode: Annotated[str | None, typer.Option(help="The barcode on it.")] = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Add a room, cabinet, drawer, folder ... to the tree."""
    bench = _bench(context)
    made = storage.add(bench, kind, name, _id(bench, inside), operator, identifier=barcode)
    _say_path(bench, made, "Added", json)


def rename(
    context: typer.Context,
    unit: Unit,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called from now on.")],
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Give a unit another name."""
    bench = _bench(context)
    known = storage.find_one(bench, unit).id
    storage.rename(bench, known, name, operator)
    _say_path(bench, known, "Renamed to", json)


def move(
    context: typer.Context,
    unit: Unit,
    inside: Inside = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Move a unit with all that lies in it; without --in it stands by itself."""
    bench = _bench(context)
    known = storage.find_one(bench, unit).id
    storage.move(bench, known, _id(bench, inside), operator)
    _say_path(bench, known, "Moved to", json)


def delete(
    context: typer.Context, unit: Unit, operator: OperatorOption = DEFAULT_OPERATOR, json: JsonOption = False
) -> None:
    """Remove an empty unit."""
    bench = _bench(context)
    known = storage.find_one(bench, unit)
    storage.delete(bench, known.id, operator)
    say(json, _path_json(known) | {"deleted": True}, f"Deleted {known}.")


def count(
    context: typer.Context,
    unit: Unit,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="How many things it holds, digitized or not.")],
    estimated: Annotated[bool, typer.Option("--estimated", help="Not counted one by one.")] = False,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="When, ISO 8601; today otherwise.")] = None,
    remarks: str = "",
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Say how many things a unit holds; earlier counts stay beside it."""
    bench = _bench(context)
    known = storage.find_one(bench, unit)
    method, day = "estimated" if estimated else "counted", on or datetime.now(UTC).date().isoformat()
    storage.add_count(bench, known.id, number, method, day, operator, remarks=remarks)
    for holding in storage.holding_counts(bench, known.id):
        say(json, _path_json(known) | _holding_json(holding), f"{known}: {_counted(holding)}")


def store(
    context: typer.Context,
    numbers: Annotated[list[str], typer.Argument(metavar="CATALOGNUMBER...", help="Numbers or UUIDs.")],
    inside: Inside = None,
    nowhere: Annotated[bool, typer.Option("--nowhere", help="Nobody knows where they are.")] = False,
    collection: CollectionOption = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Put records into a unit, as one batch that can be taken back."""
    if (inside is None) != nowhere:
        raise typer.BadParameter("say --in UNIT or --nowhere", param_hint="--in")
    bench = _bench(context)
    materials = [review.find(bench, number, collection) for number in numbers]
    keys = explore.keys_of(bench, materials)
    stored = storage.store(bench, keys, _id(bench, inside), operator, progress_line(json))
    item = {"batch": stored.batch, "name": stored.name, "records": stored.records}
    say(json, item, f"{stored.name}." if stored.batch else "They lie there already.")


def _bench(context: typer.Context) -> Workbench:
    """The workspace that was named before the verb."""
    assert context.parent is not None
    return opened(context, context.parent.params["root"])


def _below(
    bench: Workbench, parent: str | None, names: tuple[str, ...], depth: int, level: int = 0
) -> Iterator[tuple[int, tuple[str, ...], UnitView]]:
    for view in storage.tree(bench, parent):
        path = (*names, view.name)
        yield level, path, view
        if view.units and level + 1 < depth:
            yield from _below(bench, view.id, path, depth, level + 1)


def _id(bench: Workbench, unit: str | None) -> str | None:
    return storage.find_one(bench, unit).id if unit is not None else None


def _say_path(bench: Workbench, unit: str, verb: str, json: bool) -> None:
    path = storage.path_of(bench, unit)
    say(json, _path_json(path), f"{verb} {path}.")


def _path_json(path: UnitPath) -> dict[str, object]:
    return {"storageUnitID": path.id, "kind": path.kind, "path": list(path.names), "identifier": path.identifier}


def _view_json(view: UnitView, path: tuple[str, ...]) -> dict[str, object]:
    holding = {"holding": _holding_json(view.holding)} if view.holding else {}
    known = _path_json(UnitPath(view.id, view.kind, path, view.identifier))
    return known | {"name": view.name, "units": view.units, "records": view.records} | holding


def _holding_json(holding: HoldingCount) -> dict[str, object]:
    return {
        "number": holding.number,
        "method": holding.method,
        "counted_on": holding.counted_on,
        "operator": holding.operator,
        "remarks": holding.remarks,
    }


def _counted(holding: HoldingCount) -> str:
    return f"{holding.method} {holding.number:,} on {holding.counted_on} by {holding.operator}"
