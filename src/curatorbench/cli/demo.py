"""The demonstration as a command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import SOME_FAILED, JsonOption, progress_line, say, tell, tell_error
from curatorbench.cli.workspaces import opened
from curatorbench.domain.resources import resource
from curatorbench.workflow import demo as job
from curatorbench.workflow import safety
from curatorbench.workflow.places import has_screen


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    context: typer.Context,
    images: Annotated[
        Path | None, typer.Option("--images", help="Your own images; the shipped samples otherwise.")
    ] = None,
    root: Annotated[Path, typer.Option("--workspace", help="Kept; a second run goes on.")] = Path("demo-workspace"),
    window: Annotated[bool, typer.Option(help="Open the window on the result if there is a screen.")] = True,
    json: JsonOption = False,
) -> None:
    """The main job on sample images: taken in, read, judged, accepted by a rule, published; then the window."""
    if not (root / "catalogue.sqlite").exists():
        safety.create(root)
    bench = opened(context, root)
    tell(f"One acceptance rule is switched on: {job.described(job.RULE)}")
    archive = root / "published" / "demo-dwca.zip"
    archive.parent.mkdir(exist_ok=True)
    account = job.run(bench, [images or resource("samples")], archive, bench.parts.worker_command, progress_line(json))
    for taken in account.quarantined:
        assert taken.error is not None
        tell_error(taken.error, str(taken.file))
    say(json, account.as_json(), account.text().split("\n"))
    if window and has_screen():
        bench.parts.window(root, job.OPERATOR)
    if account.failed_jobs:
        raise typer.Exit(SOME_FAILED)
