"""Commands on image files alone: inspect, segment, read, classify. They need no workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curatorbench.cli.output import JsonOption, Plain, each
from curatorbench.domain.errors import BadInput
from curatorbench.workflow.workbench import Parts

Images = Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="Image files.")]


def register(app: typer.Typer) -> None:
    for command in (inspect, segment, read, classify):
        app.command()(command)


def inspect(
    images: Images,
    level: Annotated[str, typer.Option(help='What is demanded, such as "FADGI three stars".')] = "",
    json: JsonOption = False,
) -> None:
    """Check images: sharpness, exposure and light, colour, scale and resolution, skew, frame, codes."""
    from curatorbench.workflow.inspect import as_json, demand_of, inspect_file

    try:
        demand = demand_of(level)
    except BadInput as error:
        raise typer.BadParameter(f"{error} {error.hint}", param_hint="--level") from error

    def act(path: Path) -> tuple[object, Plain]:
        report = inspect_file(path, demand=demand)
        codes = ", ".join(code.text for code in report.barcodes)
        reasons = " ".join(report.reasons)
        return as_json(str(path), report), f"{path}: {report.verdict.value}. {reasons} {codes}".rstrip()

    each(images, json, "image", act)


def segment(images: Images, json: JsonOption = False) -> None:
    """Find labels, slips, codes, targets, scales and specimens."""
    from curatorbench.workflow.segment import segment_file

    def act(path: Path) -> tuple[object, Plain]:
        regions = segment_file(path)
        lines = [f"{path}: {len(regions)} regions"]
        lines += [f"  {r.kind.value:14} {r.box.as_list()}  {r.confidence:.2f}" for r in regions]
        return {"image": str(path), "boxes": [r.as_json() for r in regions]}, lines

    each(images, json, "image", act)


def read(
    context: typer.Context,
    images: Images,
    engine: Annotated[str, typer.Option(help="rapidocr or tesseract.")] = "rapidocr",
    json: JsonOption = False,
) -> None:
    """Read labels: words with their places, codes, and the fields they suggest."""
    from curatorbench.workflow.read import read_file

    parts: Parts = context.obj
    if engine not in parts.engine_names:
        raise typer.BadParameter(f"use one of {', '.join(parts.engine_names)}", param_hint="--engine")

    def act(path: Path) -> tuple[object, Plain]:
        reading = read_file(path, parts.engines(engine))
        fields = [f"  {s.term}: {s.value}  ({s.confidence:.2f})" for s in reading.suggestions]
        return reading.as_json(str(path)), [f"{path}:", *reading.reading.text.split("\n"), *fields]

    each(images, json, "image", act)


def classify(context: typer.Context, images: Images, json: JsonOption = False) -> None:
    """Judge images with the bundled classifiers: mercury stain, family, genus of Lycopodiaceae."""
    from curatorbench.workflow.judge import judge_file

    parts: Parts = context.obj

    def act(path: Path) -> tuple[object, Plain]:
        judgements = judge_file(path, parts.classifier)
        lines = [f"{path}:"]
        for judgement in judgements:
            best = f" {judgement.top[0][0]} {judgement.top[0][1]:.2f}" if judgement.top else ""
            odds = f" {judgement.probability:.2f}" if judgement.probability is not None else ""
            lines.append(
                f"  {judgement.model}: {judgement.decision}{odds}{best} (trained on {judgement.trained_on} images)"
            )
        return {"image": str(path), "judgements": [j.as_json() for j in judgements]}, lines

    each(images, json, "image", act)
