"""Storage, keyed entry, relations and determinations from a script."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def workspace(say: Say, tmp_path: Path) -> Path:
    assert say("init", tmp_path / "workspace")[0] == 0
    return tmp_path / "workspace"


def test_a_tree_is_made_filled_moved_and_shown(say: Say, workspace: Path) -> None:
    assert say("storage", workspace, "add", "room", "Room 1")[0] == 0
    say("storage", workspace, "add", "room", "Vault")
    code, (drawer,), _ = say("storage", workspace, "add", "drawer", "14", "--in", "Room 1", "--barcode", "D-14")
    assert (code, drawer["path"]) == (0, ["Room 1", "14"])
    for number in ("H-1", "H-2"):
        assert say("enter", workspace, f"catalogNumber={number}", "--in", "D-14")[0] == 0
    assert say("storage", workspace, "move", "D-14", "--in", "Vault")[1][0]["path"] == ["Vault", "14"]
    assert say("storage", workspace, "rename", "D-14", "Drawer 14")[1][0]["path"] == ["Vault", "Drawer 14"]
    say("storage", workspace, "count", "D-14", 40, "--estimated", "--on", "2026")
    tree = say("storage", workspace, "tree")[1]
    assert [(unit["path"], unit["records"]) for unit in tree] == [
        (["Room 1"], 0), (["Vault"], 2), (["Vault", "Drawer 14"], 2),
    ]  # fmt: skip
    assert tree[2]["holding"]["number"] == 40
    assert say("storage", workspace, "find", "drawer")[1][0]["identifier"] == "D-14"
    code, (stored,), _ = say("storage", workspace, "store", "H-1", "--in", "Room 1")
    assert (code, stored["records"]) == (0, 1)
    assert say("take-back", workspace, stored["batch"])[0] == 0
    assert say("storage", workspace, "tree", "--depth", 1)[1][0]["records"] == 0
    assert say("storage", workspace, "delete", "Room 1")[1][0]["deleted"]
    code, (refused,), errors = say("storage", workspace, "delete", "D-14")
    assert code == 1 and "not empty" in errors and "error" in refused


def test_a_ring_is_refused_with_a_sentence(say: Say, workspace: Path) -> None:
    say("storage", workspace, "add", "room", "A")
    say("storage", workspace, "add", "cabinet", "B", "--in", "A")
    code, _, errors = say("storage", workspace, "move", "A", "--in", "B")
    assert code == 1 and "lies in it" in errors
    assert say("storage", workspace, "store", "X")[0] == 2
    assert say("storage", workspace / "nowhere", "tree")[0] == 1


def test_records_are_entered_related_and_determined(say: Say, workspace: Path) -> None:
    code, (first,), errors = say(
        "enter", workspace, "--collection", "H", "--kind", "lot", "--quantity", 3,
        "catalogNumber=H-1", "scientificName=Carex nigra", "eventDate=1951-02-30",
    )  # fmt: skip
    assert (code, first["kind"], first["quantity"]) == (0, "lot", 3)
    assert "1951-02-30" in errors
    code, _, errors = say("enter", workspace, "--collection", "H", "catalogNumber=h- 1")
    assert code == 1 and "another record" in errors
    code, _, errors = say("enter", workspace, "--collection", "H", "catalogNumber=H-1")
    assert code == 1 and first["materialEntityID"] in errors
    code, (second,), _ = say("enter", workspace, "--collection", "H", "catalogNumber=", "--same-sheet-as", "H-1")
    assert second["numberless"] and second["relations"][0]["catalogNumber"] == "H-1"
    other = second["materialEntityID"]
    assert len(say("relate", workspace, "H-1", "part of", other)[1][0]["relations"]) == 2
    assert len(say("relate", workspace, "H-1", "part of", other, "--take-away")[1][0]["relations"]) == 1
    code, (said,), _ = say("identify", workspace, "H-1", "Carex fusca", "--by", "B. Marsh", "--date", "1987")
    assert [one["scientificName"] for one in said["identifications"]] == ["Carex fusca", "Carex nigra"]
    assert say("identify", workspace, "H-1", "Carex rufa", "--type", "holotype")[1][0]["types"]
    assert say("about", workspace, "H-1")[1][0]["identifications"][0]["stands"]


@pytest.mark.parametrize("said", ["country", "nonsense=1", "materialEntityID=x", "catalogNumber=s.n."])
def test_what_cannot_be_entered_is_named(say: Say, workspace: Path, said: str) -> None:
    code, (refused,), errors = say("enter", workspace, said)
    assert code == 1 and errors and "error" in refused
    assert say("records", workspace)[1] == []


def test_set_warns_of_what_cannot_be_and_keeps_it(say: Say, workspace: Path) -> None:
    say("enter", workspace, "catalogNumber=H-1")
    code, (change,), errors = say("set", workspace, "H-1", "dwc:decimalLatitude", "95")
    assert (code, change["value"]) == (0, "95")
    assert "between -90 and 90" in errors
