"""XMP packets: a caption written as RDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from curatorbench.imaging.metadata.caption import Caption
from curatorbench.imaging.metadata.vocabulary import NAMESPACES, Form, Property, properties

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LARGEST = 65_000  # bytes; a segment of a JPEG holds no more
_REFERENCE = "http://ns.adobe.com/xap/1.0/sType/ResourceRef#"
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END = '<?xpacket end="w"?>'


def packet(caption: Caption) -> bytes:
    """A whole XMP packet in UTF-8."""
    body = description(properties(caption), "")
    meta = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n<rdf:RDF xmlns:rdf="{RDF}">\n{body}</rdf:RDF>\n</x:xmpmeta>\n'
    return f"{_BEGIN}{meta}{_END}".encode()


def packet_for_file(caption: Caption) -> bytes:
    """As `packet`, in at most 65 000 bytes: the longest terms are left to the sidecar where it is too long."""
    made = packet(caption)
    while len(made) > LARGEST and caption.terms:
        longest = max(caption.terms, key=lambda name: len(caption.terms[name]))
        caption = replace(caption, terms={name: text for name, text in caption.terms.items() if name != longest})
        made = packet(caption)
    return made


def description(said: Sequence[Property], about: str) -> str:
    """One rdf:Description of the properties, which declares every prefix that it uses."""
    spaces = {RDF: "rdf"} | {one.namespace: NAMESPACES[one.namespace] for one in said}
    if any(one.form is Form.REFERENCE for one in said):
        spaces[_REFERENCE] = NAMESPACES[_REFERENCE]
    declared = "".join(f'\n  xmlns:{prefix}="{space}"' for space, prefix in spaces.items())
    lines = "".join(f" {_element(one)}\n" for one in said)
    return f"<rdf:Description rdf:about={quoteattr(about)}{declared}>\n{lines}</rdf:Description>\n"


def _element(said: Property) -> str:
    name = f"{NAMESPACES[said.namespace]}:{said.name}"
    value = escape(said.value)
    if said.form is Form.TEXT:
        return f"<{name}>{value}</{name}>"
    if said.form is Form.REFERENCE:
        inner = f"<stRef:documentID>{value}</stRef:documentID>"
        return f'<{name} rdf:parseType="Resource">{inner}</{name}>'
    language = ' xml:lang="x-default"' if said.form is Form.LANGUAGES else ""
    kind = said.form.value
    return f"<{name}><rdf:{kind}><rdf:li{language}>{value}</rdf:li></rdf:{kind}></{name}>"
