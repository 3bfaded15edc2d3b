"""The engine for handwriting that somebody installed beside the program, if anybody did."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from curatorbench.domain.errors import CuratorError
from curatorbench.ocr.port import HandwritingEngine

GROUP = "curatorbench.handwriting"


def handwriting_engine() -> HandwritingEngine | None:
    """The first by name of those installed; None if there is none. Raises CuratorError if it cannot be loaded."""
    offered = sorted(entry_points(group=GROUP), key=lambda one: one.name)
    return _loaded(offered[0]) if offered else None


def _loaded(offer: EntryPoint) -> HandwritingEngine:
    try:
        made = offer.load()()
    except (ImportError, AttributeError, TypeError, OSError) as problem:
        raise _useless(offer, str(problem)) from problem
    if not isinstance(made, HandwritingEngine):
        raise _useless(offer, "it has no name, version or read_lines")
    return made


def _useless(offer: EntryPoint, why: str) -> CuratorError:
    package = offer.dist.name if offer.dist else offer.value
    return CuratorError(
        f"The handwriting engine {offer.name!r} of the package {package} cannot be used: {why}.",
        f"Install a version of it that fits, or remove it (pip uninstall {package}).",
    )
