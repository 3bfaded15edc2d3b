"""A Darwin Core Archive: Occurrence core, Audiovisual Core extension, EML, zipped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import Progress
from curatorbench.domain.publication import Dataset, PublishedMedia, PublishedRecord
from curatorbench.domain.terms import darwin_core
from curatorbench.exchange.atomic import whole_file
from curatorbench.exchange.eml import write_eml
from curatorbench.exchange.flat import fixed_columns, flat_rows, order
from curatorbench.exchange.licences import licence_named
from curatorbench.exchange.meta import Field, TableDescription, write_meta
from curatorbench.exchange.spool import Spool, TabSeparated
from curatorbench.exchange.vocabulary import AUDIOVISUAL, MULTIMEDIA, OCCURRENCE, core_iri
from curatorbench.exchange.zip_out import write_zip

_MEDIA = ("coreid", "identifier", "type")


class DwcaWriter:
    """Streams records once; memory does not grow with their number (the rows wait beside `out` on disk)."""

    format = "dwca"

    def write(self, dataset: Dataset, records: Iterable[PublishedRecord], out: Path, progress: Progress) -> int:
        """See `exchange.port.Writer`. A term that Darwin Core does not have raises `BadInput`."""
        media_order = {name: rank for rank, name in enumerate(AUDIOVISUAL)}
        with (
            whole_file(out) as part,
            Spool(out.parent, fixed_columns(dataset), order(), TabSeparated()) as core,
            Spool(out.parent, _MEDIA, media_order, TabSeparated()) as media,
        ):
            _fill(dataset, records, core, media, progress)
            write_zip(part, _members(dataset, core, media))
            progress(1.0, f"{core.rows} records written")
        return core.rows


def _fill(dataset: Dataset, records: Iterable[PublishedRecord], core: Spool, media: Spool, progress: Progress) -> None:
    """Hand every record to the two tables."""
    rights = _rights(dataset)
    for record, fixed in flat_rows(dataset, records, progress):
        core.add(fixed, record.values)
        for image in record.media:
            media.add((record.occurrence_id, image.identifier, "StillImage"), _audiovisual(image) | rights)
    core.close_columns()
    media.close_columns()


def _audiovisual(image: PublishedMedia) -> dict[str, str]:
    return {
        "title": image.title,
        "format": image.format,
        "accessURI": image.access_uri,
        "CreateDate": image.created,
        "hashFunction": "SHA-256" if image.sha256 else "",
        "hashValue": image.sha256,
        "PixelXDimension": str(image.width or ""),
        "PixelYDimension": str(image.height or ""),
    }


def _rights(dataset: Dataset) -> dict[str, str]:
    if not dataset.licence:
        return {"Owner": dataset.rights_holder}
    terms = licence_named(dataset.licence).title
    return {
        "rights": dataset.licence,
        "UsageTerms": terms,
        "WebStatement": dataset.licence,
        "Owner": dataset.rights_holder,
    }


def _members(dataset: Dataset, core: Spool, media: Spool) -> dict[str, Iterable[bytes]]:
    """Files of the archive by name; the tables are read back from their spools as they are zipped."""
    tables = [_describe(core.columns, "occurrence.txt", OCCURRENCE, _core_iris(core.columns))]
    members: dict[str, Iterable[bytes]] = {"eml.xml": [write_eml(dataset)], "occurrence.txt": core.chunks()}
    if media.rows:
        tables.append(_describe(media.columns, "multimedia.txt", MULTIMEDIA, AUDIOVISUAL))
        members["multimedia.txt"] = media.chunks()
    members["meta.xml"] = [write_meta(tables[0], tables[1:], "eml.xml")]
    return members


def _core_iris(columns: Sequence[str]) -> dict[str, str]:
    strangers = [name for name in columns if name not in darwin_core()]
    if strangers:
        raise BadInput(
            f"{strangers[0]!r} is not a Darwin Core term, so an archive cannot say what it means.",
            "Rename that field to a Darwin Core term, or leave it out.",
        )
    return {name: core_iri(name) for name in columns}


def _describe(columns: Sequence[str], file: str, row_type: str, iris: dict[str, str]) -> TableDescription:
    """Columns as they stand; the id column is a field too, so that readers of fields alone see it."""
    fields = tuple(Field(iris[name], index) for index, name in enumerate(columns) if name != "coreid")
    return TableDescription((file,), row_type, fields, 0, separator="\t", quote="", header_lines=1)
