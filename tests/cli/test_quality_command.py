"""`quality`: one record or all of them, with the identifiers of the standard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curatorbench.bootstrap import parts
from curatorbench.cli import app

Say = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def workspace(say: Say, tmp_path: Path) -> Path:
    root, table = tmp_path / "workspace", tmp_path / "records.csv"
    table.write_text(
        "catalogNumber,country,decimalLatitude,decimalLongitude,sex\nX-1,Peru,12.05,-77.05,f\nX-2,Peru,-12.05,-77.05,\n"
    )
    assert say("init", root)[0] == say("import", root, table)[0] == 0
    return root


def test_one_record(say: Say, workspace: Path) -> None:
    code, (found,), _ = say("quality", workspace, "X-1")
    assert code == 0 and found["catalogNumber"] == "X-1"
    assert found["mids"]["level"] is None and found["mids"]["missing"][0]["element"] == "Organization"
    (against,) = found["contradictions"]
    assert against["terms"] == ["decimalLatitude", "decimalLongitude", "country"] and "North for south?" in str(against)
    said = {test["label"]: test for test in found["tests"]}
    assert said["VALIDATION_SEX_STANDARD"]["guid"] == "88d8598b-3318-483d-9475-a5acf9887404"
    assert said["VALIDATION_SEX_STANDARD"]["result"] == "NOT_COMPLIANT"
    assert said["AMENDMENT_SEX_STANDARDIZED"]["changes"] == {"sex": "Female"}


def test_every_record_and_every_test(say: Say, workspace: Path) -> None:
    code, found, _ = say("quality", workspace, "--all")
    assert code == 0 and [one["catalogNumber"] for one in found] == ["X-1", "X-2"]
    assert {len(one["tests"]) for one in found} == {110}
    assert found[1]["contradictions"] == []


def test_in_words(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(parts, ["quality", str(workspace), "X-1"]) == 0
    said = capsys.readouterr().out
    assert "X-1: below MIDS 0; for 0 it wants Organization" in said
    assert "could be sex = Female (AMENDMENT_SEX_STANDARDIZED)" in said


def test_a_record_that_is_not_there(say: Say, workspace: Path) -> None:
    assert say("quality", workspace, "X-9")[0] != 0
