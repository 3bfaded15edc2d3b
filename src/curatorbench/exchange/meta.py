"""`meta.xml`, the descriptor of a Darwin Core Archive: written, and read as hostile input.

Source: Darwin Core text guide (TDWG) and its schema `tdwg_dwc_text.xsd`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

from curatorbench.domain.errors import BadInput
from curatorbench.exchange.xml_in import local, parse
from curatorbench.exchange.xml_out import document

_NAMESPACE = "http://rs.tdwg.org/dwc/text/"
_MOST_COLUMNS = 5000


@dataclass(frozen=True, slots=True)
class Field:
    """One `field`: `index` of its column, or None where only `default` holds."""

    term: str
    index: int | None
    default: str = ""


@dataclass(frozen=True, slots=True)
class TableDescription:
    """One `core` or `extension`. `identifier` is the index of the id or coreid column; separators are unescaped."""

    locations: tuple[str, ...]
    row_type: str
    fields: tuple[Field, ...]
    identifier: int | None = None
    encoding: str = "UTF-8"
    separator: str = ","
    line_end: str = "\n"
    quote: str = '"'
    header_lines: int = 0

    @property
    def width(self) -> int:
        """How many columns a row must have at least."""
        indices = [field.index for field in self.fields if field.index is not None]
        return max([*indices, -1 if self.identifier is None else self.identifier]) + 1


@dataclass(frozen=True, slots=True)
class Descriptor:
    core: TableDescription
    extensions: tuple[TableDescription, ...]
    metadata: str = ""


def write_meta(core: TableDescription, extensions: Sequence[TableDescription], metadata: str) -> bytes:
    """The descriptor of an archive of ours: tab-separated UTF-8, one header line."""
    archive = Tree.Element("archive", {"xmlns": _NAMESPACE, "metadata": metadata})
    _write_table(archive, "core", "id", core)
    for extension in extensions:
        _write_table(archive, "extension", "coreid", extension)
    return document(archive)


def _write_table(archive: Tree.Element, tag: str, id_tag: str, table: TableDescription) -> None:
    attributes = {
        "encoding": table.encoding,
        "fieldsTerminatedBy": _escape(table.separator),
        "linesTerminatedBy": _escape(table.line_end),
        "fieldsEnclosedBy": table.quote,
        "ignoreHeaderLines": str(table.header_lines),
        "rowType": table.row_type,
    }
    element = Tree.SubElement(archive, tag, attributes)
    files = Tree.SubElement(element, "files")
    for location in table.locations:
        Tree.SubElement(files, "location").text = location
    Tree.SubElement(element, id_tag, {"index": str(table.identifier)})
    for field in table.fields:
        Tree.SubElement(element, "field", {"index": str(field.index), "term": field.term})


def read_meta(content: bytes) -> Descriptor:
    """Raises `BadInput` for what is not a descriptor, or names no file, no columns or impossible ones."""
    root = parse(content, "meta.xml")
    if local(root.tag) != "archive":
        raise BadInput("meta.xml does not describe an archive.", "Ask whoever made the archive for a sound copy.")
    cores = [child for child in root if local(child.tag) == "core"]
    if len(cores) != 1:
        raise BadInput(f"meta.xml describes {len(cores)} cores; an archive has one.", "Ask its maker for a sound copy.")
    extensions = tuple(_read_table(child, "coreid") for child in root if local(child.tag) == "extension")
    return Descriptor(_read_table(cores[0], "id"), extensions, root.get("metadata", "").strip())


def _read_table(element: Tree.Element, id_tag: str) -> TableDescription:
    locations = tuple(_locations(element))
    if not locations:
        raise BadInput("meta.xml names no file for one of its tables.", "Ask its maker for a sound copy.")
    identifiers = [child for child in element if local(child.tag) == id_tag]
    return TableDescription(
        locations=locations,
        row_type=element.get("rowType", "").strip(),
        fields=_read_fields(element),
        identifier=_index(identifiers[0]) if identifiers else None,
        encoding=element.get("encoding", "").strip() or "UTF-8",
        separator=_separator(element.get("fieldsTerminatedBy")),
        line_end=_unescape(element.get("linesTerminatedBy")) or "\n",
        quote=_quote(element.get("fieldsEnclosedBy")),
        header_lines=_header_lines(element.get("ignoreHeaderLines", "0")),
    )


def _locations(element: Tree.Element) -> Iterator[str]:
    for files in element:
        if local(files.tag) == "files":
            for location in files:
                if local(location.tag) == "location" and (location.text or "").strip():
                    yield (location.text or "").strip()


def _read_fields(element: Tree.Element) -> tuple[Field, ...]:
    return tuple(
        Field(child.get("term", "").strip(), _index(child), child.get("default", ""))
        for child in element
        if local(child.tag) == "field" and child.get("term", "").strip()
    )


def _index(element: Tree.Element) -> int | None:
    text = element.get("index", "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) >= _MOST_COLUMNS:
        raise BadInput(f"meta.xml gives a column the index {text[:20]!r}.", "Columns are counted from 0.")
    return int(text)


def _header_lines(text: str) -> int:
    text = text.strip() or "0"
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise BadInput(f"meta.xml gives {text[:20]!r} as the number of header lines.", "It must be a small number.")
    return int(text)


def _separator(text: str | None) -> str:
    separator = "," if text is None else _unescape(text)
    if not separator or len(separator) > 8 or "\n" in separator:
        raise BadInput("meta.xml names no usable separator of fields.", r"It must be a sign such as \t or a comma.")
    return separator


def _quote(text: str | None) -> str:
    quote = '"' if text is None else _unescape(text)
    if len(quote) > 1:
        raise BadInput(f"meta.xml encloses fields by {quote[:20]!r}; one sign is meant.", "Ask for a sound copy.")
    return quote


_ESCAPES = {r"\t": "\t", r"\n": "\n", r"\r": "\r", r"\"": '"', r"\'": "'", r"\\": "\\"}


def _unescape(text: str | None) -> str:
    text = text or ""
    for written, meant in _ESCAPES.items():
        text = text.replace(written, meant)
    return text


def _escape(text: str) -> str:
    return text.replace("\t", r"\t").replace("\n", r"\n")
