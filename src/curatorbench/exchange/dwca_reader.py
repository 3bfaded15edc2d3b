"""Darwin Core Archives that others made: zip files and folders, with `meta.xml` or without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from curatorbench.domain.errors import BadInput
from curatorbench.domain.publication import ImportedRecord, Problem
from curatorbench.exchange.archive_in import Archive, open_archive
from curatorbench.exchange.complaints import Complaints
from curatorbench.exchange.container import open_container
from curatorbench.exchange.meta import Descriptor, TableDescription
from curatorbench.exchange.table_in import best_key, read_table
from curatorbench.exchange.vocabulary import MEDIA_ADDRESSES, SPECIMEN_ROWS, local_name

_SEPARATE = "It is a gzip or tar file: unpack it and import the folder."
_OTHER_PACKAGES = ("[Content_Types].xml", "datapackage.json", "bagit.txt")
_MEDIA_ROWS = ("multimedia", "image")


class DwcaReader:
    """Streams the specimens of an archive; only its media's addresses (and an event core) are held in memory."""

    def accepts(self, path: Path) -> bool:
        """Zip files (unless they are of another kind), tarballs (to say what to do), folders that hold an archive."""
        if path.is_dir():
            return _holds_archive(path)
        with path.open("rb") as file:
            start = file.read(4)
        if start[:2] == b"\x1f\x8b":
            return True
        return start[:2] == b"PK" and _holds_archive(path)

    def read(self, path: Path, problems: list[Problem]) -> Iterator[ImportedRecord]:
        """See `exchange.port.Reader`. Rows with an identifier that was there before are left out as problems."""
        _refuse_tarballs(path)
        with open_container(path) as container:
            archive = open_archive(container)
            specimens, core = _tables(archive.descriptor)
            media = _media(archive, problems)
            events = _rows_by_id(archive, core, problems) if core is not specimens else {}
            yield from _records(archive, specimens, media, events, problems)


def _holds_archive(path: Path) -> bool:
    try:
        with open_container(path) as container:
            if any(name in container.names for name in _OTHER_PACKAGES):
                return False
            open_archive(container)
    except BadInput:
        return not path.is_dir()  # a zip file: reading it says what is wrong with it
    return True


def _refuse_tarballs(path: Path) -> None:
    if not path.exists():
        raise BadInput(f"There is no {path.name}.", "Look at the spelling.")
    if path.is_file():
        with path.open("rb") as file:
            if file.read(2) == b"\x1f\x8b":
                raise BadInput(f"{path.name} is not a zip file.", _SEPARATE)


def _tables(descriptor: Descriptor) -> tuple[TableDescription, TableDescription]:
    """The table whose rows are specimens, and the core. A sampling event has its occurrences in an extension."""
    core = descriptor.core
    if _kind(core) in SPECIMEN_ROWS:
        return core, core
    for extension in descriptor.extensions:
        if _kind(core) == "event" and _kind(extension) in SPECIMEN_ROWS:
            return extension, core
    raise BadInput(
        f"The archive lists {local_name(core.row_type) or 'nothing named'} rows, not specimens.",
        "Import an archive whose core is Occurrence, or a sampling event with an Occurrence extension.",
    )


def _kind(table: TableDescription) -> str:
    return local_name(table.row_type).lower()


def _records(
    archive: Archive,
    table: TableDescription,
    media: dict[str, tuple[str, ...]],
    events: dict[str, dict[str, str]],
    problems: list[Problem],
) -> Iterator[ImportedRecord]:
    met: set[str] = set()
    joined = table is not archive.descriptor.core
    for file in archive.files(table, problems):
        complaints = Complaints(problems, file.name)
        for number, identifier, values in read_table(file, table, complaints, problems):
            if joined:
                values = {**events.get(identifier, {}), **values}
            key = (identifier if not joined else "") or best_key(values, number)
            if key in met:
                complaints.row(number, "its identifier was there before", hint="Make identifiers unique.")
                continue
            met.add(key)
            yield ImportedRecord(key, values, media.get(identifier, ()))
        complaints.finish()


def _rows_by_id(archive: Archive, table: TableDescription, problems: list[Problem]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for file in archive.files(table, problems):
        complaints = Complaints(problems, file.name)
        for _, identifier, values in read_table(file, table, complaints, problems):
            rows.setdefault(identifier, values)
        complaints.finish()
    return rows


def _media(archive: Archive, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """Addresses of images by the identifier of the core row they belong to, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for table in archive.descriptor.extensions:
        if _kind(table) not in _MEDIA_ROWS:
            continue
        names = [local_name(field.term) for field in table.fields if local_name(field.term).lower() in MEDIA_ADDRESSES]
        names.sort(key=lambda name: MEDIA_ADDRESSES.index(name.lower()))
        for file in archive.files(table, problems):
            complaints = Complaints(problems, file.name)
            for _, identifier, values in read_table(file, table, complaints, problems, all_terms=True):
                address = next((values[name] for name in names if name in values), "")
                if address:
                    found[identifier] = (*found.get(identifier, ()), address)
            complaints.finish()
    return found
