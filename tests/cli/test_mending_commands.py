"""Mending from the command line: what would happen, what happened, and how it is taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from curatorbench.bootstrap import parts
from curatorbench.cli import app

Said = list[dict[str, Any]]
Say = Callable[..., tuple[int, Said, str]]


@pytest.fixture
def workspace(say: Say, tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    assert say("init", root)[0] == 0
    table = tmp_path / "records.csv"
    rows = ("X-1,Peru,Lima", "X-2,Peru,Ica", "X-3,Chile,", "X-4,,")
    table.write_text("catalogNumber,country,county\n" + "\n".join(rows) + "\n")
    assert say("import", root, table)[0] == 0
    return root


def listed(say: Say, workspace: Path) -> dict[str, dict[str, Any]]:
    return {record["catalogNumber"]: record for record in say("records", workspace)[1] if "catalogNumber" in record}


def take_in(say: Say, workspace: Path, tmp_path: Path, name: str, colour: str) -> tuple[str, str]:
    picture = tmp_path / f"{name}.png"
    Image.new("RGB", (320, 240), colour).save(picture)
    code, (taken,), _ = say("ingest", workspace, picture, "--no-wait")
    assert code == 0
    return taken["sha256"], taken["materialEntityID"]


def test_edit_plans_does_and_is_taken_back(say: Say, workspace: Path) -> None:
    question = ("edit", workspace, "--country", "Peru", "--set", "stateProvince", "Somewhere")
    code, (plan,), _ = say(*question, "--dry-run")
    assert (code, plan["dry_run"], plan["count"], plan["already"]) == (0, True, 2, 0)
    assert plan["records"][0]["changes"] == [{"what": "stateProvince", "before": None, "after": "Somewhere"}]
    assert "stateProvince" not in listed(say, workspace)["X-1"]
    code, (done,), _ = say(*question)
    assert (code, done["records"], done["skipped"]) == (0, 2, [])
    assert listed(say, workspace)["X-2"]["stateProvince"] == "Somewhere"
    _, batches, _ = say("batches", workspace)
    assert (batches[0]["batch"], batches[0]["records"], batches[0]["planned"]) == (done["batch"], 2, 2)
    assert say("take-back", workspace, done["batch"], "--dry-run")[1][0]["count"] == 2
    code, (back,), _ = say("take-back", workspace, done["batch"])
    assert (code, back["records"]) == (0, 2)
    assert "stateProvince" not in listed(say, workspace)["X-2"]


@pytest.mark.parametrize(
    ("edit", "number", "expected"),
    [
        (("--fill", "county", "Cusco"), "X-3", {"county": "Cusco"}),
        (("--fill", "county", "Cusco"), "X-1", {"county": "Lima"}),
        (("--replace", "county", "Li", "Ta"), "X-1", {"county": "Tama"}),
        (("--clear", "dwc:county"), "X-1", {"county": None}),
        (("--move-to", "checked"), "X-4", {"status": "checked"}),
        (("--out-of-storage",), "X-4", {"status": "captured"}),
    ],
)
def test_every_kind_of_edit(
    say: Say, workspace: Path, edit: tuple[str, ...], number: str, expected: dict[str, str | None]
) -> None:
    assert say("edit", workspace, "--all", *edit)[0] == 0
    record = listed(say, workspace)[number]
    assert {name: record.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ("--set", "country", "Peru"),  # no question, and not said to be of all
        ("--all", "--country", "Peru", "--set", "country", "Peru"),
        ("--all",),
        ("--all", "--set", "country", "Peru", "--clear", "county"),
        ("--where", "country", "--clear", "county"),
        ("--all", "--move-to", "lost"),
    ],
)
def test_wrong_usage_of_edit_is_2_and_changes_nothing(say: Say, workspace: Path, arguments: tuple[str, ...]) -> None:
    before = listed(say, workspace)
    assert say("edit", workspace, *arguments)[0] == 2
    assert listed(say, workspace) == before


def test_edits_that_cannot_be_are_1(say: Say, workspace: Path) -> None:
    for edit in (("--set", "catalogNumber", "7"), ("--set", "colour", "red"), ("--into", "no drawer")):
        code, said, errors = say("edit", workspace, "--all", *edit)
        assert (code, set(said[0])) == (1, {"error"}) and errors
    assert say("take-back", workspace, "no batch")[0] == 1


def test_where_asks_for_records_without_a_value(say: Say, workspace: Path) -> None:
    (plan,) = say("edit", workspace, "--where", "country=", "--set", "country", "Peru", "--dry-run")[1]
    assert [record["catalogNumber"] for record in plan["records"]] == ["X-4"]


def test_merge_says_conflicts_and_takes_theirs(say: Say, workspace: Path) -> None:
    code, (plan,), errors = say("merge", workspace, "X-1", "X-2", "--dry-run")
    assert code == 0
    assert {c["term"] for c in plan["conflicts"]} == {"catalogNumber", "county"}
    assert "'Lima'" in errors and "'Ica'" in errors
    code, (done,), _ = say("merge", workspace, "X-1", "X-2", "--theirs", "dwc:county")
    assert (code, done["records"]) == (0, 2)
    record = listed(say, workspace)["X-1"]
    assert (record["county"], record["otherCatalogNumbers"]) == ("Ica", "X-2")
    assert "X-2" not in listed(say, workspace)
    assert say("merge", workspace, "X-1", "X-1")[0] == 1
    assert say("undo", workspace)[0] == 0
    assert "X-2" in listed(say, workspace)


def test_images_go_by_the_beginning_of_their_hash_and_by_table(say: Say, workspace: Path, tmp_path: Path) -> None:
    first, record = take_in(say, workspace, tmp_path, "one", "red")
    arguments = ("move-image", workspace, "--from", record, "--to", "X-4", "--image", first[:10])
    (plan,) = say(*arguments, "--dry-run")[1]
    assert plan["records"][1]["changes"][0] == {"what": "image", "before": None, "after": first}
    assert say(*arguments)[1][0]["records"] == 2
    assert say(*arguments)[0] == 1  # it is not there any more
    second, other = take_in(say, workspace, tmp_path, "two", "blue")
    table = tmp_path / "moves.csv"
    table.write_text(f"image,from,to\n{first},X-4,X-3\n{second[:12]},{other},\n")
    code, (done,), _ = say("move-image", workspace, "--table", table)
    assert (code, done["name"], len(done["made"])) == (0, "2 images moved", 1)
    for bad in ("image,to\n1,2\n", "", "image,from\nffff,X-1\n"):
        table.write_text(bad)
        assert say("move-image", workspace, "--table", table)[0] == 1
    assert say("move-image", workspace, "--table", tmp_path / "no.csv")[0] == 1
    assert say("move-image", workspace)[0] == 2


def test_split_makes_a_record(say: Say, workspace: Path, tmp_path: Path) -> None:
    image, record = take_in(say, workspace, tmp_path, "one", "red")
    assert say("move-image", workspace, "--from", record, "--to", "X-1")[0] == 0
    code, (done,), _ = say("split", workspace, "X-1", "--image", image[:8], "--copy", "country,dwc:county")
    assert code == 0
    made = next(r for r in say("records", workspace)[1] if r["materialEntityID"] == done["made"][0])
    assert (made["country"], made["county"], "catalogNumber" in made) == ("Peru", "Lima", False)
    assert say("split", workspace, "X-1", "--copy", "catalogNumber")[0] == 1


def test_plans_and_results_are_lines_for_people(capsys: pytest.CaptureFixture[str], say: Say, workspace: Path) -> None:
    app.run(parts, ["edit", str(workspace), "--country", "Peru", "--clear", "county", "--dry-run"])
    said = capsys.readouterr().out
    assert "county cleared (2 records): 2 records would change." in said
    assert "X-1: county Lima -> (none)" in said
    app.run(parts, ["batches", str(workspace)])
    assert "import of records.csv" in capsys.readouterr().out
