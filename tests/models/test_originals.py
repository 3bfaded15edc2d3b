"""An original is write-once: stored under its hash when it is acknowledged, never written again."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curatorbench.domain.errors import BadInput, Cancelled, NotFound, StorageError
from curatorbench.models.store.originals import Originals
from curatorbench.models.store.workspace import Workspace


def _nothing_left(originals: Originals) -> bool:
    return not list(originals.incoming.iterdir())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=5000), suffix=st.sampled_from([".jpg", ".JPEG", ".tiff", "", ".weird", ".DNG"]))
def test_content_is_kept_under_its_hash(workspace: Workspace, tmp_path: Path, content: bytes, suffix: str) -> None:
    source = tmp_path / f"a name of no meaning{suffix}"
    source.write_bytes(content)
    original = workspace.originals.take_in(source)
    assert original.sha256 == hashlib.sha256(content).hexdigest()
    assert original.path.read_bytes() == content and original.size == len(content)
    assert workspace.originals.path_of(original.sha256) == original.path
    assert workspace.originals.verify(original.sha256)
    assert _nothing_left(workspace.originals)


def test_one_content_is_stored_once_whatever_its_name(workspace: Workspace, a_file: Callable[..., Path]) -> None:
    first = workspace.originals.take_in(a_file(b"same", "a.jpg"))
    before = first.path.stat()
    second = workspace.originals.take_in(a_file(b"same", "b.tif"))
    assert (first.is_new, second.is_new) == (True, False)
    assert second.path == first.path
    after = first.path.stat()
    assert (before.st_mtime_ns, before.st_ino, before.st_ctime_ns) == (
        after.st_mtime_ns,
        after.st_ino,
        after.st_ctime_ns,
    )
    assert [sha for sha, _ in workspace.originals.all()] == [first.sha256]


def test_originals_are_read_only(workspace: Workspace, a_file: Callable[..., Path]) -> None:
    path = workspace.originals.take_in(a_file()).path
    assert not stat.S_IMODE(path.stat().st_mode) & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_a_damaged_original_is_said_when_its_content_comes_again(
    workspace: Workspace, a_file: Callable[..., Path]
) -> None:
    stored = workspace.originals.take_in(a_file(b"sound"))
    stored.path.chmod(0o644)
    stored.path.write_bytes(b"sOund")
    assert not workspace.originals.verify(stored.sha256)
    with pytest.raises(StorageError, match="damaged"):
        workspace.originals.take_in(a_file(b"sound"))
    assert stored.path.read_bytes() == b"sOund"  # never rewritten, not even to mend it


def test_what_is_no_readable_file_is_said(workspace: Workspace, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "nowhere")
    for name in ("pipe.jpg", "folder.jpg", "dangling.jpg", "missing.jpg", "nul\0name.jpg", "x" * 300):
        with pytest.raises(BadInput):
            workspace.originals.take_in(tmp_path / name)
    assert _nothing_left(workspace.originals)


def test_a_source_that_grows_while_it_is_read_is_refused(workspace: Workspace, a_file: Callable[..., Path]) -> None:
    source = a_file(b"x" * 3_000_000)

    def grow(fraction: float, message: str = "") -> None:
        with source.open("ab") as more:
            more.write(b"y")

    with pytest.raises(BadInput, match="changed"):
        workspace.originals.take_in(source, grow)
    assert _nothing_left(workspace.originals)
    assert list(workspace.originals.all()) == []


def test_cancelling_leaves_nothing(workspace: Workspace, a_file: Callable[..., Path]) -> None:
    def stop(fraction: float, message: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        workspace.originals.take_in(a_file(), stop)
    assert _nothing_left(workspace.originals)
    assert list(workspace.originals.all()) == []


def test_two_at_once_store_one(workspace: Workspace, a_file: Callable[..., Path]) -> None:
    sources = [a_file(b"z" * 2_000_000, f"{n}.jpg") for n in range(4)]
    new: list[bool] = []
    threads = [threading.Thread(target=lambda s=s: new.append(workspace.originals.take_in(s).is_new)) for s in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(new) == [False, False, False, True]


def test_an_unknown_hash_is_not_found(workspace: Workspace) -> None:
    for sha256 in ("0" * 64, "../../etc/passwd", ""):
        with pytest.raises(NotFound):
            workspace.originals.path_of(sha256)


def test_only_dead_writers_parts_are_swept(workspace: Workspace, a_file: Callable[..., Path]) -> None:
    dead = workspace.originals.incoming / "dead.part"
    dead.write_bytes(b"half")
    holding = "import fcntl,sys,time; f=open(sys.argv[1],'xb'); fcntl.flock(f,fcntl.LOCK_EX);"
    holding += "print('up',flush=True); time.sleep(60)"
    alive = workspace.originals.incoming / "alive.part"
    writer = subprocess.Popen([sys.executable, "-c", holding, str(alive)], stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout is not None and writer.stdout.readline() == "up\n"
        assert workspace.originals.sweep() == 1
        assert alive.exists() and not dead.exists()
    finally:
        writer.kill()
        writer.communicate()
    Workspace.open(workspace.root).close()
    assert not alive.exists()


_TAKER = """
import os, sys
from pathlib import Path
from curatorbench.domain.errors import CuratorError
from curatorbench.models.store.originals import Originals
root = Path(sys.argv[1])
try:
    Originals(root / "originals", root / "incoming").take_in(Path(sys.argv[2]))
except CuratorError as error:
    print(type(error).__name__, error.message)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("call", ["unlink", "unlinkat", "chmod", "fchmodat", "link", "linkat", "flock"])
@pytest.mark.parametrize("is_known", [False, True])
def test_what_the_disk_refuses_of_a_part_is_no_fault_of_the_picture(
    workspace: Workspace, a_file: Callable[..., Path], call: str, is_known: bool
) -> None:
    source = a_file(b"content", "a.jpg")
    if is_known:
        workspace.originals.take_in(source)
    tracing = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when=1"]
    taking = [sys.executable, "-c", _TAKER, str(workspace.root), str(source)]
    done = subprocess.run([*tracing, *taking], capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr:
        pytest.skip("processes may not be traced here")
    assert done.stderr == "" and done.stdout.partition(" ")[0] in ("", "StorageError"), done
    assert workspace.originals.take_in(source).path.read_bytes() == b"content"
    workspace.originals.sweep()
    assert _nothing_left(workspace.originals)
