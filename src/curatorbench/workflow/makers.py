"""Who made an opinion, where the part that made it does not say so itself: (engine, version)."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from curatorbench import __version__

PROGRAM = ("curatorbench", __version__)


@cache
def code_reader() -> tuple[str, str]:
    """The reader of barcodes, by the name and version under which it is installed."""
    return "zxing-cpp", version("zxing-cpp")
