"""Commands that mend: move-image, merge, split, batches, take-back. Each says with --dry-run what it would do."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import (
    DEFAULT_OPERATOR,
    SOME_FAILED,
    CollectionOption,
    JsonOption,
    OperatorOption,
    counted,
    progress_line,
    say,
    tell,
)
from curatorbench.cli.records import Number
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.errors import BadInput
from curatorbench.domain.mending import Done, ImageMove, Plan
from curatorbench.workflow import explore, mending, review
from curatorbench.workflow.workbench import Workbench

DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")]
ImageOption = Annotated[
    list[str] | None, typer.Option("--image", help="SHA-256 of an image, or its beginning; may be given again.")
]
# The columns of a table of moves.
_COLUMNS = ("image", "from", "to")


def register(app: typer.Typer) -> None:
    app.command("move-image")(move_image)
    app.command("take-back")(take_back)
    for command in (merge, split, batches):
        app.command()(command)


def move_image(
    context: typer.Context,
    root: Root,
    source: Annotated[str | None, typer.Option("--from", help="Number or UUID of the wrong record.")] = None,
    target: Annotated[
        str | None, typer.Option("--to", help="Number or UUID of the right one; without it: a record of its own.")
    ] = None,
    image: ImageOption = None,
    table: Annotated[
        Path | None, typer.Option("--table", help="A CSV with the columns image, from, to: many moves in one batch.")
    ] = None,
    collection: CollectionOption = None,
    dry_run: DryRunOption = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Move images from the wrong record to the right one, with what was read on them.

    Without --image all images of the record go.
    """
    if (source is None) == (table is None):
        raise typer.BadParameter("give one of --from and --table", param_hint="--from")
    if "" in (target, *(image or [])):
        raise typer.BadParameter("'' names nothing; leave it out", param_hint="--to, --image")
    bench = opened(context, root)
    if table is not None:
        moves = [move for row in _rows(table) for move in _moves(bench, collection, *row)]
    else:
        moves = [m for name in image or [""] for m in _moves(bench, collection, name, source or "", target or "")]
    if dry_run:
        say_plan(mending.plan_move_images(bench, moves), json)
    else:
        say_done(mending.move_images(bench, moves, operator, progress_line(json)), json)


