"""Undo and redo from a script: one step a call, across processes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def workspace(say: Say, tmp_path: Path) -> Path:
    root, table = tmp_path / "workspace", tmp_path / "records.csv"
    table.write_text("catalogNumber,country\nX-1,Austria\n")
    assert say("init", root)[0] == say("import", root, table)[0] == 0
    return root


def test_a_value_and_a_status_are_taken_back_and_done_again(say: Say, workspace: Path) -> None:
    say("set", workspace, "X-1", "country", "Italy")
    say("status", workspace, "approved", "X-1")
    code, (status,), _ = say("undo", workspace)
    assert (code, status["verb"], status["catalogNumber"], status["status"]) == (0, "undo", "X-1", "captured")
    (value,) = say("undo", workspace)[1]
    assert (value["term"], value["value"], value["status"]) == ("country", "Austria", None)
    (record,) = say("records", workspace)[1]
    assert (record["country"], record["status"], record["materialEntityID"]) == (
        "Austria", "captured", value["materialEntityID"],
    )  # fmt: skip
    assert [say("redo", workspace)[1][0]["verb"] for _ in range(2)] == ["redo", "redo"]
    (record,) = say("records", workspace)[1]
    assert (record["country"], record["status"]) == ("Italy", "approved")


def test_nothing_to_undo_is_said_and_is_no_failure(say: Say, workspace: Path) -> None:
    code, said, errors = say("undo", workspace)
    assert (code, said) == (0, [])
    assert "nothing" in errors


def test_what_a_colleague_changed_since_stays(say: Say, workspace: Path) -> None:
    say("set", workspace, "X-1", "country", "Italy")
    say("set", workspace, "X-1", "country", "Chile", "--operator", "Ada")
    code, _, errors = say("undo", workspace)
    assert code == 1
    assert "Ada" in errors and "pass over" in errors
    assert say("undo", workspace, "--pass-over")[1] == []
    say("set", workspace, "X-1", "county", "Lima")
    say("set", workspace, "X-1", "county", "Cusco", "--operator", "Ada")
    say("status", workspace, "checked", "X-1")
    assert [say("undo", workspace, "--pass-over")[1] for _ in range(2)][1] == []
    assert say("records", workspace)[1][0]["country"] == "Chile"
