"""Commands that make, fill and keep a workspace: init, ingest, quarantine, verify, backup, restore, worker."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli import safety_words
from curatorbench.cli.output import (
    DEFAULT_OPERATOR,
    SOME_FAILED,
    IntoCollectionOption,
    JsonOption,
    OperatorOption,
    progress_line,
    say,
    tell,
    tell_error,
)
from curatorbench.workflow import explore, ingest, safety, work
from curatorbench.workflow.workbench import Parts, Workbench

Root = Annotated[Path, typer.Argument(metavar="WORKSPACE", help="Folder of the workspace.")]


def register(app: typer.Typer) -> None:
    app.command("init")(init)
    app.command("ingest")(take_in)
    app.command("safety")(safe)
    for command in (quarantine, verify, mend, backup, restore, worker):
        app.command()(command)


def opened(context: typer.Context, root: Path) -> Workbench:
    """The workspace at `root`, closed when the command ends."""
    parts: Parts = context.obj
    bench = Workbench.open(root, parts)
    context.call_on_close(bench.close)
    return bench


def init(root: Root, json: JsonOption = False) -> None:
    """Make a workspace. Its database must be on a local disk."""
    safety.create(root)
    say(json, {"workspace": str(root)}, f"{root} is ready.")


def take_in(
    context: typer.Context,
    root: Root,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Image files and folders.")],
    collection: IntoCollectionOption = "MAIN",
    operator: OperatorOption = DEFAULT_OPERATOR,
    wait: Annotated[bool, typer.Option(help="Read and judge the images before the command ends.")] = True,
    json: JsonOption = False,
) -> None:
    """Take images in: write-once originals, a record each; then read and judge them."""
    bench = opened(context, root)
    failed = False
    for taken in ingest.take_in(bench, paths, collection=collection, operator=operator, progress=progress_line(json)):
        if taken.error is not None:
            failed = True
            tell_error(taken.error, str(taken.file))
        say(json, taken.as_json(), f"{taken.status:12} {taken.file}")
    if wait:
        failed |= _finish(bench, context, json)
    if failed:
        raise typer.Exit(SOME_FAILED)


def _finish(bench: Workbench, context: typer.Context, json: bool) -> bool:
    """Let workers do all jobs; names those that failed and says whether any did."""
    before = {job.id for job in work.jobs(bench, ("failed",))}
    work.finish_all(bench, bench.parts.worker_command, progress_line(json))
    lost = [job for job in work.jobs(bench, ("failed",)) if job.id not in before]
    for job in lost:
        tell(f"{job.kind}: {job.error} {job.hint or ''}".rstrip())
        say(json, {"job": job.kind, "error": {"message": job.error, "hint": job.hint}}, f"failed       {job.kind}")
    return bool(lost)


def quarantine(context: typer.Context, root: Root, json: JsonOption = False) -> None:
    """List what could not be taken in, and why."""
    for item in explore.quarantine(opened(context, root)):
        say(json, item, f"{item['file']}: {item['reason']} {item['hint']}")


def verify(
    context: typer.Context,
    root: Root,
    some: Annotated[bool, typer.Option("--some", help="Only a day's share, those whose turn is next.")] = False,
    json: JsonOption = False,
) -> None:
    """Read every original and every record again and compare their hashes."""
    sound = True
    bench = opened(context, root)
    for checked in safety.verify_some(bench) if some else safety.verify(bench):
        sound &= checked.ok
        say(
            json,
            checked.as_json(),
            f"{'sound' if checked.ok else 'DAMAGED':8} {checked.file} {checked.reason}".rstrip(),
        )
    if not sound:
        raise typer.Exit(SOME_FAILED)


def backup(
    context: typer.Context,
    root: Root,
    to: Annotated[Path | None, typer.Option("--to", help="Where to; the workspace's backups otherwise.")] = None,
    json: JsonOption = False,
) -> None:
    """Back the catalogue up, and check the backup by opening it."""
    kept = safety.backup(opened(context, root), to)
    say(json, {"backup": str(kept)}, f"{kept} holds the catalogue, opened and checked.")


def safe(context: typer.Context, root: Root, json: JsonOption = False) -> None:
    """Say how safe the workspace is: space, backups, what was read again, what is damaged."""
    state = safety.state(opened(context, root))
    say(json, state.as_json(), list(safety_words.said(state)))
    if not state.is_well:
        raise typer.Exit(SOME_FAILED)


def mend(
    context: typer.Context,
    root: Root,
    sha256: Annotated[str, typer.Argument(metavar="SHA256", help="The damaged original, as 'safety' names it.")],
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file with the same content.")],
    json: JsonOption = False,
) -> None:
    """Take a damaged or missing original back from an exact copy; the damaged file is kept aside."""
    path = safety.mend(opened(context, root), sha256, source)
    say(json, {"sha256": sha256, "file": str(path)}, f"{path} is sound again.")


def restore(
    root: Root,
    source: Annotated[Path, typer.Argument(metavar="BACKUP")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be lost.")] = False,
    json: JsonOption = False,
) -> None:
    """Go back to a backup; says what it loses, and keeps the catalogue that was there."""
    plan = safety.plan_restore(root, source)
    if not dry_run:
        safety.restore(plan)
    verb = "would lose" if dry_run else "lost"
    lost = plan.lost.counts()
    summary = ", ".join(f"{count} {what}" for what, count in lost.items() if count) or "nothing"
    say(json, {"lost": lost, "dry_run": dry_run}, f"Going back {verb} {summary}.")
    if not json:
        for sentence in safety_words.sentences(plan.lost):
            tell(sentence)


def worker(
    context: typer.Context,
    root: Root,
    until_idle: Annotated[bool, typer.Option("--until-idle", help="Stop when there is nothing to do.")] = False,
    parent: Annotated[int | None, typer.Option("--parent", help="Stop when that process is gone.")] = None,
) -> None:
    """Do the workspace's jobs: inspect, segment, read, suggest, judge; back up and read again what is due."""
    bench = opened(context, root)
    work.work(bench, bench.parts.handlers(bench), stop_when_idle=until_idle, parent_pid=parent)
