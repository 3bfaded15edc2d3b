"""The command on saved views: list, save, delete. `query --view` asks them."""

from __future__ import annotations

from typing import Annotated

import typer

from curatorbench.cli import conditions
from curatorbench.cli.output import DEFAULT_OPERATOR, JsonOption, OperatorOption, say
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.found import View
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus
from curatorbench.workflow import explore


def register(app: typer.Typer) -> None:
    app.command()(views)


def views(
    context: typer.Context,
    root: Root,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Without a name: list the views.")] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep a view, in place of one of that name.")] = False,
    delete: Annotated[bool, typer.Option("--delete", help="Forget it.")] = False,
    columns: Annotated[str, typer.Option(help="Terms that its table shows, with commas.")] = "",
    text: Annotated[str, typer.Option(help="Words anywhere in the record.")] = "",
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="TERM=VALUE", help="TERM= asks for records without one.")
    ] = None,
    status: Annotated[RecordStatus | None, typer.Option(help="How far the records have come.")] = None,
    sort: Annotated[str, typer.Option(metavar="TERM", help="In the order of capture otherwise.")] = "",
    descending: Annotated[bool, typer.Option("--descending")] = False,
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Questions kept under a name: list them, save one, delete one."""
    if (save or delete) and (name is None or (save and delete)):
        raise typer.BadParameter("name one view, and either --save or --delete it", param_hint="NAME")
    bench = opened(context, root)
    if name is None:
        for view in explore.views(bench):
            _say(json, view, view.name)
    elif delete:
        explore.delete_view(bench, name)
        say(json, {"view": name, "deleted": True}, f"View {name!r} is gone.")
    elif save:
        question = Question(text, conditions.filters(where), status, sort=sort, descending=descending)
        explore.save_view(bench, View(name, tuple(filter(None, columns.split(","))), question), operator)
        _say(json, explore.view(bench, name.strip()), f"View {name!r} is kept.")
    else:
        _say(json, explore.view(bench, name), name)


def _say(json: bool, view: View, plain: str) -> None:
    question = view.question
    item = {
        "view": view.name,
        "columns": list(view.columns),
        "text": question.text,
        "where": [[name, value] for name, value in question.filters],
        "status": question.status.value if question.status else None,
        "storage_unit": question.storage_unit,
        "batch": question.batch,
        "sort": question.sort,
        "descending": question.descending,
    }
    say(json, item, plain)
