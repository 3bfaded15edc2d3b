"""The command on what was learned: list it, forget an item, use it again, switch learning on or off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from curatorbench.cli.output import JsonOption, counted, each, say, tell
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.learning import Item
from curatorbench.workflow.workbench import Workbench


def register(app: typer.Typer) -> None:
    app.command()(learned)


def learned(
    context: typer.Context,
    root: Root,
    forget: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="Use this item no more.")] = None,
    remember: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="Use a forgotten item again.")] = None,
    on: Annotated[bool | None, typer.Option("--on/--off", help="Switch learning on or off.")] = None,
    least: Annotated[int, typer.Option(min=1, help="Only what rests on so many records.")] = 1,
    json: JsonOption = False,
) -> None:
    """What was learned from the decisions of people: values, corrections, runs of numbers, places, refusals, trust."""
    from curatorbench.workflow import learn  # the parsers behind it are loaded by no other command

    bench = opened(context, root)
    if on is not None:
        learn.switch(bench, on)
    if forget or remember:
        each(forget or (), json, "item", lambda item: _done(bench, item, learn.forget, "forgotten"))
        each(remember or (), json, "item", lambda item: _done(bench, item, learn.remember, "used again"))
        return
    for item in learn.learned(bench):
        if item.records >= least:
            say(json, item.as_json(), _line(item))
    if not learn.is_enabled(bench):
        tell("Learning is switched off: nothing of this is used.")


def _done(bench: Workbench, item: str, act: Callable[[Workbench, str], None], said: str) -> tuple[object, str]:
    act(bench, item)
    return {"item": item, "forgotten": said == "forgotten"}, f"{item} is {said}."


def _line(item: Item) -> str:
    mark = "  (forgotten)" if item.forgotten else ""
    return f"{item.id:48} {counted(item.records, 'record'):>12}  {item.said}{mark}"
