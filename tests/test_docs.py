"""The pages in docs/ say what the program says; what they link to and the keys they name are there. Needs no screen."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from curatorbench.bootstrap import parts
from curatorbench.ui.screenshots import all_poses

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
SUFFIXES = ("light", "dark", "contrast", "200-percent")
DERIVED = ("command-line.md", "keys.md", "settings.md", "decisions/README.md")
# How a key begins in prose; `Key` alone may be a word.
KEY = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+)+\S+|F\d{1,2})`")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """What `make docs` would write now."""
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    assert spec is not None and spec.loader is not None
    build: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    made: dict[str, str] = build.pages()
    return made


# What people wrote.
WRITTEN = [
    ROOT / "README.md",
    *(p for p in sorted(DOCS.rglob("*.md")) if p.relative_to(DOCS).as_posix() not in DERIVED),
]


@pytest.mark.parametrize("name", DERIVED)
def test_a_derived_page_is_up_to_date(name: str, pages: dict[str, str]) -> None:
    assert set(pages) == set(DERIVED)
    assert (DOCS / name).read_text(encoding="utf-8") == pages[name], "run `make docs`"


def test_decisions_are_numbered_one_by_one_and_bear_their_number() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        assert path.read_text(encoding="utf-8").startswith(f"# {int(path.name[:4])}. "), path.name


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    inner = [link for link in links if not re.match(r"https?:", link) and not link.endswith(".png")]
    assert [link for link in inner if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pictures_are_those_that_make_docs_takes(path: Path) -> None:
    names = {name for group in all_poses() for name, _ in group}
    taken = {f"{name}-{suffix}.png" for name in names for suffix in SUFFIXES}
    shown = re.findall(r"screenshots/(\S+?\.png)", path.read_text(encoding="utf-8"))
    assert [picture for picture in shown if picture not in taken] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_keys_named_are_keys_of_the_window(path: Path) -> None:
    known = {key for _, _, keys in parts().keys("") for key in keys.split(", ")}
    named = KEY.findall(path.read_text(encoding="utf-8"))
    assert [key for key in named if key not in known] == []
