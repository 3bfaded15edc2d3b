"""Commands on text: parse, and its parts on lines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import JsonOption, say
from curatorbench.domain.errors import BadInput, NotFound

Lines = Annotated[str, typer.Option("--lines", metavar="FILE|-", help="A file with one item a line, or - for stdin.")]


def register(app: typer.Typer) -> None:
    app.command()(parse)
    for name in ("date", "coordinates", "people", "name"):
        app.command(f"parse-{name}", help=f"One JSON object of the {name} of each input line, in order.")(
            _lines_of(name)
        )


def parse(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="A label's text, or - for stdin.")],
    json: JsonOption = False,
) -> None:
    """Parse a label's text into Darwin Core fields."""
    from curatorbench.workflow import parse as verbs

    parsed = verbs.label(_text(source))
    fields = parsed["fields"]
    assert isinstance(fields, list)
    plain = [f"{f['term']}: {f['value']}  ({f['confidence']:.2f}, {f['rule']})" for f in fields]
    say(json, parsed, plain or "Nothing was recognised.")


def _lines_of(name: str) -> Callable[..., None]:
    def command(lines: Lines, json: JsonOption = False) -> None:
        from curatorbench.workflow import parse as verbs

        parser: Callable[[str], object] = getattr(verbs, name)
        text = _text(lines)
        for line in text.removesuffix("\n").split("\n") if text else ():
            # These are made for scripts: JSON is their only form.
            say(True, parser(line.removesuffix("\r")), "")

    return command


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by whoever started us: `<&-`
        raise BadInput("Standard input is closed.", "Give the name of a text file.")
    return sys.stdin.buffer.read()


def _text(source: str) -> str:
    """The text of a file or of stdin; what is not UTF-8 is refused with the place."""
    try:
        raw = _standard_input() if source == "-" else Path(source).read_bytes()
    except FileNotFoundError:
        raise NotFound(f"{source} is not there.", "Give the name of a text file, or - for standard input.") from None
    except OSError as error:
        raise BadInput(f"{source} could not be read: {error.strerror}.", "Give the name of a text file.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{source} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from None
