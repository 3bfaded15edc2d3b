"""TIFF: what its directories promise, and zeros where uncompressed pixels should stand.

Zeros are black, and a picture may be black: wholly, in its border, behind its specimen. A black that was taken or drawn
ends at the end of a row, at a margin that the rows above have too, or at a shape that was growing thin. A copy that
broke off, or a file that was made in advance and never filled, ends at a block of the disk or of the share, anywhere
in a row of pixels that are hardly ever black. So zeros are told to be missing data where all of this holds:

- they begin at a page of the file (4096 bytes, as disks, shares and copying programs write) and go on for a page or
  more, to another page or to the end of the picture;
- they do not begin within a few pixels of a row's end;
- of the row before them (as many pixels as a row has, up to where they begin) nine tenths are not zero.

A black picture meets the last never, a black border the second or the last, and any other black by chance once in
thousands. What cannot be told is accepted, for a good picture is never refused: a file that holds nothing but zeros,
one that breaks off at the end of a row, or at no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from curatorbench.imaging.completeness.sentences import cut, hollow
from curatorbench.imaging.tiff import Directories, Directory

_PAGE = 4096  # bytes
_PAGES_AT_ONCE = 256
_NEAR = 4  # pixels from the end of a row that may be a border's
_LOW = 4  # bytes: the last sample written may end in zeros itself
_BLACK = 0.1  # share of zeros that a row of a picture may have and still break off visibly


@dataclass(frozen=True, slots=True)
class _Strip:
    """Uncompressed pixels from `start` to `end`: strips or tiles without a gap; a row, pixel and sample in bytes."""

    start: int
    end: int
    row: int
    pixel: int
    sample: int

    @property
    def near_end(self) -> int:
        """From where in a row its end is near, in bytes."""
        return self.row - _NEAR * self.pixel


def check(file: BinaryIO, inside: Directories, size: int) -> None:
    """Raises BadInput where pixels lie beyond the end, or were plainly never written."""
    for directory in inside.all:
        if directory.needs > size:
            raise cut(size, f"byte {directory.needs}, where its picture ends")
    for directory in inside.all:
        for strip in _strips(directory):
            for start, end in _zeros(file, strip):
                at = _begins(file, start, strip)
                if _is_missing(file, at, end, strip):
                    raise hollow(at)


def _strips(directory: Directory) -> Iterator[_Strip]:
    """What lies together, as one; none where pixels are compressed or smaller than a byte."""
    bits = directory.bits
    if directory.compression != 1 or bits % 8 or not bits:
        return
    pixel = bits // 8 * (1 if directory.is_planar else directory.samples)
    row = directory.part_size[0] * pixel
    start = end = 0
    for at, length in sorted(directory.parts):
        if at != end:
            yield _Strip(start, end, row, pixel, bits // 8)
            start = at
        end = at + length
    yield _Strip(start, end, row, pixel, bits // 8)


def _zeros(file: BinaryIO, strip: _Strip) -> Iterator[tuple[int, int]]:
    """(start, end) of all whole pages of zeros that follow one another, within the strip."""
    begin = -1
    for start, pages in _pages(file, strip):
        for number, is_zero in enumerate(pages):
            at = start + number * _PAGE
            if is_zero and begin < 0:
                begin = at
            elif not is_zero and begin >= 0:
                yield begin, at
                begin = -1
    if begin >= 0:
        yield begin, strip.end


def _pages(file: BinaryIO, strip: _Strip) -> Iterator[tuple[int, list[bool]]]:
    """Whether each page of the strip is zeros, some at once; the last may be a part of one."""
    at = -(-strip.start // _PAGE) * _PAGE
    while at < strip.end:
        file.seek(at)
        block = file.read(min(_PAGES_AT_ONCE * _PAGE, strip.end - at))
        if not block:
            return
        whole = len(block) // _PAGE * _PAGE
        has_content = np.frombuffer(block, np.uint8, whole).reshape(-1, _PAGE).any(axis=1)
        pages = [not one for one in np.atleast_1d(has_content)]
        if block[whole:]:
            pages.append(not any(block[whole:]))
        yield at, pages
        at += len(block)


def _begins(file: BinaryIO, page: int, strip: _Strip) -> int:
    """Where the zeros begin that go on at `page`: at it, or with the low bytes of the sample before."""
    back = min(_LOW, page - strip.start)
    file.seek(page - back)
    return page - (back - len(file.read(back).rstrip(b"\0")))


def _is_missing(file: BinaryIO, at: int, end: int, strip: _Strip) -> bool:
    """Whether zeros from `at` to `end` were plainly never written (see above)."""
    page = -(-at // _PAGE) * _PAGE
    before = at - strip.start
    is_from_a_page = page - at < _LOW and end - page >= _PAGE
    if not is_from_a_page or before < strip.row or not _NEAR * strip.pixel < before % strip.row < strip.near_end:
        return False
    return _ends_at_a_page(file, end, strip) and _has_content(file, at, strip)


def _ends_at_a_page(file: BinaryIO, end: int, strip: _Strip) -> bool:
    file.seek(end)
    return end >= strip.end or any(file.read(2 * _LOW))


def _has_content(file: BinaryIO, at: int, strip: _Strip) -> bool:
    """Whether hardly anything is black in the row's length of pixels that ends at `at`."""
    count = strip.row // strip.sample
    file.seek(at - strip.row)
    found = np.frombuffer(file.read(count * strip.sample), np.uint8).reshape(-1, strip.sample)
    return float((~found.any(axis=1)).mean()) < _BLACK
