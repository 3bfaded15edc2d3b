"""What is in an archive: its descriptor, given or plain from its one table, and the files of each table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from curatorbench.domain.errors import BadInput
from curatorbench.domain.publication import Problem
from curatorbench.exchange.container import Container, damage_in_words, read_all
from curatorbench.exchange.heading import read_heading
from curatorbench.exchange.meta import Descriptor, Field, TableDescription, read_meta
from curatorbench.exchange.vocabulary import OCCURRENCE
from curatorbench.exchange.xml_in import MOST_BYTES

_TABLES = (".txt", ".csv", ".tsv", ".tab", ".psv")
_METADATA = (".xml", ".md", ".html", ".pdf", ".json")


@dataclass(frozen=True, slots=True)
class DataFile:
    name: str
    container: Container

    def open(self) -> IO[bytes]:
        return self.container.open(self.name)


@dataclass(frozen=True, slots=True)
class Archive:
    """`top` is the folder inside that everything lies in, with its slash; often empty."""

    container: Container
    descriptor: Descriptor
    top: str

    def files(self, table: TableDescription, problems: list[Problem]) -> Iterator[DataFile]:
        """The files of a table. A missing file of the core raises `BadInput`, one of an extension is a problem."""
        for location in table.locations:
            name = f"{self.top}{location.removeprefix('./')}"
            if name in self.container.names:
                yield DataFile(name, self.container)
            elif table is self.descriptor.core:
                raise BadInput(f"The archive lacks {location[:80]!r}, its core.", "Ask its maker for a whole copy.")
            else:
                problems.append(Problem(location[:80], "The archive lacks this file.", "Ask for a whole copy."))


def open_archive(container: Container) -> Archive:
    """Raises `BadInput` if there is no descriptor and no single table to take for the core."""
    metas = [name for name in container.names if _base(name) == "meta.xml" and name.count("/") < 2]
    if "meta.xml" in metas:
        metas = ["meta.xml"]
    if len(metas) > 1:
        raise BadInput(f"There are {len(metas)} archives here.", "Import them one by one.")
    if metas:
        content = read_all(container, metas[0], MOST_BYTES)
        return Archive(container, read_meta(content), metas[0].removesuffix("meta.xml"))
    return _without_meta(container)


def _without_meta(container: Container) -> Archive:
    """A single table beside nothing but metadata is the core, described by its heading."""
    tables = [name for name in container.names if not name.lower().endswith(_METADATA)]
    if len(tables) != 1 or not (tables[0].lower().endswith(_TABLES)):
        raise BadInput(
            "The archive has no meta.xml, and which of its files holds the records is not plain.",
            "A Darwin Core Archive has a meta.xml, or a single table of records.",
        )
    with container.open(tables[0]) as file, damage_in_words(tables[0]):
        heading = read_heading(file)
    if not heading.known:
        raise BadInput(f"{tables[0]} has no heading with Darwin Core terms.", "Name its columns by Darwin Core terms.")
    fields = tuple(Field(name, index) for index, name in enumerate(heading.columns) if name)
    folder, dialect = str(PurePosixPath(tables[0]).parent), heading.dialect
    core = TableDescription(
        (_base(tables[0]),),
        OCCURRENCE,
        fields,
        encoding=dialect.encoding,
        separator=dialect.separator,
        quote=dialect.quote,
        header_lines=1,
    )
    return Archive(container, Descriptor(core, ()), "" if folder == "." else f"{folder}/")


def _base(name: str) -> str:
    return name.rpartition("/")[2]
