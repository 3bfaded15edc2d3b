"""What is said of a file that is not all there: one sentence, whatever its kind."""

from __future__ import annotations

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.limits import AGAIN_HINT


def cut(size: int, missing: str) -> BadInput:
    """Of a file of `size` bytes that ends before `missing`."""
    return BadInput(f"The file is cut short: it ends after {size} bytes, before {missing}.", AGAIN_HINT)


def hollow(at: int) -> BadInput:
    """Of a file whose byte `at` and those behind it were never written."""
    why = "as a copy that was broken off leaves them"
    return BadInput(f"Part of the picture is missing: from byte {at} on there are only zeros, {why}.", AGAIN_HINT)
