"""Licences by their address, as collections use them; the names are Creative Commons' and SPDX's own."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """`spdx` is empty for one that is not in that list."""

    title: str
    spdx: str = ""


_KINDS = {
    "by": "Attribution",
    "by-sa": "Attribution Share Alike",
    "by-nc": "Attribution Non Commercial",
    "by-nd": "Attribution No Derivatives",
    "by-nc-sa": "Attribution Non Commercial Share Alike",
    "by-nc-nd": "Attribution Non Commercial No Derivatives",
}
_CREATIVE_COMMONS = re.compile(r"https?://(?:www\.)?creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
_ZERO = re.compile(r"https?://(?:www\.)?creativecommons\.org/publicdomain/zero/1\.0")


def licence_named(url: str) -> Licence:
    """The licence at an address; one that is not known is called by its address."""
    if _ZERO.match(url):
        return Licence("Creative Commons Zero v1.0 Universal", "CC0-1.0")
    found = _CREATIVE_COMMONS.match(url)
    if found and found[1] in _KINDS:
        kind, version = found.groups()
        return Licence(f"Creative Commons {_KINDS[kind]} {version}", f"CC-{kind.upper()}-{version}")
    return Licence(url)