def merge(
    context: typer.Context,
    root: Root,
    kept: Annotated[str, typer.Argument(metavar="KEPT", help="Number or UUID of the record that stays.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Number or UUID of the one that becomes part of it.")],
    theirs: Annotated[str, typer.Option(help="Terms in which the other's value is right, with commas.")] = "",
    collection: CollectionOption = None,
    dry_run: DryRunOption = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Make one record of two that are of one object."""
    bench = opened(context, root)
    two = review.find(bench, kept, collection), review.find(bench, other, collection)
    chosen = frozenset(term.strip().removeprefix("dwc:") for term in theirs.split(",") if term.strip())
    if dry_run:
        say_plan(mending.plan_merge(bench, *two, chosen), json)
    else:
        say_done(mending.merge(bench, *two, operator, chosen), json)


def split(
    context: typer.Context,
    root: Root,
    number: Number,
    image: ImageOption = None,
    copy: Annotated[str, typer.Option("--copy", help="Terms that the new record has too, with commas.")] = "",
    same_sheet: Annotated[
        bool, typer.Option("--same-sheet", help="Both are on one sheet: the images show both.")
    ] = False,
    collection: CollectionOption = None,
    dry_run: DryRunOption = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Make two records of one that is of two objects; the new one gets the images named."""
    bench = opened(context, root)
    material = review.find(bench, number, collection)
    images = [_image(bench, material, name) for name in image or []]
    terms = [term for term in copy.split(",") if term.strip()]
    if dry_run:
        say_plan(mending.plan_split(bench, material, images, terms, same_sheet=same_sheet), json)
    else:
        say_done(mending.split(bench, material, images, terms, operator, same_sheet=same_sheet), json)


def batches(
    context: typer.Context,
    root: Root,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many, the newest first.")] = 20,
    json: JsonOption = False,
) -> None:
    """List what was done together: imports, edits of many records, what a rule accepted."""
    for batch in mending.batches(opened(context, root), limit):
        of = f" of {batch.planned:,}" if batch.planned > batch.records else ""
        state = "  (taken back)" if batch.taken_back_by else ""
        line = f"{batch.batch}  {batch.made}  {batch.operator}: {batch.name}, {batch.records:,}{of} records{state}"
        say(json, asdict(batch), line)


def take_back(
    context: typer.Context,
    root: Root,
    batch: Annotated[str, typer.Argument(metavar="BATCH", help="Its identifier, as batches shows it.")],
    dry_run: DryRunOption = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Take back what was done together. What was changed since stays, and is named."""
    bench = opened(context, root)
    if dry_run:
        say_plan(mending.plan_take_back(bench, batch), json)
    else:
        say_done(mending.take_back(bench, batch, operator, progress_line(json)), json)


def say_plan(plan: Plan, json: bool) -> None:
    """What would happen: one JSON object, or lines with each record before and after."""
    item = {"dry_run": True, **asdict(plan)}
    item["records"] = [
        {"materialEntityID": r.material_entity_id, "catalogNumber": r.catalog_number,
         "changes": [part._asdict() for part in r.parts]}
        for r in plan.records
    ]  # fmt: skip
    already = f", {plan.already:,} are so already" if plan.already else ""
    say(json, item, f"{plan.name}: {counted(plan.count, 'record')} would change{already}.")
    for record in plan.records if not json else ():
        label = record.catalog_number or record.material_entity_id or "a new record"
        for part in record.parts:
            say(False, None, f"  {label}: {part.what} {part.before or '(none)'} -> {part.after or '(none)'}")
    for conflict in plan.conflicts:
        chosen = "the other's" if conflict.takes_other else "the first is kept"
        tell(f"{conflict.term} is {conflict.kept!r} and {conflict.other!r}: {chosen}.")
    for warning in plan.warnings:
        tell(warning)


def say_done(done: Done, json: bool) -> None:
    """What was done; what was left as it is is named, and the exit code says so."""
    item = {
        "dry_run": False, "batch": done.batch, "name": done.name, "records": done.records, "made": list(done.made),
        "skipped": [{"materialEntityID": s.material_entity_id, "why": s.why} for s in done.skipped],
    }  # fmt: skip
    took = f" (batch {done.batch})" if done.batch else ""
    say(json, item, f"{done.name}: {counted(done.records, 'record')} changed{took}.")
    for skipped in done.skipped:
        tell(f"{skipped.catalog_number or skipped.material_entity_id}: {skipped.why}")
    if done.skipped:
        raise typer.Exit(SOME_FAILED)


def _moves(bench: Workbench, collection: str | None, name: str, source: str, target: str) -> list[ImageMove]:
    """One move, or, without a name, one for each image of the record."""
    material = review.find(bench, source, collection)
    to = review.find(bench, target, collection) if target else None
    names = [_image(bench, material, name)] if name else list(explore.page(bench, material).assets)
    if not names:
        raise BadInput(f"{source} has no image.", "Name the record that has it.")
    return [ImageMove(sha256, material, to) for sha256 in names]


def _image(bench: Workbench, material: str, beginning: str) -> str:
    """The image of a record whose SHA-256 begins so."""
    images = explore.page(bench, material).assets
    found = [sha256 for sha256 in images if sha256.startswith(beginning.strip().lower())]
    if len(found) != 1 or not beginning.strip():
        known = ", ".join(sha256[:12] for sha256 in images) or "none"
        raise BadInput(f"{beginning!r} is not one image of the record.", f"Its images: {known}.")
    return found[0]


def _rows(table: Path) -> Sequence[tuple[str, str, str]]:
    """The rows of a CSV of moves; raises BadInput if it is none."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{table} cannot be read as a table.", "Give a CSV in UTF-8.") from error
    if not rows or not set(_COLUMNS[:2]) <= rows[0].keys():
        raise BadInput(f"{table} lists no moves.", f"Its first line has to name {', '.join(_COLUMNS)}.")
    return [(row["image"] or "", row["from"] or "", row.get("to") or "") for row in rows]
