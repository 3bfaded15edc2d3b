"""What Pillow's plugins are known to raise on malformed files, in place of one kind of error."""

from __future__ import annotations

import struct

from PIL import Image

_VALUES = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, ZeroDivisionError)
_READING = (OSError, SyntaxError, EOFError, RuntimeError, AssertionError, struct.error)
FAULTS: tuple[type[Exception], ...] = (*_VALUES, *_READING, Image.DecompressionBombError)
