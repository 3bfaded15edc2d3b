"""Zip archives whose bytes depend on nothing but their content."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

# Level 1: on tables of records it is three times as fast as the usual 6 and a tenth larger.
_LEVEL = 1


def write_zip(path: Path, members: Mapping[str, Iterable[bytes]]) -> None:
    """Write members in the order of their names, dated 1980-01-01 (the format's zero), streaming each."""
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name in sorted(members):
            # Opened by name, a member gets that date; sizes are not known yet, so room for 64 bits is left.
            with archive.open(name, "w", force_zip64=True) as member:
                for chunk in members[name]:
                    member.write(chunk)
