"""Every library that is installed with the program is named in docs/licences.md."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LICENCES = ROOT / "docs" / "licences.md"
REFERENCE = ROOT / "resources" / "reference"
OURS = frozenset({"calibration.csv", "handwriting.csv", "rules.csv", "word_confidence.csv"})  # measured, not gathered


def bare(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name: str, known: set[str]) -> set[str]:
    """`known`, and `name` with all that it needs on this machine, extras left out."""
    if bare(name) in known:
        return known
    known.add(bare(name))
    for line in metadata.requires(name) or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            needed(requirement.name, known)
    return known


def test_every_library_has_its_licence_named() -> None:
    libraries = needed("curatorbench", set()) - {"curatorbench"}
    assert len(libraries) > 20
    text = LICENCES.read_text(encoding="utf-8").lower()
    table = text[: text.index("## inside their wheels")]
    named = {bare(word) for word in re.findall(r"[a-z][\w.-]*", table)}
    assert sorted(libraries - named) == []


@pytest.mark.parametrize(
    ("source", "licence"),
    [
        ("GeoNames", "CC BY 4.0"),
        ("Census Bureau", "public domain"),
        ("NCBI Taxonomy", "public domain"),
        ("Natural Earth", "public domain"),
        ("TDWG", "CC BY 4.0"),
        ("GBIF", "CC BY 4.0"),
        ("Unicode CLDR", "Unicode-3.0"),
        ("Index Herbariorum", "BSD-3-Clause"),
    ],
)
def test_every_source_of_a_table_is_named_with_its_licence_and_ships_its_notice(source: str, licence: str) -> None:
    lines = LICENCES.read_text(encoding="utf-8").splitlines()
    assert any(source in line and licence in line for line in lines)
    assert any(source in notice.read_text(encoding="utf-8") for notice in REFERENCE.glob("*.LICENSE"))


def test_every_table_gathered_from_others_stands_in_a_notice() -> None:
    notices = "".join(notice.read_text(encoding="utf-8") for notice in REFERENCE.glob("*.LICENSE"))
    tables = {path.name for path in REFERENCE.iterdir() if path.is_file() and path.suffix not in (".py", ".LICENSE")}
    assert sorted(name for name in tables - OURS if name not in notices) == []
