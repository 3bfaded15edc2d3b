"""safety, verify --some, mend and restore from the command line: JSON for scripts, sentences for people."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from curatorbench.bootstrap import parts
from curatorbench.cli import app

Said = tuple[int, list[dict[str, object]], str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Exit code, the JSON lines on stdout, and what was said on stderr."""

    def run(*words: object) -> Said:
        code = app.run(parts, [str(word) for word in words])
        out, err = capsys.readouterr()
        lines = [json.loads(line) for line in out.splitlines()] if "--json" in words else [{"text": out}]
        return code, lines, err

    return run


@pytest.fixture
def root(run: Callable[..., Said], tmp_path: Path) -> Path:
    """A workspace with four images that nobody has read yet."""
    for number in range(4):
        Image.new("RGB", (40, 30), (number * 50, 10, 10)).save(tmp_path / f"{number}.png")
    root = tmp_path / "workspace"
    run("init", root)
    code, taken, _ = run("ingest", root, *sorted(tmp_path.glob("*.png")), "--no-wait", "--json")
    assert code == 0 and len(taken) == 4
    return root


def test_a_state_as_json_and_in_sentences(run: Callable[..., Said], root: Path) -> None:
    code, [state], _ = run("safety", root, "--json")
    assert code == 0 and state["well"] is True and state["last"] is None
    assert {"volumes", "backups", "elsewhere", "schedule", "fixity", "is_writable", "second_folder"} <= set(state)
    assert state["fixity"]["originals"] == state["fixity"]["unread"] == 4  # type: ignore[index]
    run("backup", root)
    code, [state], _ = run("safety", root, "--json")
    assert str(state["last"]).endswith("-backup.sqlite")
    code, [plain], _ = run("safety", root)
    assert code == 0 and "The last backup was made" in str(plain["text"]) and "GB are free" in str(plain["text"])


def test_a_slice_is_verified_and_remembered(run: Callable[..., Said], root: Path) -> None:
    run("settings", root, "safety.read_share", "0.5")
    code, said, _ = run("verify", root, "--some", "--json")
    assert code == 0 and [line["ok"] for line in said] == [True] * 3
    assert run("safety", root, "--json")[1][0]["fixity"]["sound"] == 2  # type: ignore[index]
    run("verify", root, "--some", "--json")
    assert run("safety", root, "--json")[1][0]["fixity"]["unread"] == 0  # type: ignore[index]


def test_damage_is_said_and_mended(run: Callable[..., Said], root: Path, tmp_path: Path) -> None:
    path = next((root / "originals").glob("*/*.png"))
    path.chmod(0o644)
    sound = path.read_bytes()
    path.write_bytes(sound[:-1])
    assert run("verify", root)[0] == 1
    code, [state], _ = run("safety", root, "--json")
    [fault] = state["fixity"]["faults"]  # type: ignore[index]
    assert code == 1 and fault["what"] == path.stem and state["well"] is False
    assert "mend WORKSPACE SHA256 FILE" in str(run("safety", root)[1][0]["text"])
    code, _, err = run("mend", root, path.stem, root / "catalogue.sqlite")
    assert code == 1 and "another file" in err and "Traceback" not in err
    assert run("mend", root, "no hash", tmp_path / "0.png")[0] == 1
    assert run("mend", root, path.stem, tmp_path / "missing.png")[0] == 1
    copy = next(image for image in tmp_path.glob("*.png") if image.read_bytes() == sound)
    code, [mended], _ = run("mend", root, path.stem, copy, "--json")
    assert code == 0 and mended["file"] == str(path) and path.read_bytes() == sound
    assert run("safety", root, "--json")[0] == 0


def test_a_restore_is_told_by_kind_and_by_whom(run: Callable[..., Said], root: Path, tmp_path: Path) -> None:
    _, [kept], _ = run("backup", root, "--json")
    time.sleep(1.1)
    Image.new("RGB", (40, 30), (9, 9, 200)).save(tmp_path / "later.png")
    run("ingest", root, tmp_path / "later.png", "--no-wait", "--operator", "Bo")
    code, [would], _ = run("restore", root, Path(str(kept["backup"])).name, "--dry-run", "--json")
    assert code == 0 and would["dry_run"] is True
    assert would["lost"]["records"] == would["lost"]["images"] == 1  # type: ignore[index]
    code, _, err = run("restore", root, kept["backup"], "--dry-run")
    assert "later.png" in err and "Records: 1." in err and "Changes by" in err
    code, [lost], _ = run("restore", root, kept["backup"], "--json")
    assert code == 0 and lost["lost"] == would["lost"]
    assert run("restore", root, root / "backups" / "none.sqlite", "--dry-run")[0] == 1
