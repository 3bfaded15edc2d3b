"""The command that edits many records at once: those that a question to the catalogue finds."""

from __future__ import annotations

from typing import Annotated

import typer

from curatorbench.cli import conditions
from curatorbench.cli.mending import DryRunOption, say_done, say_plan
from curatorbench.cli.output import DEFAULT_OPERATOR, CollectionOption, JsonOption, OperatorOption, progress_line
from curatorbench.cli.records import WordsOption
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.mending import ClearTerm, Edit, FillEmpty, MoveStatus, PutInto, ReplaceText, SetTerm
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.workflow import explore, mending, storage
from curatorbench.workflow.workbench import Workbench

_WITHOUT = "Give --all to edit every record."


def register(app: typer.Typer) -> None:
    app.command()(edit)


def edit(
    context: typer.Context,
    root: Root,
    country: str | None = None,
    year: str | None = None,
    collector: str | None = None,
    taxon: str | None = None,
    text: WordsOption = None,
    status: Annotated[RecordStatus | None, typer.Option(help="Records of this status only.")] = None,
    collection: CollectionOption = None,
    where: Annotated[
        list[str] | None, typer.Option(metavar="TERM=VALUE", help="Records with this value; without: TERM=.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every record of the workspace.")] = False,
    set_: Annotated[tuple[str, str] | None, typer.Option("--set", metavar="TERM VALUE", help="Set a term.")] = None,
    fill: Annotated[
        tuple[str, str] | None, typer.Option("--fill", metavar="TERM VALUE", help="Set a term where it is empty.")
    ] = None,
    replace: Annotated[
        tuple[str, str, str] | None,
        typer.Option("--replace", metavar="TERM TEXT BY", help="Replace a text inside a term's values."),
    ] = None,
    whole_words: Annotated[bool, typer.Option("--whole-words", help="Replace whole words only.")] = False,
    any_case: Annotated[bool, typer.Option("--any-case", help="Replace whatever the case.")] = False,
    clear: Annotated[str | None, typer.Option("--clear", metavar="TERM", help="Take a term's values away.")] = None,
    move_to: Annotated[RecordStatus | None, typer.Option("--move-to", help="Move to a status.")] = None,
    into: Annotated[str | None, typer.Option("--into", help="Put into a storage unit: barcode, path or name.")] = None,
    out: Annotated[bool, typer.Option("--out-of-storage", help="They lie in no known unit.")] = False,
    dry_run: DryRunOption = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Make one edit to many records, in one batch that take-back takes back."""
    asked = {"country": country, "year": year, "collector": collector, "taxon": taxon, "collection": collection}
    filters: list[tuple[str, str | None]] = [(name, wanted) for name, wanted in asked.items() if wanted is not None]
    filters += conditions.filters(where)
    question = Question((text or "").strip(), tuple(filters), status)
    if (question == Question()) != every:
        raise typer.BadParameter(_WITHOUT if not every else "--all goes with no filter", param_hint="--all")
    edits: list[Edit] = []
    edits += [SetTerm(*set_)] if set_ else []
    edits += [FillEmpty(*fill)] if fill else []
    edits += [ReplaceText(*replace, whole_words, any_case)] if replace else []
    edits += [ClearTerm(clear)] if clear is not None else []
    edits += [MoveStatus(move_to)] if move_to else []
    bench = opened(context, root)
    edits += [PutInto(_unit(bench, into))] if into is not None or out else []
    if len(edits) != 1:
        raise typer.BadParameter("give one of these", param_hint="--set, --fill, --replace, --clear, --move-to, --into")
    keys = explore.keys(bench, question)
    if dry_run:
        say_plan(mending.plan_edit(bench, keys, edits[0], progress_line(json)), json)
    else:
        say_done(mending.edit(bench, keys, edits[0], operator, progress_line(json)), json)


def _unit(bench: Workbench, into: str | None) -> str | None:
    return storage.find_one(bench, into).id if into is not None else None
