"""`make docs`: the command-line reference and the screenshots, derived from the program itself."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from curatorbench.bootstrap import parts
from curatorbench.cli.app import build

DOCS = Path(__file__).resolve().parent


def reference() -> str:
    """Every command with its help, as Markdown."""
    root = typer.main.get_command(build(parts))
    lines = ["# The command line", "", "Made by `make docs` from the program's own help.", ""]
    lines += _command(root, "curatorbench", None)
    return "\n".join(lines).rstrip() + "\n"


def _command(command: Any, name: str, parent: typer.Context | None) -> list[str]:
    context = typer.Context(command, info_name=name, parent=parent, terminal_width=100, color=False)
    if not isinstance(command, TyperGroup):
        return [f"## {context.command_path}", "", "```", _help(context.command_path), "```", ""]
    lines: list[str] = []
    for child in command.list_commands(context):
        lines += _command(command.get_command(context, child), child, context)
    return lines


def _help(path: str) -> str:
    """What `--help` prints, without the decorations of a terminal."""
    words = [sys.executable, "-m", *path.split(), "--help"]
    environment = {**os.environ, "COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}
    said = subprocess.run(words, check=True, capture_output=True, text=True, env=environment).stdout
    return "\n".join(line.rstrip() for line in said.strip().splitlines())


def screenshots() -> None:
    """Every bench, light and dark, on the demonstration's workspace."""
    with tempfile.TemporaryDirectory() as folder:
        program = [sys.executable, "-m", "curatorbench"]
        subprocess.run([*program, "demo", "--no-window", "--workspace", f"{folder}/demo"], check=True)
        subprocess.run([*program, "gui", f"{folder}/demo", "--screenshots", str(DOCS / "screenshots")], check=True)


def main() -> None:
    (DOCS / "command-line.md").write_text(reference(), encoding="utf-8")
    screenshots()


if __name__ == "__main__":
    main()
