"""Pictures put out from a script: named by number, errors named, exit codes as promised."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

Say = Callable[..., tuple[int, list[dict[str, Any]], str]]


def test_derivatives_of_one_and_of_all(say: Say, tmp_path: Path) -> None:
    root, out = tmp_path / "workspace", tmp_path / "out"
    for name, colour in (("a", "red"), ("b", "blue")):
        Image.new("RGB", (300, 200), colour).save(tmp_path / f"{name}.png")
    say("init", root)
    taken = say("ingest", root, tmp_path / "a.png", tmp_path / "b.png", "--no-wait")[1]
    material = taken[0]["materialEntityID"]
    assert say("set", root, material, "catalogNumber", "X-1")[0] == 0
    code, (one,), _ = say("derivatives", root, "X-1", "--out", out)
    assert code == 0
    assert one == {
        "materialEntityID": material,
        "catalogNumber": "X-1",
        "sha256": taken[0]["sha256"],
        "file": str(out / "X-1.jpg"),
        "sidecar": str(out / "X-1.xmp"),
    }
    code, both, _ = say("derivatives", root, "--kind", "pyramid", "--out", out)
    assert code == 0 and [Path(item["file"]).suffix for item in both] == [".tif", ".tif"]
    assert say("status", root, "withheld", "X-1")[0] == 0
    code, items, errors = say("derivatives", root, "--out", out)
    assert code == 1 and "withheld" in items[0]["error"]["message"] and "withheld" in errors
    assert "error" not in items[1]


def test_wrong_use_is_said(say: Say, tmp_path: Path) -> None:
    say("init", tmp_path / "workspace")
    assert say("derivatives", tmp_path / "workspace", "--kind", "gif", "--out", tmp_path / "out")[0] == 2
    assert say("derivatives", tmp_path / "workspace")[0] == 2
    assert say("derivatives", tmp_path / "workspace", "X", "--out", tmp_path / "out")[0] == 1
