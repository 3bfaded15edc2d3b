"""XML that others wrote: no DTD, no entities, no network, and a limit to its size."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from curatorbench.domain.errors import BadInput

MOST_BYTES = 8 * 1024 * 1024


def parse(content: bytes, name: str) -> Element:
    """The root element. Raises `BadInput` for what is too large, not well-formed, or declares a document type."""
    if len(content) > MOST_BYTES:
        raise BadInput(f"{name} is larger than {MOST_BYTES >> 20} MiB.", "No description of an archive is that long.")
    try:
        root: Element = fromstring(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise BadInput(
            f"{name} declares a document type or entities, which can be used to attack a reader.",
            "Remove the DOCTYPE from it, or ask its maker for a plain copy.",
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise BadInput(f"{name} is not well-formed XML: {error}.", "Ask its maker for a sound copy.") from error
    return root


def local(tag: object) -> str:
    """The name of an element without its namespace; comments have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
