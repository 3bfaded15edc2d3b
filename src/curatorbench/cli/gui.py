"""The window as a command, its keys, and the settings that it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import JsonOption, say, tell
from curatorbench.cli.workspaces import Root, opened
from curatorbench.domain.errors import BadInput, CuratorError
from curatorbench.domain.settings import SETTINGS, Setting, setting
from curatorbench.workflow import safety
from curatorbench.workflow import settings as kept
from curatorbench.workflow.places import default_workspace, has_screen
from curatorbench.workflow.workbench import Parts

_KEYS = "ui.keys"


def register(app: typer.Typer) -> None:
    for command in (gui, keys, settings):
        app.command()(command)


def gui(
    context: typer.Context,
    root: Annotated[Path | None, typer.Argument(metavar="[WORKSPACE]", help="Your own if not given.")] = None,
    operator: Annotated[str | None, typer.Option("--operator", help="Who works; else who did last.")] = None,
    screenshots: Annotated[Path | None, typer.Option(help="Draw every bench into this folder and end.")] = None,
) -> None:
    """Open the window."""
    root = root or default_workspace()
    if screenshots is not None:
        if not root.exists():
            safety.create(root)
        bench = opened(context, root)
        for picture in bench.parts.screenshots(bench, screenshots):
            tell(str(picture))
        return
    if not has_screen():
        raise CuratorError("There is no screen to open a window on.", "Use the commands, or set DISPLAY.")
    parts: Parts = context.obj
    raise typer.Exit(parts.window(root, operator))


def keys(
    context: typer.Context,
    root: Annotated[Path | None, typer.Argument(metavar="[WORKSPACE]", help="With the keys changed there.")] = None,
    json: JsonOption = False,
) -> None:
    """Print every action of the window with its keys."""
    parts: Parts = context.obj
    chosen = str(kept.get(opened(context, root), _KEYS)) if root else ""
    table = parts.keys(chosen)
    wide = max(len(pressed) for _, _, pressed in table)
    for group, action, pressed in table:
        say(json, {"group": group, "action": action, "keys": pressed}, f"{pressed:{wide}}  {group}: {action}")


def settings(
    context: typer.Context,
    root: Root,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One setting; all if not given.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="Keep this.")] = None,
    json: JsonOption = False,
) -> None:
    """Show the settings of a workspace, or keep a value."""
    bench = opened(context, root)
    if name is not None and value is not None:
        kept.put(bench, name, _declared(name).read(value))
    shown = (_declared(name),) if name is not None else tuple(s for s in SETTINGS if s.is_shown)
    for declared in shown:
        now = kept.get(bench, declared.name)
        item = {"name": declared.name, "value": now, "default": declared.default, "help": declared.help}
        say(json, item, f"{declared.name:28} {declared.said(now):14} {declared.help} ({declared.allowed()})")


def _declared(name: str) -> Setting:
    try:
        return setting(name)
    except KeyError as error:
        raise BadInput(f"There is no setting {name}.", "`curatorbench settings WORKSPACE` lists them.") from error
