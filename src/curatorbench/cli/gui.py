"""The window as a command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import DEFAULT_OPERATOR, OperatorOption, tell
from curatorbench.cli.workspaces import opened
from curatorbench.domain.errors import CuratorError
from curatorbench.workflow import safety, work
from curatorbench.workflow.places import default_workspace, has_screen


def register(app: typer.Typer) -> None:
    app.command()(gui)


def gui(
    context: typer.Context,
    root: Annotated[Path | None, typer.Argument(metavar="[WORKSPACE]", help="Your own if not given.")] = None,
    operator: OperatorOption = DEFAULT_OPERATOR,
    screenshots: Annotated[Path | None, typer.Option(help="Draw every bench into this folder and end.")] = None,
) -> None:
    """Open the window."""
    root = root or default_workspace()
    if not root.exists():
        safety.create(root)
    bench = opened(context, root)
    if screenshots is not None:
        for picture in bench.parts.screenshots(bench, screenshots):
            tell(str(picture))
        return
    if not has_screen():
        raise CuratorError("There is no screen to open a window on.", "Use the commands, or set DISPLAY.")
    with work.workers(bench, bench.parts.worker_command):
        raise typer.Exit(bench.parts.window(bench, operator))
