"""The Darwin Core Data Package before Frictionless and the profile's own schema."""

import csv
import importlib.util
import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from frictionless import Package

from curatorbench.domain.errors import StorageError
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.domain.resources import resource
from curatorbench.exchange.dwc_dp import DwcDpWriter


@pytest.fixture
def package(tmp_path: Path, dataset: Dataset, troubled: list[PublishedRecord]) -> Path:
    out = tmp_path / "package"
    assert DwcDpWriter().write(dataset, iter(troubled), out, silent) == len(troubled)
    return out


def described(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return content


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def frictions(folder: Path) -> list[list[Any]]:
    """What Frictionless says. The profile is left out: Frictionless would fetch it from the network."""
    content = {name: value for name, value in described(folder).items() if name != "profile"}
    report = Package.from_descriptor(content, basepath=str(folder)).validate()
    assert report.stats["tasks"] == len(content["resources"])
    return report.flatten(["title", "message"])


def test_frictionless_finds_nothing_wrong(package: Path) -> None:
    assert frictions(package) == []


def test_frictionless_would_see_a_broken_key(package: Path) -> None:
    material = package / "material.csv"
    event = rows(package, "event")[0]["event_pk"]
    material.write_bytes(material.read_bytes().replace(event.encode(), b"nowhere"))
    assert any("ForeignKey" in str(row[0]).replace(" ", "") for row in frictions(package))


def test_it_follows_the_profile(package: Path, data: Path) -> None:
    profile = json.loads((data / "standards" / "dwc-dp" / "dwc-dp" / "dwc-dp-profile.json").read_text(encoding="utf-8"))
    profile["allOf"] = [part for part in profile["allOf"] if "$ref" not in part]  # the general schema is on the network
    jsonschema.Draft4Validator(profile).validate(described(package))


def test_shipped_schemas_are_the_standards(data: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_dwc_dp", resource("reference", "make_dwc_dp.py"))
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    shipped = json.loads(resource("reference", "dwc_dp.json").read_text(encoding="utf-8"))
    assert maker.compact(data / "standards" / "dwc-dp" / "dwc-dp") == shipped


def test_values_stand_where_the_standard_has_them(package: Path) -> None:
    material, event, occurrence = (rows(package, name) for name in ("material", "event", "occurrence"))
    assert material[0]["catalogNumber"] == "TST 00001"
    assert material[0]["evidenceForOccurrenceID"] == occurrence[0]["occurrenceID"]
    assert material[0]["materialEntityCategory"] == "preserved"
    assert event[0]["eventDate"] == "1943-10"
    assert occurrence[3]["organismQuantity"] == "3"
    assert occurrence[3]["organismQuantityType"] == "individuals"
    assert [row["preferredAgentName"] for row in rows(package, "agent")] == ["Müller, H.", "山田太郎", "H. Müller"]
    assert [row["agentRoleOrder"] for row in rows(package, "material-agent-role")] == ["1", "2"]
    assert len(rows(package, "material-media")) == 5


def test_what_no_column_can_hold_is_kept_in_words(package: Path) -> None:
    event, material = rows(package, "event"), rows(package, "material")
    assert event[4].get("minimumElevationInMeters", "") == ""
    assert event[4]["eventRemarks"] == "minimumElevationInMeters: about 500"
    assert event[4]["year"] == "1899"
    assert material[1]["materialEntityRemarks"] == "language: en"


def test_an_image_of_two_specimens_is_one_image(
    tmp_path: Path, dataset: Dataset, troubled: list[PublishedRecord]
) -> None:
    one = troubled[0]
    two = PublishedRecord("m2", "o2", {}, one.media)
    DwcDpWriter().write(dataset, [one, two], tmp_path / "package", silent)
    assert len(rows(tmp_path / "package", "media")) == 1
    assert len(rows(tmp_path / "package", "material-media")) == 2
    assert frictions(tmp_path / "package") == []


def test_zip_or_folder_by_the_name(
    tmp_path: Path, package: Path, dataset: Dataset, troubled: list[PublishedRecord]
) -> None:
    out = tmp_path / "package.zip"
    DwcDpWriter().write(dataset, troubled, out, silent)
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            assert archive.read(name) == (package / name).read_bytes()
    with pytest.raises(StorageError, match="already there"):
        DwcDpWriter().write(dataset, troubled, package, silent)
