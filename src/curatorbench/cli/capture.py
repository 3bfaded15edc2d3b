"""Capture as commands: shoot with a device, or follow a folder that another program fills."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import (
    DEFAULT_OPERATOR,
    SOME_FAILED,
    JsonOption,
    OperatorOption,
    progress_line,
    say,
    tell_error,
)
from curatorbench.cli.workspaces import Root, opened
from curatorbench.workflow import capture as verbs
from curatorbench.workflow.ingest import Taken

Collection = Annotated[str, typer.Option("--collection", help="Code of the collection.")]


def register(app: typer.Typer) -> None:
    for command in (shoot, follow):
        app.command()(command)


def shoot(
    context: typer.Context,
    root: Root,
    count: Annotated[int, typer.Option(min=1, help="How many exposures.")] = 1,
    folder: Annotated[Path | None, typer.Option(help="Where the device writes; the workspace otherwise.")] = None,
    collection: Collection = "MAIN",
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Expose with the simulated copy stand, for training and trying out. Reading is left to a worker."""
    bench = opened(context, root)
    device = bench.parts.devices["simulated"](folder or root / "simulated")
    device.open()
    context.call_on_close(device.close)
    progress = progress_line(json)
    _say(verbs.shoot(bench, device, count, collection=collection, operator=operator, progress=progress), json)


def follow(
    context: typer.Context,
    root: Root,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that another program fills.")],
    seconds: Annotated[
        float | None, typer.Option(min=1, help="Stop when nothing has arrived for so long; never otherwise.")
    ] = None,
    collection: Collection = "MAIN",
    operator: OperatorOption = DEFAULT_OPERATOR,
    json: JsonOption = False,
) -> None:
    """Take in whole files as they arrive: tethering programs, scanners, cards. Nothing is deleted."""
    bench = opened(context, root)
    device = bench.parts.devices["folder"](folder)
    device.open()
    context.call_on_close(device.close)
    _say(verbs.follow(bench, device, collection=collection, operator=operator, seconds=seconds), json)


def _say(results: Iterable[Taken], json: bool) -> None:
    failed = False
    for taken in results:
        if taken.error is not None:
            failed = True
            tell_error(taken.error, str(taken.file))
        say(json, taken.as_json(), f"{taken.status:12} {taken.file}")
    if failed:
        raise typer.Exit(SOME_FAILED)
