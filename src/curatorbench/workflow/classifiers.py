"""The bundled classifiers as things to look at, to measure and to make again."""

from __future__ import annotations

import csv
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from curatorbench.classify.cards import Card
from curatorbench.classify.cards import cards as read_cards
from curatorbench.classify.evaluation import Truth
from curatorbench.classify.evaluation import evaluate as measure
from curatorbench.classify.port import Classifier, Pixels
from curatorbench.domain.errors import BadInput, CuratorError
from curatorbench.domain.resources import resource
from curatorbench.workflow.judge import JUDGED_AT


def cards() -> list[Card]:
    """The cards of the bundled classifiers."""
    return read_cards(resource("classifiers"))


def evaluate(classifier: Classifier, table: Path) -> list[dict[str, object]]:
    """One row of figures a model; raises BadInput if the table or an image of it cannot be read."""
    return measure(classifier, _cases(table))


def train(images: Path, out: Path) -> None:
    """Run the training scripts of the checkout; raises CuratorError where there is none or the extra is missing."""
    script = resource("..", "training", "train.py").resolve()
    if not script.exists():
        raise CuratorError("Training is not part of the installed program.", "Run this in a checkout of the source.")
    if importlib.util.find_spec("torch") is None:
        raise CuratorError("PyTorch is not installed.", "Run .venv/bin/pip install -e '.[training]'.")
    finished = subprocess.run([sys.executable, str(script), str(images), "--out", str(out)], check=False)
    if finished.returncode:
        raise CuratorError("Training did not finish.", "The messages above say why.")


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
        stained = (row.get("stained") or "").strip().lower()
        truth = Truth(
            family=row.get("family") or None,
            genus=row.get("genus") or None,
            stained=stained in ("1", "true", "yes") if stained else None,
        )
        yield decode(table.parent / row["file"], longest=JUDGED_AT), truth
