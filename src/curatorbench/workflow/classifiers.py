"""The bundled classifiers as things to look at, to measure and to make again."""

from __future__ import annotations

import csv
import importlib.util
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from curatorbench.classify.cards import Card
from curatorbench.classify.cards import cards as read_cards
from curatorbench.classify.evaluation import Figures, Truth
from curatorbench.classify.evaluation import evaluate as measure
from curatorbench.classify.port import Classifier, Pixels
from curatorbench.domain.errors import BadInput, CuratorError
from curatorbench.domain.resources import resource
from curatorbench.workflow.judge import JUDGED_AT

__all__ = ["Card", "cards", "evaluate", "train"]


def cards() -> tuple[Card, ...]:
    """The cards of the bundled classifiers."""
    return read_cards(resource("classifiers"))


def evaluate(classifier: Classifier, table: Path) -> tuple[Figures, ...]:
    """One row of figures a model; raises BadInput if the table or an image of it cannot be read."""
    return measure(classifier, _cases(table))


def train(data: Path, out: Path) -> None:
    """Run the training scripts of the checkout, one after the other: backbone, features (minutes), heads and cards.

    `data` is the folder of real data with `sheets/index.csv`; the features are kept beside `out` for another run.
    Raises CuratorError where there is no checkout, the extra is missing, or a script fails.
    """
    scripts = resource("..", "training").resolve()
    if not scripts.is_dir():
        raise CuratorError("Training is not part of the installed program.", "Run this in a checkout of the source.")
    if importlib.util.find_spec("torch") is None:
        raise CuratorError("PyTorch is not installed.", "Run .venv/bin/pip install -e '.[training]'.")
    if not (data / "sheets" / "index.csv").is_file():
        raise BadInput(f"{data} has no sheets/index.csv.", "Name the folder of real data.")
    out.mkdir(parents=True, exist_ok=True)
    backbone, features = out / "backbone.onnx", out.with_name(f"{out.name}-features")
    for script, *arguments in (
        ("make_backbone.py", backbone),
        ("features.py", data, features, backbone),
        ("train.py", data, features, out),
    ):
        command = [sys.executable, str(scripts / script), *map(str, arguments)]
        if subprocess.run(command, check=False).returncode:
            raise CuratorError(f"{script} did not finish.", "The messages above say why.")


def _cases(table: Path) -> Iterator[tuple[Pixels, Truth]]:
    from curatorbench.imaging.decode import decode

    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{table} could not be read: {error}.", "Give a CSV in UTF-8.") from None
    if not rows or "file" not in rows[0]:
        raise BadInput(f"{table} has no column 'file'.", "Name the images in a column 'file', relative to the table.")
    for row in rows:
        yield decode(table.parent / row["file"], longest=JUDGED_AT), _truth(row)


def _truth(row: Mapping[str, str | None]) -> Truth:
    """The right labels of one row, by model; columns that are empty try nothing."""
    stained = (row.get("stained") or "").strip().lower()
    known = {
        "family": row.get("family"),
        "lycopod-genus": row.get("genus"),
        "mercury": stained and ("stained" if stained in ("1", "true", "yes") else "clean"),
    }
    return {model: label for model, label in known.items() if label}
