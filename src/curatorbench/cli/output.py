"""How commands speak: JSON Lines or plain lines on stdout, messages on stderr, one exit code at the end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar

import typer

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.progress import Progress, silent

JsonOption = Annotated[bool, typer.Option("--json", help="JSON Lines on stdout, for scripts.")]
OperatorOption = Annotated[str, typer.Option("--operator", help="Who does it; history keeps the name.")]
CollectionOption = Annotated[str | None, typer.Option("--collection", help="Code of the collection.")]

Item = TypeVar("Item")

DEFAULT_OPERATOR = "command line"
SOME_FAILED = 1


def say(as_json: bool, item: object, plain: str) -> None:
    """One item: its JSON, or the line for people."""
    text = json.dumps(item, ensure_ascii=False) if as_json else plain
    # A lone surrogate (a file name that is not UTF-8) must not break the output of all the others.
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
    sys.stdout.flush()


def tell(message: str) -> None:
    """A message for the person, on stderr."""
    sys.stderr.write(message.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def tell_error(error: CuratorError, what: str = "") -> None:
    prefix = f"{what}: " if what else ""
    tell(" ".join(part for part in (prefix + error.message, error.hint) if part))


def each(names: Iterable[Item], as_json: bool, key: str, act: Callable[[Item], tuple[object, str]]) -> None:
    """Do `act` for each name; those that fail are named with their reason, and the exit code says that some did."""
    failed = False
    for name in names:
        try:
            item, plain = act(name)
        except CuratorError as error:
            failed = True
            tell_error(error, str(name))
            if as_json:
                say(True, {key: str(name), "error": error.as_json()}, "")
        else:
            say(as_json, item, plain)
    if failed:
        raise typer.Exit(SOME_FAILED)


def progress_line(as_json: bool) -> Progress:
    """Progress on one line of stderr where a person looks; silent for scripts and files."""
    if as_json or not sys.stderr.isatty():
        return silent

    def show(fraction: float, message: str = "") -> None:
        sys.stderr.write(f"\r\x1b[2K{fraction:4.0%}  {message[:100]}")
        if fraction >= 1:
            sys.stderr.write("\n")
        sys.stderr.flush()

    return show
