"""Fit the heads on the cached features, try them on what was left out, and write ONNX files and cards.

    PYTHONPATH=src python training/train.py DATA CACHE resources/classifiers

The folder must hold backbone.onnx already. Deterministic: the same features give the same heads.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import claims
import guard
import mercury
import naming
import sets
from cache import Cache, Trained
from heads import export

from curatorbench.classify import preprocess
from curatorbench.classify.cards import Card, file_sha256

VERSION = "1.0"


def main(data: Path, cache: Path, out: Path) -> None:
    index = sets.sheets(data)
    sheets, stained, others = (Cache.read(cache / f"{name}.npz") for name in ("sheets", "stained", "others"))
    write(out, "sheet", guard.guard(index, stained, others))
    write(out, "lycopod-genus", naming.genus(index, sheets))
    write(out, "family", naming.family(index, sheets))
    write(out, "mercury", mercury.mercury(index, stained))


def write(out: Path, name: str, trained: Trained) -> None:
    """The head as `<name>.onnx` and its card as `<name>.json`."""
    export(trained.head, out / f"{name}.onnx")
    said = card(out, name, trained).as_json()
    (out / f"{name}.json").write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(name, json.dumps(trained.thresholds), json.dumps(trained.evaluation), flush=True)


def card(out: Path, name: str, trained: Trained) -> Card:
    view = claims.VIEWS[name]
    return Card(
        name=name,
        version=VERSION,
        kind=claims.KINDS[name],
        title=claims.TITLES[name],
        view=view,
        labels=trained.head.labels,
        backbone="backbone.onnx",
        backbone_sha256=file_sha256(out / "backbone.onnx"),
        head=f"{name}.onnx",
        head_sha256=file_sha256(out / f"{name}.onnx"),
        trained_on=claims.TRAINED_ON[name],
        temperature=trained.temperature,
        thresholds=trained.thresholds,
        preprocessing=preparation(view),
        claims=tuple(claims.CLAIMS[name]),
        does_not_claim=tuple(claims.DOES_NOT_CLAIM[name]),
        sets=tuple(claims.SETS[name]),
        evaluation={"selection": claims.SELECTION, **trained.evaluation},
    )


def preparation(view: str) -> dict[str, object]:
    size = preprocess.SHEET_VIEW if view == "sheet" else preprocess.SPECIMEN_VIEW
    return {
        "version": preprocess.VERSION,
        "code": "curatorbench.classify.preprocess",
        "height": size[0],
        "width": size[1],
        "tones": preprocess.TONES if view == "sheet" else 0,
        "normalisation": "(x - 127) / 128, inside backbone.onnx",
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
