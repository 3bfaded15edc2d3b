"""What a kept reading rests on besides its engine, so that nothing is read twice and nothing old passes for new.

A reading is kept by the image (its hash), the engine and its version. What else changes its words is the regions
that were read, the handwriting engine, and the program's own code that reads. A short hash names these together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from curatorbench import __version__
from curatorbench.domain.pictures import Region

_CODE = (("curatorbench.ocr", ""), ("curatorbench.imaging", "handwriting"))
"""Packages whose modules decide what is read, and how the names of those modules begin."""
_LENGTH = 12  # hexadecimal digits: one in 10^14 that two editions are taken for one


def edition(regions: Sequence[Region], others: Iterable[str] = ()) -> str:
    """Of a reading of these regions by the code that runs now; `others` are engines that help the one of the settings.

    The order of the regions counts, for the order of the lines may follow it; how sure their finder was does not.
    """
    places = (f"{region.kind.value} {region.turn} {region.box.as_list()}" for region in regions)
    said = "\n".join((code(), *others, "", *places))
    return hashlib.sha256(said.encode()).hexdigest()[:_LENGTH]


@cache
def code() -> str:
    """The hash of the modules that read: no number that somebody forgets to raise. Without sources, the version."""
    digest = hashlib.sha256(__version__.encode())
    for module in sorted(modules(), key=lambda one: one.name):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def modules() -> Iterator[Traversable]:
    for package, beginning in _CODE:
        modules = files(package).iterdir()
        yield from (one for one in modules if one.name.startswith(beginning) and one.name.endswith(".py"))
