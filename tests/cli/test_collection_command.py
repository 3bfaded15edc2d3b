"""What is said of a collection reaches its archives."""

import json
import zipfile
from pathlib import Path

import pytest

from curatorbench.bootstrap import parts
from curatorbench.cli import app


def test_metadata_reach_the_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, out = str(tmp_path / "workspace"), tmp_path / "out.zip"
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert app.run(parts, ["init", root]) == 0
    said = ["collection", root, "HERB", "--title", "Herbarium of Xanadu", "--institution", "XAN", "--licence", licence]
    assert app.run(parts, [*said, "--contact", "Ann Field <ann@museum.example>"]) == 0
    assert app.run(parts, ["collection", root, "HERB", "--rights-holder", "The Museum"]) == 0
    capsys.readouterr()
    assert app.run(parts, ["collection", root, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["title"], shown["rights_holder"]) == ("Herbarium of Xanadu", "The Museum")
    assert app.run(parts, ["export", root, "--format", "dwca", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        eml = archive.read("eml.xml").decode("utf-8")
    assert all(text in eml for text in ("Herbarium of Xanadu", "ann@museum.example", licence))


def test_a_contact_without_an_address_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(tmp_path / "workspace")
    assert app.run(parts, ["init", root]) == 0
    assert app.run(parts, ["collection", root, "HERB", "--contact", "nobody"]) == 1
    assert "is no contact" in capsys.readouterr().err
