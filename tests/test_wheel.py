"""What is installed from a wheel has the files that ship with the program."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("src", "resources", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")
BUILD = "from setuptools import build_meta; build_meta.build_wheel('wheels')"
ASK = "from curatorbench.domain.resources import resource; print(resource('samples'))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built in a copy, so that nothing is left here."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, copy / name)
    (copy / "wheels").mkdir()
    subprocess.run([sys.executable, "-W", "error::UserWarning", "-c", BUILD], cwd=copy, check=True, capture_output=True)
    (built,) = (copy / "wheels").iterdir()
    return built


def test_a_wheel_holds_every_resource_and_no_script_that_made_one(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name.removeprefix("curatorbench/resources/") for name in archive.namelist() if "/resources/" in name}
    folders = ("classifiers", "fonts", "reference", "samples")
    shipped = {path for folder in folders for path in (ROOT / "resources" / folder).iterdir() if path.is_file()}
    names = {path.relative_to(ROOT / "resources").as_posix() for path in shipped if path.suffix != ".py"}
    assert held == names


def test_a_wheel_holds_every_module_and_table(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    source = ROOT / "src"
    kept = (path for path in source.rglob("*") if path.suffix in (".py", ".csv", ".sql", ".mako", ".typed"))
    assert {path.relative_to(source).as_posix() for path in kept} <= held


def test_an_installed_program_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    said = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    samples = Path(said.stdout.strip())
    assert samples == tmp_path / "curatorbench" / "resources" / "samples"
    assert len(list(samples.glob("*.jpg"))) == 12
