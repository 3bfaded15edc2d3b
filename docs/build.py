"""`make docs`: the pages that are derived from the program itself, the index of decisions, and the pictures."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import typer
from PIL import Image
from typer.core import TyperGroup
from typer.testing import CliRunner

from curatorbench.bootstrap import parts
from curatorbench.cli.app import build
from curatorbench.domain.settings import SETTINGS

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
    words = [*path.split()[1:], "--help"]
    plain = {"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}
    said = CliRunner().invoke(build(parts), words, prog_name="curatorbench", env=plain)
    assert said.exit_code == 0, f"{path} --help: {said.output}"
    return "\n".join(line.rstrip() for line in said.stdout.strip().splitlines())


def keys() -> str:
    """Every action of the window with its keys, as Markdown."""
    lines = ["# Keys", "", "Made by `make docs` from the table of actions. All can be changed: Ctrl+, then Keys."]
    group = ""
    for of, action, pressed in parts().keys(""):
        if of != group:
            group = of
            lines += ["", f"## {group}", "", "| Key | Action |", "|---|---|"]
        lines.append(f"| {pressed} | {action} |")
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Every setting with its default and what it may be, as Markdown."""
    lines = ["# Settings", "", "Made by `make docs` from the declarations in `domain/settings.py`.", ""]
    lines += ["| Setting | Default | Allowed | |", "|---|---|---|---|"]
    lines += [f"| `{s.name}` | {s.said(s.default)} | {s.allowed()} | {s.help} |" for s in SETTINGS if s.is_shown]
    return "\n".join(lines) + "\n"


def decisions() -> str:
    """The index of decision records, by the headings they have."""
    lines = ["# Decisions", "", "What shaped the program and what was weighed against it. Made by `make docs`.", ""]
    for record in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        number, _, title = record.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ").partition(". ")
        lines.append(f"- [{number}]({record.name}) {title}")
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every page that is derived, by its path below `docs/`."""
    return {
        "command-line.md": reference(),
        "keys.md": keys(),
        "settings.md": settings(),
        "decisions/README.md": decisions(),
    }


def screenshots() -> None:
    """Every bench in its states: light, dark, high contrast, and at 200 %, on the demonstration's workspace.

    The old pictures go when all the new ones are there.
    """
    with tempfile.TemporaryDirectory() as folder:
        program = [sys.executable, "-m", "curatorbench"]
        subprocess.run([*program, "demo", "--no-window", "--workspace", f"{folder}/demo"], check=True)
        for scale in ("1", "2"):
            drawn = [*program, "gui", f"{folder}/demo", "--screenshots", f"{folder}/new"]
            subprocess.run(drawn, check=True, env={**os.environ, "QT_SCALE_FACTOR": scale})
        for picture in Path(folder, "new").glob("*.png"):
            _shrink(picture)
        shutil.rmtree(DOCS / "screenshots", ignore_errors=True)
        shutil.copytree(Path(folder, "new"), DOCS / "screenshots")


def _shrink(picture: Path) -> None:
    """256 colours are enough to be looked at, and a third of the bytes."""
    with Image.open(picture) as image:
        few = image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def main() -> None:
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    screenshots()


if __name__ == "__main__":
    main()
