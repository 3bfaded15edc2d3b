"""XML documents of ours as bytes."""

from xml.etree.ElementTree import Element, indent, tostring


def document(root: Element) -> bytes:
    """Indented UTF-8 with a declaration and a last line end."""
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
