"""An export or a backup replaces neither a device nor what the workspace keeps."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from curatorbench.domain.errors import BadInput
from curatorbench.models.keeping.safety import Checked
from curatorbench.workflow import capture, derivatives, ingest, publish, safety
from curatorbench.workflow.targets import target
from curatorbench.workflow.workbench import Workbench


def all_sound(checked: list[Checked]) -> bool:
    return all(item.ok for item in checked)


@pytest.mark.parametrize("inside", ["catalogue.sqlite", "catalogue.sqlite-wal", "originals/aa/x.zip", "incoming/x"])
def test_what_the_workspace_keeps_is_never_replaced(bench: Workbench, tmp_path: Path, inside: str) -> None:
    (tmp_path / "link").symlink_to(bench.workspace.root, target_is_directory=True)
    for root in (bench.workspace.root, tmp_path / "link", bench.workspace.root / "originals" / ".."):
        with pytest.raises(BadInput, match="the workspace keeps"):
            safety.backup(bench, root / inside)
        with pytest.raises(BadInput, match="the workspace keeps"):
            publish.export(bench, "csv", root / inside, operator="Ann")
    assert all_sound(list(safety.verify(bench)))


def test_a_pipe_or_device_is_not_replaced_by_a_file(bench: Workbench, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for out in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(BadInput, match="a device or a pipe"):
            target(bench.workspace, out)
    with pytest.raises(BadInput):
        target(bench.workspace, Path("/"))


def test_backups_lie_among_backups_and_exports_do_not(bench: Workbench) -> None:
    out = bench.workspace.backups / "mine.sqlite"
    assert safety.backup(bench, out) == out
    with pytest.raises(BadInput):
        target(bench.workspace, out)


def test_a_folder_that_would_feed_on_what_is_made_of_its_pictures_is_not_watched(
    bench: Workbench, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(bench.workspace.root, target_is_directory=True)
    for inside in (bench.workspace.root, bench.workspace.root / "new", tmp_path / "link" / "derivatives"):
        with pytest.raises(BadInput, match="lies in the workspace"):
            capture.connect(bench, f"folder:{inside}")
    for around in (tmp_path, Path("/")):
        with pytest.raises(BadInput, match=f"The workspace .* lies in {around}"):
            capture.connect(bench, f"folder:{around}")


def test_what_the_workspace_keeps_is_not_taken_in_again(
    bench: Workbench, tmp_path: Path, draw: Callable[..., Path]
) -> None:
    root = bench.workspace.root
    for name in ("derivatives", "quarantined", "devices"):
        draw(root / name / "x" / f"{name}.png", name)
    mine = [draw(tmp_path / "a.png", "a"), draw(root / "holiday" / "b.png", "b")]
    found = ingest.take_in(bench, [tmp_path], collection="C", operator="Ann")
    assert sorted((one.file, one.status) for one in found) == [(path, "taken") for path in sorted(mine)]
    with pytest.raises(BadInput, match="workspace's own"):
        list(ingest.take_in(bench, [root / "derivatives" / "x"], collection="C", operator="Ann"))


def test_pictures_are_not_put_out_into_the_workspace_itself(bench: Workbench) -> None:
    for out in (bench.workspace.root, bench.workspace.root / "originals" / ".."):
        with pytest.raises(BadInput, match="the workspace itself"):
            list(derivatives.put_out(bench, None, "web", out))
