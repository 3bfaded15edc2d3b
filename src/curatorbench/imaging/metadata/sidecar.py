"""XMP sidecars: written anew, or into one that Lightroom or Capture One wrote, whose own content stays as it is.

What is not ours is never parsed and written again: its bytes are copied. Ours are cut out and put in at the end.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Collection
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from curatorbench.domain.errors import BadInput, StorageError
from curatorbench.imaging.metadata.caption import Caption
from curatorbench.imaging.metadata.places import Described, Name, Places, places
from curatorbench.imaging.metadata.vocabulary import managed, properties
from curatorbench.imaging.metadata.xmp import RDF, description, packet
from curatorbench.imaging.whole import written_whole

MAX_BYTES = 8 * 1024**2
_OTHER = re.compile(rb"\xff\xfe|\xfe\xff|\0|\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_ASIDE = "It was left as it is. Move it aside, and a new one is written."


def write_sidecar(path: Path, caption: Caption) -> None:
    """Say the caption in the sidecar at `path`, whole or not at all.

    Raises BadInput if what is there cannot be understood (it is left alone), StorageError if it cannot be written.
    """
    try:
        with path.open("rb") as file:
            existing = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        written_whole(path, packet(caption))
        return
    except OSError as error:
        raise StorageError(
            f"{path.name} cannot be read: {error.strerror}.", "Check the disk and your rights."
        ) from error
    try:
        new = merged(existing, caption)
    except BadInput as error:
        raise BadInput(f"{path.name}: {error.message}", error.hint) from error
    if new != existing:
        written_whole(path, new)


def merged(existing: bytes, caption: Caption) -> bytes:
    """The sidecar with the caption's properties in place of its own of those names; all else byte for byte.

    Darwin Core is the record's: its terms that the caption lacks go too. Raises BadInput in a sentence.
    """
    _check(existing)
    found = places(existing)
    said = properties(caption)
    ours = managed() | {(one.namespace, one.name) for one in said}
    cuts = [cut for one in found.descriptions for cut in _cuts(existing, one, ours)]
    return _put_in(existing, found, cuts, description(said, found.about).encode())


def _cuts(existing: bytes, description: Described, ours: Collection[Name]) -> list[tuple[int, int]]:
    """What is to go: our properties, or a description that holds nothing else, with the line's end behind it."""
    going = [one for one in description.properties if one.name in ours]
    if going and description.is_bare and len(going) == len(description.properties):
        return [(description.begin, _behind(existing, description.end))]
    return [(one.begin, one.end) for one in going]


def _behind(existing: bytes, at: int) -> int:
    return at + 1 if existing.startswith(b"\n", at) else at


def _check(existing: bytes) -> None:
    if len(existing) > MAX_BYTES:
        raise BadInput(f"The sidecar has more than {MAX_BYTES >> 20} MB.", _ASIDE)
    if _OTHER.match(existing.removeprefix(BOM_UTF8)):
        raise BadInput("The sidecar is not written in UTF-8.", _ASIDE)
    try:
        fromstring(existing, forbid_dtd=True)
        existing.decode()
    except DefusedXmlException as error:
        raise BadInput(
            "The sidecar has a document type, which no sidecar needs and which can do harm.", _ASIDE
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise BadInput(f"The sidecar is broken ({error}).", _ASIDE) from error


def _put_in(existing: bytes, found: Places, cuts: list[tuple[int, int]], new: bytes) -> bytes:
    parts, at = [], 0
    for begin, end in sorted(cuts):
        parts.append(existing[at:begin])
        at = end
    if not found.is_empty:
        return b"".join([*parts, existing[at : found.end], new, existing[found.end :]])
    root = f'<rdf:RDF xmlns:rdf="{RDF}">\n'.encode()
    begin = existing.rindex(b"<", 0, found.end)
    return b"".join([*parts, existing[at:begin], root, new, b"</rdf:RDF>", existing[found.end :]])
