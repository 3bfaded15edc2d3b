"""What clumsy hands and careless scripts type: refused in one sentence, with nothing changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curatorbench.bootstrap import parts
from curatorbench.models.history.tree import DEEPEST
from curatorbench.workflow import storage
from curatorbench.workflow.workbench import Workbench

Say = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def workspace(say: Say, tmp_path: Path) -> Path:
    table = tmp_path / "records.csv"
    table.write_text("catalogNumber,country\nX-1,Peru\nX-2,Chile\n")
    assert say("init", tmp_path / "w")[0] == 0
    assert say("import", tmp_path / "w", table)[0] == 0
    assert say("storage", tmp_path / "w", "add", "drawer", "D")[0] == 0
    return tmp_path / "w"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("storage {} count D 100000000000000000000", 1),
        ("enter {} country=Peru --quantity 100000000000000000000", 1),
        ("enter {} country=Peru --collection ", 1),
        ("enter {} country=Peru --collection A\nB", 1),
        ("enter {} country=Peru --operator A\nB", 1),
        ("move-image {} --from X-1 --to ", 2),  # a variable that a script forgot to set
        ("move-image {} --from X-1 --to X-2 --image ", 2),
        ("edit {} --text \t --set country x", 2),  # not a question: it would edit every record
        ("query {} --count-by words", 1),
        ("views {} A\nB --save", 1),
    ],
)
def test_what_cannot_be_meant_is_refused(say: Say, workspace: Path, command: str, code: int) -> None:
    before = say("records", workspace)
    said = say(*(part.format(workspace) for part in command.split(" ")))
    assert said[0] == code and said[2]
    assert say("records", workspace) == before


def test_a_units_name_stands_on_one_line(say: Say, workspace: Path) -> None:
    assert say("storage", workspace, "add", "drawer", "left\nhand\t drawer")[1][0]["path"] == ["left hand drawer"]


def test_a_view_is_called_as_it_was_saved(say: Say, workspace: Path) -> None:
    assert say("views", workspace, " Peru ", "--save", "--where", "country=Peru")[0] == 0
    assert [record["catalogNumber"] for record in say("query", workspace, "--view", "Peru ")[1]] == ["X-1"]
    assert say("views", workspace, " Peru", "--delete")[0] == 0


def test_no_tree_is_so_deep_that_a_ring_in_it_is_not_seen(say: Say, workspace: Path) -> None:
    bench = Workbench.open(workspace, parts())
    inner = outer = storage.add(bench, "folder", "0", None, "Ann")
    for level in range(1, DEEPEST):
        inner = storage.add(bench, "folder", str(level), inner, "Ann")
    bench.close()
    code, said, _ = say("storage", workspace, "add", "folder", "one more", "--in", inner)
    assert (code, said[0]["error"]["message"]) == (1, "one more would reach more than 100 levels down.")
    assert say("storage", workspace, "move", outer, "--in", "D")[0] == 1
    assert say("storage", workspace, "move", outer, "--in", inner)[0] == 1
    assert len(say("storage", workspace, "tree")[1]) == DEEPEST + 1
