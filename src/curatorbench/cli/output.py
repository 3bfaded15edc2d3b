"""How commands speak: JSON Lines or plain lines on stdout, messages on stderr, one exit code at the end."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Annotated, TextIO, TypeVar

import typer

from curatorbench.domain.errors import CuratorError
from curatorbench.domain.progress import Progress, silent

JsonOption = Annotated[bool, typer.Option("--json", help="JSON Lines on stdout, for scripts.")]
OperatorOption = Annotated[str, typer.Option("--operator", help="Who does it; history keeps the name.")]
IntoCollectionOption = Annotated[str, typer.Option("--collection", help="Code of the collection.")]
CollectionOption = Annotated[str | None, typer.Option("--collection", help="Code of the collection.")]

Item = TypeVar("Item")
Plain = str | Sequence[str]  # a line for people, or several

# Controls (a terminal obeys them), other ends of lines, and marks that turn the direction of what follows.
_OBEYED = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

DEFAULT_OPERATOR = "command line"
SOME_FAILED = 1
WRONG_USAGE = 2


def say(as_json: bool, item: object, plain: Plain) -> None:
    """One item: its JSON, or the line or lines for people."""
    escaped = sys.stdout is not None and sys.stdout.encoding.lower() != "utf-8"
    if as_json:
        _write(sys.stdout, json.dumps(item, ensure_ascii=escaped))
    else:
        _write(sys.stdout, "\n".join(map(clean, [plain] if isinstance(plain, str) else plain)))


def clean(line: str) -> str:
    """A line of which a terminal obeys nothing: names of files and what is read from labels may hold anything."""
    return _OBEYED.sub(lambda sign: sign[0].encode("unicode_escape").decode(), line)


def tell(message: str) -> None:
    """A message for the person, on stderr."""
    with suppress(OSError):  # nobody is left to tell; the exit code says it still
        _write(sys.stderr, clean(message))


def _write(stream: TextIO | None, line: str) -> None:
    if stream is None:  # closed by whoever started us: `>&-`
        return
    # A sign that the terminal lacks, or a file name that is not UTF-8, must not break the output of all the others.
    stream.write(line.encode(stream.encoding, "backslashreplace").decode(stream.encoding) + "\n")
    stream.flush()


def tell_error(error: CuratorError, what: str = "") -> None:
    prefix = f"{what}: " if what else ""
    tell(" ".join(part for part in (prefix + error.message, error.hint) if part))


def each(names: Iterable[Item], as_json: bool, key: str, act: Callable[[Item], tuple[object, Plain]]) -> None:
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
    if as_json or sys.stderr is None or not sys.stderr.isatty():
        return silent

    def show(fraction: float, message: str = "") -> None:
        sys.stderr.write(f"\r\x1b[2K{fraction:4.0%}  {clean(message)[:100]}")
        if fraction >= 1:
            sys.stderr.write("\n")
        sys.stderr.flush()

    return show


def counted(number: int, what: str) -> str:
    """`1 record`, `2,000 records`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
