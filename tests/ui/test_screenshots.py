"""Pictures of every bench, light and dark, without a trace in the catalogue."""

from pathlib import Path

import pytest
from drawn_sheets import Sheets
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from curatorbench.domain.errors import StorageError
from curatorbench.ui import screenshots
from curatorbench.ui.look import palette as look
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench


def test_every_bench_is_drawn_in_both_themes(
    qapp: QApplication, bench: Workbench, sheets: Sheets, tmp_path: Path
) -> None:
    before = [explore.changes(bench, record) for record in sheets.records]
    pictures = screenshots.take(bench, tmp_path / "pictures")
    look.dress(qapp, "light")
    assert {path.stem for path in pictures} >= {"catalogue-light", "transcribe-dark", "jobs-dark", "notices-light"}
    light = [QImage(str(path)).pixelColor(2, 700).lightness() for path in pictures if path.stem.endswith("light")]
    dark = [QImage(str(path)).pixelColor(2, 700).lightness() for path in pictures if path.stem.endswith("dark")]
    assert len(light) == len(dark) == len(pictures) / 2
    assert min(light) > 200 > 60 > max(dark)
    assert [explore.changes(bench, record) for record in sheets.records] == before


def test_a_folder_that_cannot_be_is_said(qapp: QApplication, bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="cannot hold pictures"):
        screenshots.take(bench, tmp_path / "file" / "pictures")
