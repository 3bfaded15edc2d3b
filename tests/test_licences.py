"""Every library that is installed with the program is named in docs/licences.md."""

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

LICENCES = Path(__file__).resolve().parents[1] / "docs" / "licences.md"


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
