"""A clumsy or hostile hand gets a sentence and an exit code: never a traceback, and nothing is lost by it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

PROGRAM = f"{sys.executable} -m curatorbench"


def shell(command: str, folder: Path, **environment: str) -> tuple[int, bytes, bytes]:
    """What a script would see: (exit code, stdout, stderr)."""
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("curatorbench", PROGRAM)],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr and b"foresee" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "t.csv").write_text("materialEntityID,catalogNumber,country\nMID,A1,Łódź é\n", encoding="utf-8")
    assert shell("curatorbench init w && curatorbench import w t.csv", folder)[0] == 0
    return folder


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("records w --json >&-", 0),
        ("parse - <&-", 1),
        ("parse-date --lines - <&-", 1),
        ("records nowhere --json >&- 2>&-", 1),
    ],
)
def test_closed_streams(workspace: Path, command: str, code: int) -> None:
    assert shell(f"curatorbench {command}", workspace)[0] == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["records w --json", "records nowhere --json", "records w"])
def test_a_full_disk_behind_stdout(workspace: Path, command: str) -> None:
    assert shell(f"curatorbench {command} > /dev/full", workspace)[0] == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_json_in_every_encoding(workspace: Path, encoding: str) -> None:
    code, said, _ = shell("curatorbench records w --json", workspace, PYTHONIOENCODING=encoding)
    assert (code, json.loads(said.decode(encoding))["country"]) == (0, "Łódź é")


def test_a_record_stays_who_it_is(workspace: Path) -> None:
    """A value of the term materialEntityID, from an archive or a person, is not the record's own identifier."""
    (said,) = shell("curatorbench records w --json", workspace)[1].splitlines()
    identifier = json.loads(said)["materialEntityID"]
    assert identifier != "MID"
    assert shell(f"curatorbench history w {identifier} --json", workspace)[0] == 0


def test_what_is_typed_and_is_no_text_is_wrong_usage(workspace: Path) -> None:
    for command in ('history w "$BAD"', 'query w --country "$BAD"', 'set w A1 country x --operator "$BAD"'):
        assert shell(f"BAD=$(printf '\\377'); curatorbench {command} --json", workspace)[0] == 2


def test_a_folder_with_a_name_that_is_not_utf8_is_taken_in_whole(workspace: Path) -> None:
    folder = workspace / "card"
    folder.mkdir()
    for name, shade in ((b"a.png", 10), (b"m\xff.png", 20), (b"z.png", 30)):
        Image.new("RGB", (300, 200), (shade, 0, 0)).save(folder / os.fsdecode(name))
    (folder / os.fsdecode(b"n\xff.txt")).write_text("no picture")
    code, said, _ = shell("curatorbench init w2 && curatorbench ingest w2 card --no-wait --json", workspace)
    statuses = [json.loads(line).get("status") for line in said.splitlines()[1:]]
    assert (code, sorted(statuses)) == (1, ["quarantined", "taken", "taken", "taken"])
    (listed,) = shell("curatorbench quarantine w2 --json", workspace)[1].splitlines()
    assert Path(json.loads(listed)["file"]).is_absolute()


def test_a_damaged_original_stops_its_own_file_only(workspace: Path) -> None:
    folder = workspace / "two"
    folder.mkdir()
    for name, shade in (("a.png", 40), ("b.png", 50)):
        Image.new("RGB", (300, 200), (shade, 0, 0)).save(folder / name)
    assert shell("curatorbench init w3 && curatorbench ingest w3 two/a.png --no-wait", workspace)[0] == 0
    (original,) = (workspace / "w3" / "originals").rglob("*.png")
    original.chmod(0o644)
    original.write_bytes(original.read_bytes()[:-1] + b"x")
    code, said, _ = shell("curatorbench ingest w3 two --no-wait --json", workspace)
    assert (code, [json.loads(line)["status"] for line in said.splitlines()]) == (1, ["failed", "taken"])


def test_a_name_too_long_is_a_sentence(workspace: Path) -> None:
    code, said, _ = shell(f"curatorbench init {'x' * 300} --json", workspace)
    assert (code, json.loads(said)["error"].keys()) == (1, {"message", "hint"})


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_terminal_obeys_no_file_name(workspace: Path) -> None:
    name = "a\x1b[2J\u202egnp\nevil\x9b.jpg"
    (workspace / name).write_text("no picture")
    for command in ("ingest w", "inspect", "quarantine w"):
        files = [] if command == "quarantine w" else [name]
        done = subprocess.run(
            [sys.executable, "-m", "curatorbench", *command.split(), *files],
            cwd=workspace, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert r"a\x1b[2J\u202egnp\nevil\x9b.jpg" in said
        assert not {"\x1b", "\u202e", "\x9b"} & set(said) and "\nevil" not in said
    code, said, _ = shell("curatorbench quarantine w --json", workspace)
    assert code == 0 and Path(json.loads(said)["file"]).name == name


def test_what_is_said_in_several_lines_stays_so(workspace: Path) -> None:
    (workspace / "label.txt").write_text("Chile, Santiago\nleg. A. Smith 12.3.1950\n")
    code, said, _ = shell("curatorbench parse label.txt", workspace)
    assert code == 0 and len(said.decode().splitlines()) > 2 and b"\\n" not in said
