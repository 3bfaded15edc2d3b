"""Which files belong to one exposure, by their names alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

PICTURES = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff"))
RAW = frozenset((".dng", ".nef", ".cr2", ".cr3", ".arw", ".raf", ".orf", ".rw2"))


def exposures(files: Iterable[Path]) -> list[tuple[Path, ...]]:
    """Files of one exposure together, in the order in which the first of each name stands.

    The RAW of a name goes with its picture, which comes first. Two pictures of one name (JPEG and TIFF) are two
    exposures, and what is neither RAW nor picture (a sidecar) stands alone.
    """
    of_one_name: dict[Path, list[Path]] = {}
    for path in files:
        of_one_name.setdefault(path.with_suffix(""), []).append(path)
    return [shot for alike in of_one_name.values() for shot in _parted(alike)]


def _parted(alike: Sequence[Path]) -> list[tuple[Path, ...]]:
    raws = [path for path in alike if path.suffix.lower() in RAW]
    pictures = [path for path in alike if path.suffix.lower() in PICTURES]
    alone = [(path,) for path in alike if path not in raws and path not in pictures]
    if not pictures:
        return [*((raw,) for raw in raws), *alone]
    return [(pictures[0], *raws), *((path,) for path in pictures[1:]), *alone]
