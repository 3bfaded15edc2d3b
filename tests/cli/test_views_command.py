"""Saved views from a script: kept, asked, narrowed, forgotten; `query` without one answers as before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def workspace(say: Say, tmp_path: Path) -> Path:
    root, table = tmp_path / "workspace", tmp_path / "records.csv"
    table.write_text(
        "catalogNumber,country,family,locality\nX-1,Peru,Poaceae,Lima\nX-2,Chile,,Kalimantan\nX-3,Peru,,\n"
    )
    assert say("init", root)[0] == say("import", root, table)[0] == 0
    return root


def test_a_view_is_kept_asked_narrowed_and_forgotten(say: Say, workspace: Path) -> None:
    wish = ("--where", "family=", "--sort", "country", "--columns", "catalogNumber,country")
    code, (kept,), _ = say("views", workspace, "no family", "--save", *wish)
    assert code == 0 and kept["where"] == [["family", None]] and kept["columns"] == ["catalogNumber", "country"]
    assert say("views", workspace)[1] == [kept] == say("views", workspace, "no family")[1]
    found = say("query", workspace, "--view", "no family")[1]
    assert [record["catalogNumber"] for record in found] == ["X-2", "X-3"]
    assert [r["catalogNumber"] for r in say("query", workspace, "--view", "no family", "--country", "peru")[1]] == [
        "X-3"
    ]
    counted = say("query", workspace, "--view", "no family", "--count-by", "country")[1]
    assert counted == [{"value": "Chile", "count": 1}, {"value": "Peru", "count": 1}]
    assert say("views", workspace, "no family", "--delete")[0] == 0 and say("views", workspace)[1] == []


def test_a_condition_is_written_alike_for_views_and_edits(say: Say, workspace: Path) -> None:
    code, (kept,), _ = say("views", workspace, "peru", "--save", "--where", "dwc:country = Peru")
    assert code == 0 and kept["where"] == [["country", "Peru"]]
    (plan,) = say("edit", workspace, "--where", "dwc:country = Peru", "--set", "county", "Lima", "--dry-run")[1]
    assert plan["count"] == 2


def test_a_query_of_words_does_not_look_inside_them(say: Say, workspace: Path) -> None:
    assert [record["catalogNumber"] for record in say("query", workspace, "--text", "lima")[1]] == ["X-1"]
    say("views", workspace, "lima", "--save", "--text", "lima")
    assert [r["catalogNumber"] for r in say("query", workspace, "--view", "lima")[1]] == ["X-1", "X-2"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("v", "--delete"),
        ("v", "--save", "--sort", "colour"),
        ("--save",),
        ("v", "--save", "--where", "country"),
        ("v",),
    ],
)
def test_what_makes_no_sense_is_a_sentence(say: Say, workspace: Path, wrong: tuple[str, ...]) -> None:
    code, _, errors = say("views", workspace, *wrong)
    assert code != 0 and errors.strip() and "Traceback" not in errors
    assert say("views", workspace)[1] == []
