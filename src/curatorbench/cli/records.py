"""Commands on records: records, history, set, query, export, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import (
    DEFAULT_OPERATOR,
    SOME_FAILED,
    CollectionOption,
    IntoCollectionOption,
    JsonOption,
    OperatorOption,
    counted,
    progress_line,
    say,
    tell,
)
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.record import FieldChange, RecordPage
from curatorbench.workflow import explore, indexing, publish, receive, review, values

Number = Annotated[str, typer.Argument(metavar="CATALOGNUMBER", help="Catalogue number, or the record's UUID.")]
WordsOption = Annotated[str | None, typer.Option(help="Words anywhere in the record.")]


def register(app: typer.Typer) -> None:
    app.command("records")(list_records)
    app.command("set")(set_value)
    app.command("import")(import_archive)
    for command in (history, query, export):
        app.command()(command)


def list_records(
    context: typer.Context,
    root: Root,
    suggestions: Annotated[bool, typer.Option("--suggestions", help="With what the machines suggest.")] = False,
    json: JsonOption = False,
) -> None:
    """List every record with its accepted values."""
    for page in explore.every_record(opened(context, root)):
        say(json, record_json(page, suggestions), _record_line(page))


def history(
    context: typer.Context,
    root: Root,
    number: Number,
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Everything that ever happened to a record's fields, oldest first."""
    bench = opened(context, root)
    for change in explore.changes(bench, review.find(bench, number, collection)):
        line = f"{change.revision:4} {change.at} {change.operator}: {change.term} = {change.value!r}"
        say(json, change_json(change), f"{line} ({change.source.kind.value} {change.source.name})")


def set_value(
    context: typer.Context,
    root: Root,
    number: Number,
    term: Annotated[str, typer.Argument(metavar="TERM", help="A Darwin Core term, with or without dwc:.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The value; after -- it may start with a dash.")],
    collection: CollectionOption = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Write a value as a person; an empty one says that the field has none."""
    bench = opened(context, root)
    material = review.find(bench, number, collection)
    change = review.set_value(bench, material, term, value, operator)
    for warning in values.warnings(change.term, change.value or ""):
        tell(warning)
    say(json, {"materialEntityID": material, **change_json(change)}, f"{change.term} is now {change.value!r}.")


def query(
    context: typer.Context,
    root: Root,
    country: str | None = None,
    year: str | None = None,
    collector: str | None = None,
    taxon: str | None = None,
    text: WordsOption = None,
    view: Annotated[str | None, typer.Option(help="A saved view, narrowed by what else is given.")] = None,
    count_by: Annotated[
        str | None, typer.Option("--count-by", metavar="TERM", help="Count instead of listing.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Ask the catalogue: by country, year, collector, taxon, text."""
    bench = opened(context, root)
    asked = {"country": country, "year": year, "collector": collector, "taxon": taxon}
    filters = {name: wanted for name, wanted in asked.items() if wanted is not None}
    question = explore.asked(text, filters, explore.view(bench, view).question if view is not None else None)
    if count_by is not None:
        for value, count in explore.facet(bench, count_by, question):
            say(json, {"value": value, "count": count}, f"{count:8}  {value or '(none)'}")
        return
    for page in explore.answers(bench, question):
        say(json, record_json(page, False), _record_line(page))


def export(
    context: typer.Context,
    root: Root,
    format: Annotated[str, typer.Option("--format", help="dwca, dwc-dp, csv or xlsx.")],
    out: Annotated[Path, typer.Option("--out", help="File to write, whole or not at all.")],
    only: Annotated[str | None, typer.Option("--only", help="'approved' leaves everything else out.")] = None,
    collection: CollectionOption = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Write the records as an archive. Withheld records never leave."""
    if only not in (None, "approved"):
        raise typer.BadParameter("only 'approved' can be asked for", param_hint="--only")
    bench = opened(context, root)
    if format not in bench.parts.writers:
        raise typer.BadParameter(f"use one of {', '.join(bench.parts.writers)}", param_hint="--format")
    published = publish.export(
        bench,
        format,
        out,
        operator=operator,
        collection=collection,
        only_approved=only == "approved",
        progress=progress_line(json),
    )
    problems = [problem.as_json() for problem in published.problems]
    item = {"format": format, "out": str(out), "records": published.records, "problems": problems}
    say(json, item, f"{out}: {counted(published.records, 'record')}, {counted(len(problems), 'problem')}.")
    for problem in published.problems:
        tell(problem.text())


def import_archive(
    context: typer.Context,
    root: Root,
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="A Darwin Core Archive or a CSV.")],
    collection: IntoCollectionOption = "MAIN",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Bring in records that the museum already has; codes on images will meet them."""
    bench = opened(context, root)
    received = receive.receive(
        bench,
        archive,
        collection=collection,
        operator=operator,
        dry_run=dry_run,
        progress=progress_line(json),
    )
    if not dry_run:
        indexing.catch_up(bench, progress_line(json))  # what was imported is found when the command has ended
    would = "would be " if dry_run else ""
    say(
        json,
        {"archive": str(archive), "dry_run": dry_run, **received.as_json()},
        f"{received.new} {would}new, {received.met} {would}met, {received.unchanged} unchanged, "
        f"{len(received.conflicts)} conflicts, {len(received.problems)} problems.",
    )
    for problem in (*received.problems, *received.conflicts):
        tell(problem.text())
    if received.problems:
        raise typer.Exit(SOME_FAILED)


def record_json(page: RecordPage, with_suggestions: bool) -> dict[str, object]:
    """The shape that `records --json` promises."""
    item: dict[str, object] = {
        "materialEntityID": page.summary.material_entity_id,
        "collection": page.summary.collection,
        "status": page.summary.status.value,
    }
    # The record is who it is: what an archive or a person wrote into the term `materialEntityID` is in its history.
    values = {term: change.value for term, change in page.values.items() if change.value is not None}
    item |= {term: value for term, value in values.items() if term not in item}
    if with_suggestions:
        item["image_faults"] = list(page.image_faults)
        item["suggestions"] = [suggestion.as_json() for suggestion in page.suggestions]
    return item


def change_json(change: FieldChange) -> dict[str, object]:
    return {
        "revision": change.revision,
        "term": change.term,
        "value": change.value,
        "verbatim": change.verbatim,
        "absence": change.absence.value if change.absence else None,
        "source": {"kind": change.source.kind.value, "name": change.source.name},
        "checked": change.checked,
        "at": change.at,
        "operator": change.operator,
        "batch": change.batch,
    }


def _record_line(page: RecordPage) -> str:
    summary = page.summary
    number = summary.catalog_number or summary.material_entity_id
    return f"{number:36}  {summary.status.value:9}  {summary.scientific_name or ''}"
