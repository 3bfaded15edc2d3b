"""How large a picture may be. Asked before any decoder allocates anything, by whoever reads a header."""

from __future__ import annotations

from curatorbench.domain.errors import BadInput

MAX_BYTES = 2 * 1024**3
MAX_PIXELS = 200_000_000  # a 150-megapixel back fits; RGB of this is 600 MB
MAX_SIDE = 65_000
FREE_PIXELS = 40_000_000  # below this nobody asks how well the file is compressed
MAX_PIXELS_PER_BYTE = 100  # a photograph needs at least a byte for so many pixels

AGAIN_HINT = "Copy the file again from the camera or scanner; if it fails again, take the picture anew."


def check_bytes(size: int) -> None:
    """Raises BadInput for a file of `size` bytes that is empty or too large."""
    if size == 0:
        raise BadInput("The file is empty.", AGAIN_HINT)
    if size > MAX_BYTES:
        raise BadInput(f"The file has {size / 1024**3:.1f} GB, more than 2 GB.", "Save it compressed, or in parts.")


def check_pixels(wide: int, high: int, size: int) -> None:
    """Raises BadInput for a picture that says it has so many pixels in a file of `size` bytes."""
    if wide < 1 or high < 1:
        raise BadInput("The picture has no pixels.", AGAIN_HINT)
    pixels = wide * high
    if pixels > MAX_PIXELS or max(wide, high) > MAX_SIDE:
        limit = f"more than {MAX_PIXELS // 1_000_000} million"
        raise BadInput(f"The picture says it has {wide} x {high} pixels, {limit}.", "Save it with fewer pixels.")
    if pixels > FREE_PIXELS and pixels > size * MAX_PIXELS_PER_BYTE:
        raise BadInput(
            f"The picture says it has {wide} x {high} pixels but only {size} bytes: no photograph is so small.",
            "Check where the file comes from.",
        )
