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
from curatorbench.workflow.workbench import Workbench

POSED = (
    *("catalogue-facets", "catalogue-columns", "catalogue-no-result", "record-page", "record-history"),
    *("mend-move-image", "mend-change-many", "mend-changed", "mend-batches", "mend-merge", "mend-split-planned"),
    *("entry", "entry-number-taken", "transcribe-words", "transcribe-quality", "review-sheet", "review-empty"),
    *("publish-held-up", "publish-written", "capture-unconnected", "capture-profile", "capture-eight", "capture-held"),
    *("capture-unit-changed", "capture-live", "capture-timer", "capture-numbers", "capture-lost", "capture-feeding"),
    *("safety-backups", "safety-restore", "safety-wrong", "settings-keys", "operators"),
)


def _files(root: Path) -> dict[Path, bytes]:
    """What a workspace holds, but for the log that SQLite shares among those who read."""
    kept = (path for path in root.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm")))
    return {path: path.read_bytes() for path in kept}


def test_every_bench_and_state_is_drawn(qapp: QApplication, bench: Workbench, sheets: Sheets, tmp_path: Path) -> None:
    before = _files(sheets.root)
    pictures = screenshots.take(bench, tmp_path / "pictures", ("contrast",))
    look.dress(qapp, "light")
    drawn = {path.stem for path in pictures}
    assert drawn >= {f"{known.id}-contrast" for known in BENCHES}
    assert drawn >= {f"{name}-contrast" for name in POSED}
    assert {QImage(str(path)).pixelColor(2, 60).name() for path in pictures} == {look.CONTRAST.window}
    assert _files(sheets.root) == before, "what a pose changes it changes on a copy"


def test_a_folder_that_cannot_be_is_said(qapp: QApplication, bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="cannot hold pictures"):
        screenshots.take(bench, tmp_path / "file" / "pictures")
