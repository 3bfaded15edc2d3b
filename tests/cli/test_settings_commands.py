"""Settings and keys from the command line; and what the console script takes for a plain window."""

import json
from pathlib import Path

import pytest

from curatorbench.bootstrap import _window_asked, parts
from curatorbench.cli.app import run


@pytest.fixture
def root(tmp_path: Path) -> str:
    assert run(parts, ["init", str(tmp_path / "w")]) == 0
    return str(tmp_path / "w")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(parts, [*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_setting_is_kept_and_shown(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    (item,) = said(capsys, "settings", root, "jobs.workers", "3")
    assert item["value"] == 3
    values = {str(item["name"]): item["value"] for item in said(capsys, "settings", root)}
    assert values["jobs.workers"] == 3
    assert values["ui.animate"] is True
    assert "ui.keys" not in values, "it has a page of its own"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("jobs.workers", "many"),
        ("jobs.workers", "-1"),
        ("ui.theme", "pink"),
        ("ui.animate", "maybe"),
        ("no.such", "1"),
        ("safety.backup_folder", "backups"),
        ("safety.backup_folder", "~/b"),
        ("safety.backup_folder", "/a\0b"),
    ],
)
def test_what_cannot_be_is_said(root: str, name: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(parts, ["settings", root, name, "--", value]) == 1
    told = capsys.readouterr().err
    assert name in told
    assert "Traceback" not in told


def test_the_keys_in_force_are_printed(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(parts, ["settings", root, "ui.keys", '{"view.find": ["Ctrl+J"]}'])
    keys = {str(item["action"]): item["keys"] for item in said(capsys, "keys", root)}
    assert keys["Find any action"] == "Ctrl+J"
    keys = {str(item["action"]): item["keys"] for item in said(capsys, "keys")}
    assert keys["Find any action"] == "Ctrl+K"


def test_a_plain_window_needs_no_command_line(tmp_path: Path) -> None:
    assert _window_asked(["gui", str(tmp_path)]) == tmp_path
    assert _window_asked(["gui"]) is not None
    for other in (["gui", "--help"], ["gui", "w", "--operator", "Z"], ["gui", "w", "--screenshots"], ["demo"], []):
        assert _window_asked(other) is None
