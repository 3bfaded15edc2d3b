"""`make docs`: the command-line reference and the screenshots, derived from the program itself."""

import subprocess
import sys
import tempfile
from pathlib import Path

import click
import typer

from curatorbench.bootstrap import parts
from curatorbench.cli.app import build

DOCS = Path(__file__).resolve().parent


def reference() -> str:
    """Every command with its help, as Markdown."""
    root = typer.main.get_command(build(parts))
    lines = ["# The command line", "", "Made by `make docs` from the program's own help.", ""]
    lines += _command(root, "curatorbench", None)
    return "\n".join(lines).rstrip() + "\n"


def _command(command: click.Command, name: str, parent: click.Context | None) -> list[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, color=False)
    if not isinstance(command, click.Group):
        return [f"## {context.command_path}", "", "```", command.get_help(context).strip(), "```", ""]
    lines: list[str] = []
    for child in command.list_commands(context):
        found = command.get_command(context, child)
        assert found is not None
        lines += _command(found, child, context)
    return lines


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
