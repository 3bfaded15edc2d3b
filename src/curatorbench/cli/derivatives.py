"""The command that puts pictures out: derivatives of records, with metadata in them and in sidecars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import SOME_FAILED, CollectionOption, JsonOption, progress_line, say, tell_error
from curatorbench.cli.workspaces import Root, opened


def register(app: typer.Typer) -> None:
    app.command()(derivatives)


def derivatives(
    context: typer.Context,
    root: Root,
    out: Annotated[Path, typer.Option("--out", help="Folder to write to; files of others are never replaced.")],
    numbers: Annotated[
        list[str] | None, typer.Argument(metavar="[CATALOGNUMBER...]", help="Catalogue numbers or UUIDs; all, if none.")
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help="web, corrected or pyramid.")] = "web",
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Write pictures of records for the web, colour-corrected or as pyramids, with metadata and XMP sidecars."""
    from curatorbench.workflow import derivatives as making
    from curatorbench.workflow import review

    if kind not in making.kinds():
        raise typer.BadParameter(f"use one of {', '.join(making.kinds())}", param_hint="--kind")
    bench = opened(context, root)
    materials = [review.find(bench, number, collection) for number in numbers] if numbers else None
    failed = False
    for one in making.put_out(bench, materials, kind, out, progress_line(json)):
        failed = failed or one.error is not None
        name = one.number or one.material_entity_id
        if one.error is not None:
            tell_error(one.error, name)
        if one.error is None or json:
            say(json, one.as_json(), f"{name}: {one.file}")
    if failed:
        raise typer.Exit(SOME_FAILED)
