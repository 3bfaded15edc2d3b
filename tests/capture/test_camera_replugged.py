"""The virtual camera at two addresses: what it left in the spool of the first is offered at the second."""

from pathlib import Path

import pytest
from capturing_program import bench_on, sitting
from virtual_camera import VirtualCard

from curatorbench.domain.captures import Became
from curatorbench.workflow import capture


def test_a_picture_of_the_first_connection_is_asked_about_at_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = VirtualCard(tmp_path)
    for name, value in card.env.items():
        monkeypatch.setenv(name, value)
    bench = bench_on(tmp_path / "workspace")
    session = sitting(bench)
    first = capture.connect(bench, "gphoto2:")
    content = card.show(1)
    (path,) = capture.shoot(first).files
    first.close()
    second = capture.connect(bench, "gphoto2:usb:001,001")
    assert path.read_bytes() == content and capture.left_behind(second) == 1
    (shot,) = capture.waiting(second)
    held = capture.take(bench, second, session, shot)
    second.close()
    assert shot.files == (path,) and not path.exists()
    assert held.became is Became.HELD and held.sha256 is not None and bench.workspace.originals.verify(held.sha256)
    bench.close()
