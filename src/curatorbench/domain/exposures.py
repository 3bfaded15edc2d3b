"""Which files belong to one exposure, by their names alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

PICTURES = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff"))
RAW = frozenset((".dng", ".nef", ".cr2", ".cr3", ".arw", ".raf", ".orf", ".rw2"))


SIDECARS = frozenset((".xmp",))


def is_sidecar(path: Path) -> bool:
    """Whether a file says something of a picture beside it, and is none."""
    return path.suffix.lower() in SIDECARS


def exposures(files: Iterable[Path]) -> list[tuple[Path, ...]]:
    """Files of one exposure together, in the order in which the first of each name stands.

    The RAW of a name goes with its picture, which comes first; a sidecar goes last, with what it is named after
    (`a.jpg.xmp`, or `a.xmp` for the RAW or else the picture). Two pictures of one name (JPEG and TIFF) are two
    exposures, and what is none of these stands alone.
    """
    of_one_name: dict[Path, list[Path]] = {}
    for path in files:
        of_one_name.setdefault(_stem(path), []).append(path)
    return [shot for alike in of_one_name.values() for shot in _parted(alike)]


def _stem(path: Path) -> Path:
    """What all files of one exposure are called: `a` of a.jpg, a.xmp and a.jpg.xmp."""
    stem = path.with_suffix("")
    is_of_a_file = is_sidecar(path) and stem.suffix.lower() in PICTURES | RAW
    return stem.with_suffix("") if is_of_a_file else stem


def _parted(alike: Sequence[Path]) -> list[tuple[Path, ...]]:
    raws = [path for path in alike if path.suffix.lower() in RAW]
    pictures = [path for path in alike if path.suffix.lower() in PICTURES]
    sidecars = [path for path in alike if is_sidecar(path) and (raws or pictures)]
    alone = [(path,) for path in alike if path not in (*raws, *pictures, *sidecars)]
    shots = [(pictures[0], *raws), *((path,) for path in pictures[1:])] if pictures else [(raw,) for raw in raws]
    return [*_with_sidecars(shots, sidecars), *alone]


def _with_sidecars(shots: Sequence[tuple[Path, ...]], sidecars: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Each goes with the file whose name it bears in full, else with the first exposure of the name."""
    whose = {path.name.casefold(): at for at, shot in enumerate(shots) for path in shot}
    own: list[list[Path]] = [[] for _ in shots]
    for path in sidecars:
        own[whose.get(path.stem.casefold(), 0)].append(path)
    return [(*shot, *further) for shot, further in zip(shots, own, strict=True)]
