"""Where the real images lie, by kind; nothing where they do not."""

import csv
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path | None:
    """`$CURATORBENCH_DATA`, else `../shared/data`; None if it is not there."""
    folder = Path(os.environ.get("CURATORBENCH_DATA", ROOT.parent / "shared" / "data"))
    return folder if folder.is_dir() else None


def real_images() -> dict[str, list[Path]]:
    """The label images by kind (lichen packet, pinned insect, herbarium sheet), in the order of the index."""
    folder = data_folder()
    if folder is None:
        print("Real data is not there; set CURATORBENCH_DATA to measure on it.")
        return {}
    kinds: dict[str, list[Path]] = {}
    with (folder / "labels" / "index.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            kinds.setdefault(row["kind"], []).append(folder / "labels" / "images" / f"{row['name']}.jpg")
    return kinds
