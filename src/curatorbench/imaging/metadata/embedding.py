"""Metadata put into a JPEG or TIFF that we wrote, without touching its pixels."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from curatorbench.imaging.metadata.caption import Caption, one_line
from curatorbench.imaging.metadata.iptc import iim, photoshop_resource
from curatorbench.imaging.metadata.xmp import packet_for_file

_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\0"
_SOI = 2  # bytes: what a JPEG begins with
_TIFF_XMP, _TIFF_IPTC = 700, 33723
_ASCII, _BYTE, _UNDEFINED = 2, 1, 7


def put_into_jpeg(jpeg: bytes, caption: Caption) -> bytes:
    """The JPEG with the caption as EXIF, XMP and IPTC. It must hold none of them yet."""
    segments = (
        (0xE1, exif(caption)),
        (0xE1, _XMP_MARK + packet_for_file(caption)),
        (0xED, photoshop_resource(caption)),
    )
    written = b"".join(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in segments)
    return jpeg[:_SOI] + written + jpeg[_SOI:]


def exif(caption: Caption) -> bytes:
    """What cameras and viewers know: description, who made it, whose it is, when it was taken."""
    block = Image.Exif()
    for tag, text in _baseline(caption):
        if text:
            block[tag] = text
    inner = block.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.ColorSpace] = 1  # sRGB
    if len(caption.created) >= 19:
        inner[ExifTags.Base.DateTimeOriginal] = caption.created[:19].replace("-", ":").replace("T", " ")
    return block.tobytes()


def _baseline(caption: Caption) -> list[tuple[int, bytes]]:
    """EXIF and TIFF say ASCII; what every program writes and reads is UTF-8."""
    said = (
        (ExifTags.Base.ImageDescription, caption.description),
        (ExifTags.Base.Artist, caption.creator),
        (ExifTags.Base.Copyright, caption.rights),
    )
    return [(int(tag), one_line(text)[:2000].encode()) for tag, text in said]


def tiff_tags(caption: Caption) -> list[tuple[Any, ...]]:
    """The caption as `tifffile` takes extra tags: (code, type, count, value, once). What it does not say is there and
    empty, so that another caption can be put in its place."""
    texts = [(tag, _ASCII, 0, text + b"\0", True) for tag, text in _baseline(caption)]
    xmp, iptc = packet_for_file(caption), iim(caption)
    return [
        *texts,
        (_TIFF_XMP, _BYTE, len(xmp), xmp, True),
        (_TIFF_IPTC, _UNDEFINED, len(iptc), iptc, True),
    ]


def put_into_tiff(path: Path, caption: Caption) -> None:
    """Say the caption in a TIFF that was written with the tags of another; what no longer fits goes to its end."""
    import tifffile

    with tifffile.TiffFile(path, mode="r+") as file:
        tags = file.pages.first.tags
        for code, kind, _, value, _ in tiff_tags(caption):
            if code in tags:
                tags[code].overwrite(value, dtype=kind)
