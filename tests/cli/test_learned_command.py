"""`learned` from the command line: what a person set is listed, forgotten, used again; switched off it says so."""

import json
from pathlib import Path

import pytest

from curatorbench.bootstrap import parts
from curatorbench.cli.app import run
from curatorbench.models.records import catalogue
from curatorbench.models.store.workspace import Workspace

ITEM = "value:recordedBy:marialindqvist"


@pytest.fixture
def root(tmp_path: Path) -> str:
    made = Workspace.create(tmp_path / "w")
    with made.store.write() as session:
        material = catalogue.new_material(session, catalogue.ensure_collection(session, "HERB"))
    made.close()
    assert run(parts, ["set", str(made.root), material, "recordedBy", "Maria Lindqvist"]) == 0
    return str(made.root)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[list[dict[str, object]], str]:
    capsys.readouterr()
    assert run(parts, ["learned", *arguments, "--json"]) == code
    captured = capsys.readouterr()
    return [json.loads(line) for line in captured.out.splitlines()], captured.err


def test_what_was_learned_is_listed_forgotten_and_used_again(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed, _ = said(capsys, root)
    assert {
        "item": ITEM,
        "kind": "value",
        "term": "dwc:recordedBy",
        "said": "Maria Lindqvist",
        "records": 1,
        "forgotten": False,
    } in listed
    assert said(capsys, root, "--forget", ITEM)[0] == [{"item": ITEM, "forgotten": True}]
    assert [one["forgotten"] for one in said(capsys, root)[0] if one["item"] == ITEM] == [True]
    assert said(capsys, root, "--remember", ITEM)[0] == [{"item": ITEM, "forgotten": False}]
    assert said(capsys, root, "--least", "2")[0] == []


def test_what_is_not_known_is_named_and_the_code_says_so(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    failed, told = said(capsys, root, "--forget", "value:x:y", code=1)
    assert "value:x:y" in told and "error" in failed[0]
    assert said(capsys, root, "--remember", ITEM, code=1)[0]


def test_switched_off_it_says_that_nothing_is_used(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "switched off" in said(capsys, root, "--off")[1]
    assert "switched off" not in said(capsys, root, "--on")[1]
