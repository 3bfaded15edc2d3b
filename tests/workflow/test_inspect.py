"""Inspecting a file and an asset: one check a name, by the level that is demanded, kept with its words."""

import json
import shutil
from pathlib import Path

import pytest

from curatorbench.domain.box import Box
from curatorbench.domain.errors import BadInput
from curatorbench.domain.pictures import Barcode, CheckName, Verdict
from curatorbench.domain.profiles import FADGI_3
from curatorbench.domain.resources import resource
from curatorbench.models.opinions import readings
from curatorbench.workflow import capture, ingest, work
from curatorbench.workflow.inspect import as_json, demand_of, inspect_file, inspect_job
from curatorbench.workflow.makers import code_reader
from curatorbench.workflow.workbench import Workbench

SAMPLE = resource("samples") / "sample-05.jpg"


def test_a_sample_by_no_level_and_by_three_stars() -> None:
    plain, strict = inspect_file(SAMPLE), inspect_file(SAMPLE, demand=FADGI_3)
    assert [check.name for check in plain.checks] == list(CheckName) and plain.verdict is Verdict.PASS
    assert strict.verdict is Verdict.WARN
    resolution = next(check for check in strict.checks if check.name is CheckName.RESOLUTION)
    assert resolution.value == pytest.approx(6.6, rel=0.01) and "11.6 are wanted" in resolution.reason
    assert resolution.reason in strict.reasons


def test_the_shape_of_its_json() -> None:
    said = json.loads(json.dumps(as_json("a.jpg", inspect_file(SAMPLE))))
    assert [check["check"] for check in said["checks"]] == [name.value for name in CheckName]
    assert said["checks"][0].keys() == {"check", "verdict", "value", "reason"}
    assert said["colour_target"]["kind"] == "ColorChecker 24" and said["colour_target"]["white_balance"] < 2
    assert said["colour_target"]["mean_dE2000"] < 3 and said["unread"] == []


def test_levels_by_name() -> None:
    assert demand_of("fadgi THREE stars ") == FADGI_3
    assert demand_of("").pixels_per_mm == demand_of("none").pixels_per_mm == 0
    with pytest.raises(BadInput) as error:
        demand_of("FADGI nine stars")
    assert "FADGI four stars" in error.value.hint


@pytest.mark.parametrize(("level", "verdict"), [("FADGI three stars", Verdict.WARN), ("a later level", Verdict.PASS)])
def test_the_job_judges_by_the_session_s_level(bench: Workbench, level: str, verdict: Verdict, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "sheet.jpg")
    list(ingest.take_in(bench, [tmp_path / "sheet.jpg"], collection="C", operator="tester"))
    payload = next(job.payload for job in work.jobs(bench) if job.kind == "inspect")
    outcome = inspect_job(bench, {**payload, "demand": level})
    with bench.workspace.store.write() as session:
        outcome.write(session)
    kept = capture.checks(bench, payload["sha256"])
    assert kept is not None and kept.verdict is verdict and len(kept.checks) == len(CheckName)
    assert kept.colour_target is not None


def test_the_job_reads_codes_once_for_each_reader(bench: Workbench, tmp_path: Path) -> None:
    """What this reader has saved is taken as it is; what nobody or another version read is read anew."""
    shutil.copy(SAMPLE, tmp_path / "sheet.jpg")
    list(ingest.take_in(bench, [tmp_path / "sheet.jpg"], collection="C", operator="tester"))
    payload = next(job.payload for job in work.jobs(bench) if job.kind == "inspect")

    def codes_after(*maker: str) -> list[str]:
        with bench.workspace.store.write() as session:
            if maker:
                readings.save_barcodes(session, payload["asset"], [told], *maker)
        outcome = inspect_job(bench, payload)
        with bench.workspace.store.write() as session:
            outcome.write(session)
        with bench.workspace.store.read() as session:
            return [code.text for code in readings.barcodes_of(session, payload["asset"])]

    told = Barcode("TOLD-0000001", "Code128", Box(0.1, 0.1, 0.2, 0.05))
    printed = [code.text for code in inspect_file(SAMPLE).barcodes]
    engine, version = code_reader()
    assert codes_after() == printed and printed != [told.text]
    assert codes_after(engine, version) == [told.text], "read at the stand by the same reader"
    assert codes_after(engine, version + ".1") == printed
