"""LibRaw in a process of its own: `python -m curatorbench.imaging.libraw REQUEST`, which `develop` starts.

LibRaw is C++ that reads whatever lies on a card. What a hostile file makes it do (crash, spin, ask for all memory)
ends this process and no other. REQUEST is a JSON object; the answer on stdout is one line of JSON, then bytes:

    {"do": "look", "path"}                              -> {"width", "height", "flip", "bytes"}, an embedded JPEG
    {"do": "develop", "path", "half", "depth", "neutral"} -> {"shape", "bytes"}, RGB pixels of `depth` bits

or {"error", "hint"} and no bytes. `flip` is LibRaw's: 0, 3 (half a turn), 5 (a quarter to the left), 6 (to the right).
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import rawpy
from numpy.typing import NDArray

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.limits import check_bytes, check_pixels

MAX_MEMORY = 8 * 1024**3  # bytes; 200 megapixels take 3.5 GB
MAX_PREVIEW = 128 * 1024**2  # bytes
_SRGB = (2.4, 12.92)  # exponent and slope of the linear part, IEC 61966-2-1
_LINEAR = (1.0, 1.0)
_HINT = "Let the camera write RAW + JPEG, or convert it to DNG with the maker's program."

Answer = tuple[dict[str, Any], memoryview | bytes]


def answer(request: dict[str, Any]) -> Answer:
    """Raises BadInput in a sentence for all that LibRaw and the system refuse."""
    path = Path(request["path"])
    try:
        with rawpy.RawPy() as raw:
            _open(raw, path)
            if request["do"] == "look":
                return _look(raw)
            return _develop(raw, request["half"], request["depth"], request["neutral"])
    except (rawpy.LibRawFileUnsupportedError, rawpy.NotSupportedError) as error:
        raise BadInput("This is no RAW file of a kind that can be developed.", _HINT) from error
    except MemoryError as error:
        raise BadInput("Developing needs more memory than there is.", "Close other programs.") from error
    except (rawpy.LibRawError, OSError, ValueError) as error:
        raise BadInput(f"The RAW file is broken or cut short ({_said(error)}).", _HINT) from error


def _open(raw: rawpy.RawPy, path: Path) -> None:
    """Reads headers only: the limits are checked before anything is unpacked."""
    size = path.stat().st_size
    check_bytes(size)
    raw.open_file(str(path))
    check_pixels(*_upright_size(raw), size)
    check_pixels(raw.sizes.raw_width, raw.sizes.raw_height, size)


def _upright_size(raw: rawpy.RawPy) -> tuple[int, int]:
    """Width and height in pixels of what developing gives."""
    sizes = raw.sizes
    wide, high = sizes.width, sizes.height
    if 0 < sizes.pixel_aspect < 1:  # LibRaw stretches so that pixels become square
        high = round(high / sizes.pixel_aspect)
    elif sizes.pixel_aspect > 1:
        wide = round(wide * sizes.pixel_aspect)
    return (high, wide) if sizes.flip in (5, 6) else (wide, high)


def _look(raw: rawpy.RawPy) -> Answer:
    wide, high = _upright_size(raw)
    preview = b""
    with contextlib.suppress(rawpy.LibRawError):  # no preview, or of a kind that is none of ours
        found = raw.extract_thumb()
        if found.format == rawpy.ThumbFormat.JPEG and len(found.data) <= MAX_PREVIEW:
            preview = bytes(found.data)
    return {"width": wide, "height": high, "flip": raw.sizes.flip}, preview


def _develop(raw: rawpy.RawPy, half: bool, depth: int, neutral: list[float] | None) -> Answer:
    white = {"user_wb": _multipliers(raw, neutral)} if neutral else {"use_camera_wb": True}
    pixels = raw.postprocess(half_size=half, output_bps=depth, gamma=_SRGB, **white, **_as_it_is())
    if pixels.shape[2] == 1:  # a sensor without colours
        pixels = np.repeat(pixels, 3, axis=2)
    return {"shape": pixels.shape}, np.ascontiguousarray(pixels).data.cast("B")


def _multipliers(raw: rawpy.RawPy, box: list[float]) -> list[float]:
    """What makes the part of the upright picture in `box` (x, y, width, height, 0-1) grey, from the sensor's levels."""
    plain = rawpy.ColorSpace.raw
    levels = raw.postprocess(
        half_size=True, output_bps=16, gamma=_LINEAR, user_wb=[1.0] * 4, output_color=plain, **_as_it_is()
    )
    red, green, blue = _mean(levels, box)
    if min(red, green, blue) <= 0:
        raise BadInput("The patch taken for neutral is black.", "Name another, or use the camera's white balance.")
    return [green / red, 1.0, green / blue, 1.0]


def _mean(levels: NDArray[np.integer], box: list[float]) -> list[float]:
    high, wide = levels.shape[:2]
    x, y, width, height = box
    left, top = min(int(x * wide), wide - 1), min(int(y * high), high - 1)
    inside = levels[top : max(top + 1, int((y + height) * high)), left : max(left + 1, int((x + width) * wide))]
    return [float(mean) for mean in inside.reshape(-1, 3).mean(axis=0)]


def _as_it_is() -> dict[str, Any]:
    """Equal light gives equal numbers, whatever else is in the picture: nothing is brightened by its content."""
    return {"no_auto_bright": True, "adjust_maximum_thr": 0.0}


def _said(error: Exception) -> str:
    """LibRaw's words come as bytes."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    told = error.args[0] if error.args else ""
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told or type(error).__name__)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    # What LibRaw itself prints must not stand among our bytes.
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        _limit_memory()
        try:
            header, body = answer(json.loads(sys.argv[1]))
        except BadInput as error:
            header, body = {"error": error.message, "hint": error.hint}, b""
        out.write(json.dumps(header | {"bytes": len(body)}).encode() + b"\n")
        out.write(body)


if __name__ == "__main__":
    main()
