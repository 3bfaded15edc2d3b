"""A device's exposures become records; the device forgets only what is safe; nothing is deleted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from curatorbench.domain.errors import BadInput
from curatorbench.workflow import capture, explore
from curatorbench.workflow.workbench import Workbench


def test_the_simulated_stand_is_shot_and_taken_in(bench: Workbench, tmp_path: Path) -> None:
    stand = bench.parts.devices["simulated"](tmp_path / "stand")
    stand.open()
    (taken,) = capture.shoot(bench, stand, 1, collection="C", operator="technician")
    assert taken.status == "taken" and taken.file.exists()
    assert taken.sha256 is not None
    assert [page.assets for page in explore.every_record(bench)] == [(taken.sha256,)]
    assert list(stand.shots(lambda fraction, message="": None)) == []


def test_a_folder_is_followed_until_it_is_quiet(bench: Workbench, tmp_path: Path, draw: Callable[..., Path]) -> None:
    for name in "ab":
        draw(tmp_path / "in" / f"{name}.png", name)
    folder = bench.parts.devices["folder"](tmp_path / "in")
    folder.open()
    taken = list(capture.follow(bench, folder, collection="C", operator="technician", seconds=4))
    assert [(t.file.name, t.status) for t in taken] == [("a.png", "taken"), ("b.png", "taken")]
    assert {path.name for path in (tmp_path / "in").iterdir()} == {"a.png", "b.png"}


def test_a_folder_has_no_shutter(bench: Workbench, tmp_path: Path) -> None:
    folder = bench.parts.devices["folder"](tmp_path)
    with pytest.raises(BadInput):
        list(capture.shoot(bench, folder, 1, collection="C", operator="technician"))
