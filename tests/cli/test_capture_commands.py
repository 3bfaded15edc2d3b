"""Capture by commands: what is exposed is said in JSON Lines, one exposure each; the exit code says if some failed."""

import json
import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from spooling_stands import COMMAND

from curatorbench.bootstrap import parts
from curatorbench.cli import app
from curatorbench.workflow.workbench import Parts

Say = Callable[..., tuple[int, list[dict[str, object]]]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def say(*arguments: object) -> tuple[int, list[dict[str, object]]]:
        code = app.run(parts, [*map(str, arguments), "--json"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return say


@pytest.fixture
def root(say: Say, tmp_path: Path) -> Path:
    assert say("init", tmp_path / "workspace")[0] == 0
    return tmp_path / "workspace"


def test_the_simulated_stand_is_shot(say: Say, root: Path) -> None:
    assert {"simulated:slide"} <= {str(one["address"]) for one in say("devices")[1]}
    code, lines = say("shoot", root, "--device", "simulated:slide", "--count", 2, "--profile", "slides")
    assert code == 0 and [line["status"] for line in lines] == ["taken", "taken"]
    records = say("records", root)[1]
    assert [one["materialEntityID"] for one in records] == [line["materialEntityID"] for line in lines]


def test_a_folder_is_followed_until_it_is_quiet(say: Say, root: Path, tmp_path: Path) -> None:
    for name, grey in (("a", 90), ("b", 160)):
        (tmp_path / "in").mkdir(exist_ok=True)
        Image.new("L", (200, 100), grey).save(tmp_path / "in" / f"{name}.png")
        os.utime(tmp_path / "in" / f"{name}.png", (1e9, 1e9))
    shutil.copy(tmp_path / "in" / "a.png", tmp_path / "in" / "c.png")
    (tmp_path / "in" / "d.jpg").write_text("no picture")
    for path in (tmp_path / "in").iterdir():
        os.utime(path, (1e9, 1e9))
    code, lines = say("follow", root, tmp_path / "in", "--seconds", 1, "--sticky", "family=Rosaceae")
    assert code == 1  # one is named as no picture
    status = {Path(str(line["file"])).name: line["status"] for line in lines}
    assert status == {"a.png": "taken", "b.png": "taken", "c.png": "duplicate", "d.jpg": "quarantined"}
    assert [record["family"] for record in say("records", root)[1]] == ["Rosaceae", "Rosaceae"]
    assert len(list((tmp_path / "in").iterdir())) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        ("shoot", "--device", "nowhere"),
        ("shoot", "--device", "spaceship:1"),
        ("shoot", "--profile", "nobody's"),
        ("shoot", "--unit", "nowhere"),
        ("shoot", "--sticky", "family"),
        ("scan", "--device", "simulated:slide"),
        ("follow", "/nowhere"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(say: Say, root: Path, wrong: tuple[str, ...]) -> None:
    command, *rest = wrong
    where = [rest.pop(0)] if command == "follow" else []
    code, _ = say(command, root, *where, *rest)
    assert code == 1
    assert say("records", root)[1] == []


def test_what_is_held_is_answered(say: Say, root: Path, tmp_path: Path) -> None:
    for name, turns in (("a", 1), ("b", 2)):
        code = np.asarray(zxingcpp.create_barcode("HB 0001", zxingcpp.BarcodeFormat.DataMatrix).to_image(scale=5))
        sheet = np.pad(code, 40 * turns, constant_values=255)
        (tmp_path / "in").mkdir(exist_ok=True)
        Image.fromarray(sheet).save(tmp_path / "in" / f"{name}.png")
        os.utime(tmp_path / "in" / f"{name}.png", (1e9 + turns, 1e9 + turns))
    code, lines = say("follow", root, tmp_path / "in", "--seconds", 1)
    assert code == 1 and [line["status"] for line in lines] == ["taken", "held"]
    ((exposure,),) = [[one["exposure"] for one in say("held", root)[1]]]
    code, (line,) = say("answer", root, exposure, "better")
    assert code == 0 and line["records"] == lines[0]["records"]
    assert say("held", root) == (0, [])
    assert say("answer", root, exposure, "away")[0] == 1
    assert say("answer", root, exposure, "perhaps")[0] == 2


def test_a_share_that_goes_for_a_while_is_said_once_and_followed_again(
    capsys: pytest.CaptureFixture[str], root: Path, tmp_path: Path
) -> None:
    share, away = tmp_path / "share", tmp_path / "away"
    share.mkdir()

    def come_and_go() -> None:
        time.sleep(3)
        share.rename(away)
        Image.new("L", (200, 100), 90).save(away / "a.png")
        os.utime(away / "a.png", (1e9, 1e9))
        time.sleep(2)
        away.rename(share)

    with ThreadPoolExecutor() as pool:
        going = pool.submit(come_and_go)
        code = app.run(parts, ["follow", str(root), str(share), "--seconds", "7", "--json"])
        going.result()
    said = capsys.readouterr()
    assert [json.loads(line)["status"] for line in said.out.splitlines()] == ["taken"]
    assert code == 1 and said.err.count("is not there") == 1 and "goes on" in said.err


def dying() -> Parts:
    made = parts()
    made.device_command = COMMAND
    return made


def test_a_device_whose_process_dies_goes_on_exposing(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    assert app.run(dying, ["shoot", str(root), "--device", "dying:", "--count", "4", "--json"]) == 1
    said = capsys.readouterr()
    assert said.err.count("was lost") == 1
    statuses = [json.loads(line)["status"] for line in said.out.splitlines()]
    assert statuses == ["taken"] * 4, "what had been exposed when it died is there too"


def test_a_device_that_exposes_nothing_is_said_once_and_left(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    assert app.run(dying, ["shoot", str(root), "--device", "broken:", "--count", "1000", "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("The shutter is stuck.") == 1
    (tried,) = (root / "devices").glob("*/.tried")
    assert int(tried.read_text()) <= 5


def test_no_scanner_is_said_to_be_none(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sane.d").mkdir()
    (tmp_path / "sane.d" / "dll.conf").write_text("")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path / "sane.d"))
    assert app.run(parts, ["scan", str(root)]) == 1
    assert "No scanner was found." in capsys.readouterr().err


def test_profiles_are_listed(say: Say, root: Path) -> None:
    code, lines = say("profiles", root)
    assert code == 0 and "Herbarium sheets" in [line["profile"] for line in lines]
