"""Acknowledged is stored: after SIGKILL at any moment, and when the disk is full or fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from curatorbench.models.finding import explore
from curatorbench.models.history import history
from curatorbench.models.keeping import safety
from curatorbench.models.store.workspace import Workspace

PROGRAM = Path(__file__).with_name("writer_program.py")
FILES = 40

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="faults are injected with Linux' own means"),
]


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Path]:
    """Different files of 300 kB, named by number."""
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.jpg").write_bytes(number.to_bytes(4, "big") * 75_000)
    yield folder
    shutil.rmtree(folder)


def start(root: Path, files: Path, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    command = [*before, sys.executable, str(PROGRAM), str(root), str(files), str(FILES)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def check_promises(root: Path, said: str) -> int:
    """Everything that was acknowledged is there, and nothing is half there; returns how many promises were kept."""
    lines = said.split("\n")[:-1]  # a line cut off in the middle was no promise yet
    workspace = Workspace.open(root)
    try:
        assert [checked for checked in safety.verify(workspace) if not checked.ok] == []
        assert list(workspace.incoming.iterdir()) == []
        promised: dict[str, str] = {}
        for line in lines:
            verb, _, rest = line.partition(" ")
            if verb == "stored":
                assert workspace.originals.verify(rest)
            elif verb == "wrote":
                material, _, value = rest.partition(" ")
                promised[material] = value
        with workspace.store.read() as session:
            for material, value in promised.items():
                written = [change.value for change in history.history(session, material) if change.term == "country"]
                assert value in written
            assert len(explore.summaries(session)) >= len(promised)
    finally:
        workspace.close()
    return sum(line.startswith(("stored", "wrote")) for line in lines)


@pytest.mark.timeout(3600)
def test_killed_at_any_moment(tmp_path: Path, files: Path, turns: Callable[[int], int], dice: Random) -> None:
    kept = 0
    for turn in range(turns(100)):
        root = tmp_path / f"w{turn}"
        Workspace.create(root).close()
        writer = start(root, files)
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
        time.sleep(dice.uniform(0, 0.6))
        writer.kill()
        said, complaint = writer.communicate()
        assert not complaint
        kept += check_promises(root, said)
        shutil.rmtree(root)
    assert kept, "no promise was made before a kill: the test tries nothing"


@pytest.mark.timeout(3600)
def test_init_killed_at_any_moment(tmp_path: Path, turns: Callable[[int], int], dice: Random) -> None:
    """What is there afterwards is a whole workspace or none, and `init` makes it one."""
    making = "import sys; from pathlib import Path; from curatorbench.models.store.workspace import Workspace;"
    making += "print('go', flush=True); Workspace.create(Path(sys.argv[1])).close()"
    for turn in range(turns(100)):
        root = tmp_path / f"w{turn}"
        maker = subprocess.Popen([sys.executable, "-c", making, str(root)], stdout=subprocess.PIPE, text=True)
        assert maker.stdout is not None and maker.stdout.readline() == "go\n"
        time.sleep(dice.uniform(0, 0.15))
        maker.kill()
        maker.communicate()
        if not (root / "catalogue.sqlite").exists():
            Workspace.create(root).close()
        workspace = Workspace.open(root)
        assert all(checked.ok for checked in safety.verify(workspace))
        workspace.close()
        shutil.rmtree(root)


def _on_a_small_disk(place: Path, size: str) -> tuple[str, ...]:
    """A command prefix under which `place` is an empty file system of that size, gone with the command."""
    script = f'mount -t tmpfs -o size={size} tmpfs "{place}"; exec "$@"'
    return ("unshare", "--mount", "--map-root-user", "sh", "-ec", script, "sh")


def _can_mount(place: Path) -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run([*_on_a_small_disk(place, "1m"), "true"], capture_output=True, check=False)
    return tried.returncode == 0


def test_a_full_disk_is_a_sentence_and_work_goes_on_after_freeing(tmp_path: Path, files: Path) -> None:
    """On a disk of 4 MB the files do not fit; promises made before and after are kept."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not _can_mount(disk):
        pytest.skip("no small file system can be mounted here (user namespaces are off)")
    script = (
        "import sys, runpy; from pathlib import Path; from curatorbench.models.store.workspace import Workspace;"
        "root = Path(sys.argv[1]) / 'w'; Workspace.create(root).close();"
        "ballast = Path(sys.argv[1]) / 'ballast'; ballast.write_bytes(bytes(1_500_000));"
        "program = runpy.run_path(sys.argv[2]);"
        "program['main'](str(root), sys.argv[3], '40'); print('freed', flush=True); ballast.unlink();"
        "program['main'](str(root), sys.argv[3], '12');"
        "sys.path.insert(0, str(Path(sys.argv[2]).parent));"
        "import shutil; shutil.copytree(root, sys.argv[4])"
    )
    kept = tmp_path / "kept"
    ran = subprocess.run(
        [*_on_a_small_disk(disk, "5m"), sys.executable, "-c", script, str(disk), str(PROGRAM), str(files), str(kept)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    before, _, after = ran.stdout.partition("freed\n")
    assert "refused" in before and "disk is full" in before
    assert all("full" in line for line in before.splitlines() if line.startswith("refused"))
    assert "stored" in after
    assert check_promises(kept, ran.stdout) > 5


@pytest.mark.parametrize("call", ["fsync", "fdatasync", "pwrite64"])
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_a_failing_disk_is_a_sentence(tmp_path: Path, files: Path, call: str, error: str, dice: Random) -> None:
    """From some call on every one fails, for a while; promises made before and after are kept."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    root = tmp_path / "w"
    Workspace.create(root).close()
    first = dice.randrange(30, 60)
    inject = f"inject={call}:error={error}:when={first}..{first + 12}"
    writer = start(root, files, ("strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", inject))
    said, complaint = writer.communicate(timeout=120)
    if "ptrace" in complaint:
        pytest.skip("processes may not be traced here")
    assert not complaint and writer.returncode == 0
    refused = re.findall("^refused (.*)", said, re.MULTILINE)
    assert all("disk" in sentence or "not kept" in sentence for sentence in refused), refused
    assert refused and check_promises(root, said) > 20
