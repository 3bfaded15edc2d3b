"""Where in the bytes of an XMP document each property stands, so that one can be replaced and no other touched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from curatorbench.domain.errors import BadInput
from curatorbench.imaging.metadata.xmp import RDF

_DESCRIPTION, _ROOT, _ABOUT = f"{RDF}}}Description", f"{RDF}}}RDF", f"{RDF}}}about"
_TAG = re.compile(rb"""<[^\s/>]+(?P<attributes>(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(?P<empty>/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+(?P<name>[^\s=/>]+)\s*=\s*(?:"[^"]*"|'[^']*')""")

Name = tuple[str, str]
"""Namespace and local name."""


@dataclass(slots=True)
class Span:
    """A part of the document, in bytes. `end` is set when it has been read."""

    begin: int
    end: int = -1
    name: Name = ("", "")


@dataclass(slots=True)
class Described(Span):
    """An rdf:Description and its properties, elements and attributes alike. `is_bare` if nothing else is in it."""

    about: str = ""
    properties: list[Span] = field(default_factory=list)
    is_bare: bool = True


@dataclass(slots=True)
class Places:
    """`end` is where rdf:RDF ends: new descriptions go before it. If `is_empty`, its one tag ends there."""

    descriptions: list[Described] = field(default_factory=list)
    end: int = -1
    is_empty: bool = False

    @property
    def about(self) -> str:
        """What the document describes."""
        return next((one.about for one in self.descriptions if one.about), "")


def places(document: bytes) -> Places:
    """`document` is well-formed UTF-8 without DTD. Raises BadInput if there is no rdf:RDF in it."""
    walk = _Walk(document)
    walk.parser.Parse(document, True)
    if walk.found.end < 0:
        raise BadInput("There is no XMP (rdf:RDF) in it.", "Move it aside if it is no sidecar.")
    return walk.found


class _Walk:
    """Expat's events on one document. Depth is counted from rdf:RDF: 1 itself, 2 descriptions, 3 properties."""

    def __init__(self, document: bytes) -> None:
        self.document = document
        self.found = Places()
        self.parser = expat.ParserCreate("UTF-8", "}")  # as ElementTree, which has read it before
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartNamespaceDeclHandler = self._declared
        self.parser.EndNamespaceDeclHandler = self._forgotten
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = self._remark
        self.parser.ProcessingInstructionHandler = self._remark
        self._spaces: dict[str, list[str]] = {}
        self._open: list[Span] = []

    @property
    def _description(self) -> Described | None:
        """That which is open, if one is."""
        second = self._open[1] if len(self._open) > 1 else None
        return second if isinstance(second, Described) else None

    def _declared(self, prefix: str | None, space: str | None) -> None:
        self._spaces.setdefault(prefix or "", []).append(space or "")

    def _forgotten(self, prefix: str | None) -> None:
        self._spaces[prefix or ""].pop()

    def _start(self, name: str, attributes: list[Any]) -> None:
        at = self.parser.CurrentByteIndex
        if not self._open and (name != _ROOT or self.found.end >= 0):
            return
        space, _, local = name.rpartition("}")
        tag = _TAG.match(self.document, at)
        span = Span(at, tag.end() if tag and tag["empty"] else -1, (space, local))
        if len(self._open) == 1 and name == _DESCRIPTION and tag:
            span = self._described(span, tag, dict(zip(attributes[::2], attributes[1::2], strict=True)))
        elif len(self._open) == 2 and self._description:
            self._description.properties.append(span)
        self._open.append(span)

    def _described(self, span: Span, tag: re.Match[bytes], attributes: dict[str, str]) -> Described:
        found = Described(span.begin, span.end, span.name, attributes.get(_ABOUT, attributes.get("about", "")))
        for one in _ATTRIBUTE.finditer(self.document, *tag.span("attributes")):
            prefix, _, local = one["name"].decode().rpartition(":")
            space = self._spaces.get(prefix, [""])[-1] if prefix else ""
            if space and space != RDF:
                found.properties.append(Span(*one.span(), (space, local)))
        self.found.descriptions.append(found)
        return found

    def _end(self, name: str) -> None:
        if not self._open:
            return
        span, at = self._open.pop(), self.parser.CurrentByteIndex
        if not self._open:
            self.found.is_empty = span.end >= 0
            self.found.end = span.end if self.found.is_empty else at
        elif span.end < 0:
            span.end = self.document.index(b">", at) + 1

    def _text(self, text: str) -> None:
        if text.strip():
            self._remark()

    def _remark(self, *_: str) -> None:
        if self._description and len(self._open) == 2:
            self._description.is_bare = False
