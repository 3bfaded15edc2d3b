"""Names, shapes and exit codes of the command line: a promise to scripts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from curatorbench import __version__
from curatorbench.bootstrap import parts
from curatorbench.cli import app

Said = list[dict[str, Any]]
Say = Callable[..., tuple[int, Said, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command as a script would: (exit code, the JSON lines of stdout, stderr)."""

    def run(*arguments: object) -> tuple[int, Said, str]:
        code = app.run(parts, [str(argument) for argument in arguments])
        output, errors = capsys.readouterr()
        assert "Traceback" not in output + errors
        return code, [json.loads(line) for line in output.splitlines()], errors

    return run


@pytest.fixture
def workspace(say: Say, tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    assert say("init", root, "--json")[0] == 0
    table = tmp_path / "records.csv"
    table.write_text("catalogNumber,scientificName,country\nX-1,Abies alba Mill.,Austria\n,Picea abies,\n")
    assert say("import", root, table, "--json")[0] == 0
    return root


def test_records_have_plain_darwin_core_names(say: Say, workspace: Path) -> None:
    code, records, _ = say("records", workspace, "--json")
    assert code == 0
    first = records[0]
    assert {"materialEntityID", "collection", "status"} <= first.keys()
    assert (first["catalogNumber"], first["country"], first["status"]) == ("X-1", "Austria", "captured")
    _, with_suggestions, _ = say("records", workspace, "--suggestions", "--json")
    assert with_suggestions[0]["suggestions"] == []


@pytest.mark.parametrize("term", ["county", "dwc:county"])
def test_set_takes_terms_with_and_without_prefix_and_values_with_a_dash(say: Say, workspace: Path, term: str) -> None:
    code, (change,), _ = say("set", workspace, "X-1", "--json", term, "--", "-5")
    assert code == 0
    assert (change["term"], change["value"], change["source"]["kind"]) == ("county", "-5", "person")
    _, history, _ = say("history", workspace, "X-1", "--json")
    assert [row["term"] for row in history][-1] == "county"


def test_a_uuid_serves_as_catalogue_number(say: Say, workspace: Path) -> None:
    identifier = say("records", workspace, "--json")[1][1]["materialEntityID"]
    assert say("set", workspace, identifier, "country", "Norway", "--json")[0] == 0
    assert say("query", workspace, "--country", "Norway", "--json")[1][0]["materialEntityID"] == identifier


def test_query_counts(say: Say, workspace: Path) -> None:
    code, counts, _ = say("query", workspace, "--count-by", "country", "--json")
    assert code == 0
    assert {(row["value"], row["count"]) for row in counts} == {("Austria", 1), (None, 1)}


@pytest.mark.parametrize("format", ["dwca", "dwc-dp", "csv", "xlsx"])
def test_every_format_is_written(say: Say, workspace: Path, tmp_path: Path, format: str) -> None:
    out = tmp_path / f"out.{format}.zip"
    code, (said,), _ = say("export", workspace, "--format", format, "--out", out, "--json")
    assert (code, said["records"]) == (0, 2)
    assert out.stat().st_size > 0
    code, (said,), _ = say(
        "export", workspace, "--format", format, "--out", tmp_path / "two.zip", "--only", "approved", "--json"
    )
    assert (code, said["records"]) == (0, 0)


def test_approved_records_are_exported_and_withheld_ones_are_not(say: Say, workspace: Path, tmp_path: Path) -> None:
    assert say("status", workspace, "approved", "X-1", "--json")[0] == 0
    out = tmp_path / "out.csv"
    arguments = ("export", workspace, "--format", "csv", "--out", out, "--json")
    assert say(*arguments, "--only", "approved")[1][0]["records"] == 1
    assert say("status", workspace, "withheld", "X-1", "--json")[0] == 0
    assert say(*arguments)[1][0]["records"] == 1
    assert "Abies" not in out.read_text(encoding="utf-8")


def test_images_that_fail_are_named_and_the_others_done(say: Say, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    Image.new("RGB", (400, 300), "white").save(good)
    bad.write_text("no picture")
    for command in ("inspect", "segment"):
        code, said, errors = say(command, bad, good, tmp_path / "missing.png", "--json")
        assert code == 1
        assert [item["image"] for item in said] == [str(bad), str(good), str(tmp_path / "missing.png")]
        assert set(said[0]["error"]) == {"message", "hint"} == set(said[2]["error"])
        assert "error" not in said[1]
        assert "bad.png" in errors


def test_inspect_by_a_level_and_by_one_that_is_not_there(say: Say, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (800, 700), "white").save(picture)
    (inspected,) = say("inspect", picture, "--level", "FADGI three stars", "--json")[1]
    assert any(check["check"] == "resolution" and check["verdict"] == "warn" for check in inspected["checks"])
    code, said, errors = say("inspect", picture, "--level", "nine stars", "--json")
    assert code == 2 and not said and "FADGI four stars" in errors


def test_inspect_and_segment_have_their_shapes(say: Say, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (400, 300), "white").save(picture)
    (inspected,) = say("inspect", picture, "--json")[1]
    assert inspected.keys() == {
        "image", "barcodes", "sharpness", "exposure", "colour_target", "scale", "verdict", "reasons",
        "checks", "unread",
    }  # fmt: skip
    (segmented,) = say("segment", picture, "--json")[1]
    assert segmented.keys() == {"image", "boxes"}


def test_lines_give_one_object_each_in_order_blank_ones_included(say: Say, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("12 May 1943\n\nnot a date\nV.1899\n", encoding="utf-8")
    assert [item["eventDate"] for item in say("parse-date", "--lines", lines)[1]] == [
        "1943-05-12", None, None, "1899-05",
    ]  # fmt: skip
    lines.write_text("\n45.5, -73.5\n", encoding="utf-8")
    assert say("parse-coordinates", "--lines", lines)[1] == [
        {"decimalLatitude": None, "decimalLongitude": None},
        {"decimalLatitude": 45.5, "decimalLongitude": -73.5},
    ]
    lines.write_text("\nA. B. Smith & C. Jones\n", encoding="utf-8")
    nobody, two = say("parse-people", "--lines", lines)[1]
    assert nobody == {"agents": []}
    assert [agent["family"] for agent in two["agents"]] == ["Smith", "Jones"]
    lines.write_text("Abies alba Mill.\n\n", encoding="utf-8")
    assert say("parse-name", "--lines", lines)[1] == [
        {"canonical": "Abies alba", "authorship": "Mill."},
        {"canonical": None, "authorship": None},
    ]


def test_a_label_s_fields_carry_their_spans(say: Say, tmp_path: Path) -> None:
    label = tmp_path / "label.txt"
    label.write_text("Flora of Norway\nAbies alba Mill.\nColl. A. B. Smith No. 123\n12 May 1943\n", encoding="utf-8")
    (parsed,) = say("parse", label, "--json")[1]
    text = label.read_text(encoding="utf-8")
    dates = [field for field in parsed["fields"] if field["term"] == "dwc:eventDate"]
    assert dates[0]["value"] == "1943-05-12"
    assert [text[start:end] for start, end in dates[0]["evidence"]] == ["12 May 1943"]


def test_wrong_usage_is_2_and_failure_1(say: Say, workspace: Path, tmp_path: Path) -> None:
    assert say("no-such-command")[0] == 2
    assert say("export", workspace, "--format", "dwca")[0] == 2
    assert say("export", workspace, "--format", "pdf", "--out", tmp_path / "x", "--json")[0] == 2
    assert say("read", tmp_path / "x.jpg", "--engine", "magic", "--json")[0] == 2
    code, said, _ = say("set", workspace, "nobody", "country", "x", "--json")
    assert (code, said[-1]["error"].keys()) == (1, {"message", "hint"})
    assert say("set", workspace, "X-1", "nonsense", "x", "--json")[0] == 1
    assert say("records", tmp_path / "nowhere", "--json")[0] == 1


def test_verify_is_0_only_if_all_is_sound(say: Say, workspace: Path, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (400, 300), "white").save(picture)
    _, (taken,), _ = say("ingest", workspace, picture, "--no-wait", "--json")
    code, checked, _ = say("verify", workspace, "--json")
    assert code == 0
    assert all(item.keys() == {"file", "sha256", "ok", "reason"} and item["ok"] for item in checked)
    (original,) = workspace.rglob(f"{taken['sha256']}*")
    original.chmod(0o644)
    damaged = bytearray(original.read_bytes())
    damaged[-20] ^= 1
    original.write_bytes(bytes(damaged))
    code, checked, _ = say("verify", workspace, "--json")
    assert code == 1
    assert [item["sha256"] for item in checked if not item["ok"]] == [taken["sha256"]]


def test_quarantine_names_file_reason_and_hint(say: Say, workspace: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_text("no picture")
    code, (taken,), _ = say("ingest", workspace, bad, "--no-wait", "--json")
    assert (code, taken["status"]) == (1, "quarantined")
    _, (item,), _ = say("quarantine", workspace, "--json")
    assert item.keys() == {"file", "reason", "hint"}


def test_a_backup_is_restored(say: Say, workspace: Path) -> None:
    (kept,) = say("backup", workspace, "--json")[1]
    say("set", workspace, "X-1", "country", "Peru", "--json")
    (would,) = say("restore", workspace, kept["backup"], "--dry-run", "--json")[1]
    assert any(would["lost"].values())
    assert say("records", workspace, "--json")[1][0]["country"] == "Peru"
    assert say("restore", workspace, kept["backup"], "--json")[0] == 0
    assert say("records", workspace, "--json")[1][0]["country"] == "Austria"


def test_doctor_names_every_part(say: Say) -> None:
    code, parts_found, _ = say("doctor", "--json")
    assert code == 0
    assert {"part", "ok", "detail", "needed", "mend"} == parts_found[0].keys()
    assert {"Tesseract", "Classifiers", "rapidocr"} <= {item["part"] for item in parts_found}


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(parts, ["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__
