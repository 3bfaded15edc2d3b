"""Every command is in the reference that `make docs` derives from the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

from curatorbench.bootstrap import parts
from curatorbench.cli.app import build

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"


def names(command: TyperGroup | TyperCommand, path: str) -> Iterator[str]:
    if not isinstance(command, TyperGroup):
        yield path
        return
    for name, child in command.commands.items():
        assert isinstance(child, TyperGroup | TyperCommand)
        yield from names(child, f"{path} {name}")


def test_the_reference_has_every_command_and_no_other() -> None:
    root = typer.main.get_command(build(parts))
    assert isinstance(root, TyperGroup)
    # A group's own argument stands in its path: `storage {WORKSPACE} add`.
    headings = re.findall(r"^## (.+)$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)
    documented = [re.sub(r" \{\w+\}", "", heading) for heading in headings]
    assert sorted(documented) == sorted(names(root, "curatorbench")), "run `make docs`"
