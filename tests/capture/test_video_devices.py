"""Video devices by the folders that Linux keeps of them."""

from __future__ import annotations

from pathlib import Path

from curatorbench.capture.video_devices import found


def node(folder: Path, node_name: str, **files: str) -> None:
    (folder / node_name).mkdir()
    for file, content in files.items():
        (folder / node_name / file).write_text(content + "\n")


def test_each_device_is_named_once(tmp_path: Path) -> None:
    node(tmp_path, "video10", name="DinoLite", index="0")
    node(tmp_path, "video0", name="HD Webcam: HD Webcam", index="0")
    node(tmp_path, "video1", name="HD Webcam: HD Webcam", index="1")  # its metadata
    node(tmp_path, "video2", index="0")
    node(tmp_path, "vbi0", name="a tuner", index="0")
    assert [(str(each.address), each.name) for each in found(tmp_path)] == [
        ("video:0", "HD Webcam: HD Webcam"),
        ("video:2", "video device 2"),
        ("video:10", "DinoLite"),
    ]


def test_none_where_the_system_keeps_no_such_folder(tmp_path: Path) -> None:
    assert found(tmp_path / "none") == []
