"""The command tree, and the one door through which every error reaches the person."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from curatorbench import __version__
from curatorbench.cli import (
    capture,
    classifiers,
    collections,
    curation,
    demo,
    derivatives,
    editing,
    gui,
    images,
    learned,
    mending,
    quality,
    records,
    storage,
    texts,
    things,
    views,
    workspaces,
)
from curatorbench.cli.output import SOME_FAILED, WRONG_USAGE, JsonOption, say, tell, tell_error
from curatorbench.domain.errors import BadInput, Cancelled, CuratorError, StorageError
from curatorbench.workflow.places import log_file
from curatorbench.workflow.workbench import Parts

log = logging.getLogger("curatorbench")
INTERRUPTED = 130


def build(parts: Callable[[], Parts]) -> typer.Typer:
    """The command tree over parts that are made when a command runs."""
    app = typer.Typer(
        name="curatorbench",
        help="A curation and digitization workstation for natural-history collections.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )

    @app.callback()
    def prepare(
        context: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", help="Say the version.", is_eager=True, callback=_say_version)
        ] = False,
    ) -> None:
        context.obj = parts()

    for group in (
        gui, demo, workspaces, capture, images, texts, records, things, storage, mending, editing,
        views, curation, quality, learned, collections, classifiers, derivatives,
    ):  # fmt: skip
        group.register(app)
    app.command()(doctor)
    return app


def _say_version(asked: bool) -> None:
    if asked:
        say(False, None, __version__)
        raise typer.Exit


def doctor(json: JsonOption = False) -> None:
    """Say what is installed, what is missing, and the command that mends it."""
    from curatorbench.workflow.doctor import examine

    findings = examine()
    for finding in findings:
        mark = "ok" if finding.ok else "MISSING" if finding.needed else "not there"
        mend = f"  ->  {finding.mend}" if not finding.ok and finding.mend else ""
        say(json, finding.as_json(), f"{mark:10} {finding.part}: {finding.detail}{mend}")
    if not all(finding.ok for finding in findings if finding.needed):
        raise typer.Exit(SOME_FAILED)


def run(parts: Callable[[], Parts], arguments: Sequence[str]) -> int:
    """Run one command and return the exit code: 0 all well, 1 something failed and was named, 2 wrong usage."""
    command = typer.main.get_command(build(parts))
    try:
        command.main(list(arguments), prog_name="curatorbench")
    except SystemExit as end:
        # Typer ends every command so, wrong usage (2) included.
        return end.code if isinstance(end.code, int) else 0
    except CuratorError as error:
        _say_error(error, arguments)
        return SOME_FAILED
    except (Cancelled, KeyboardInterrupt):
        tell("Stopped. What was acknowledged is kept.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is left to say.
        _give_up_output()
        return 128 + signal.SIGPIPE
    except OSError as error:
        _say_refused(error, arguments)
        return SOME_FAILED
    except UnicodeEncodeError as error:
        # What comes from files is made storable where it is taken; only what was typed can be no text.
        _say_error(BadInput(f"{error.object!r} is not UTF-8 text.", "Type it again."), arguments)
        return WRONG_USAGE
    except Exception as error:  # noqa: BLE001 - the one door: a person never sees a traceback
        _say_unexpected(error)
        return SOME_FAILED
    return 0


def _say_error(error: CuratorError, arguments: Sequence[str]) -> None:
    tell_error(error)
    try:
        if "--json" in arguments:
            say(True, {"error": error.as_json()}, "")
        elif sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _give_up_output()


def _say_refused(error: OSError, arguments: Sequence[str]) -> None:
    """What the file system refused at a place where no better sentence is known: a name too long, a full disk."""
    log.info("the system refused", exc_info=error)
    what = f"{error.filename}: " if error.filename else ""
    why = error.strerror or type(error).__name__
    _say_error(StorageError(f"{what}{why}.", "Check the path, the disk and your rights."), arguments)


def _give_up_output() -> None:
    """Python must not try at exit to write what cannot be written."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_unexpected(error: Exception) -> None:
    log.critical("unforeseen error", exc_info=error)
    tell(f"Something went wrong that we did not foresee: {type(error).__name__}: {error}. Please report {log_file()}.")
