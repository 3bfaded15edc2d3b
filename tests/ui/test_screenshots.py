"""Pictures of every bench, light and dark, without a trace in the catalogue."""

from pathlib import Path

import pytest
from drawn_sheets import Sheets
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from curatorbench.domain.errors import StorageError
from curatorbench.ui import screenshots
from curatorbench.ui.benches import BENCHES
from curatorbench.ui.look import palette as look
from curatorbench.workflow import explore
from curatorbench.workflow.workbench import Workbench


def test_every_bench_and_state_is_drawn(qapp: QApplication, bench: Workbench, sheets: Sheets, tmp_path: Path) -> None:
    before = [explore.changes(bench, record) for record in sheets.records]
    pictures = screenshots.take(bench, tmp_path / "pictures", ("contrast",))
    look.dress(qapp, "light")
    drawn = {path.stem for path in pictures}
    assert drawn >= {f"{known.id}-contrast" for known in BENCHES}
    assert drawn >= {"transcribe-words-contrast", "settings-keys-contrast", "operators-contrast"}
    assert {QImage(str(path)).pixelColor(2, 60).name() for path in pictures} == {look.CONTRAST.window}
    assert [explore.changes(bench, record) for record in sheets.records] == before


def test_a_folder_that_cannot_be_is_said(qapp: QApplication, bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="cannot hold pictures"):
        screenshots.take(bench, tmp_path / "file" / "pictures")
