"""The Darwin Core Data Package 0.1: a table for each thing, with keys between them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import ExitStack
from operator import length_hint
from pathlib import Path
from typing import Any

from curatorbench.domain.progress import Progress
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.exchange.atomic import whole_file, whole_folder
from curatorbench.exchange.dwc_dp_rows import RowMaker
from curatorbench.exchange.dwc_dp_schema import profile, tables
from curatorbench.exchange.licences import licence_named
from curatorbench.exchange.spool import CommaSeparated, Spool
from curatorbench.exchange.text import tidy
from curatorbench.exchange.zip_out import write_zip

_REPORT_EVERY = 1000


class DwcDpWriter:
    """Writes a zip file if `out` ends in `.zip`, else a folder. Agents' and media's keys are held in memory."""

    format = "dwc-dp"

    def write(self, dataset: Dataset, records: Iterable[PublishedRecord], out: Path, progress: Progress) -> int:
        """See `exchange.port.Writer`."""
        zipped = out.suffix.lower() == ".zip"
        with (whole_file if zipped else whole_folder)(out) as part, ExitStack() as stack:
            spools = {name: stack.enter_context(_spool(name, out.parent)) for name in tables()}
            done = _fill(dataset, records, spools, progress)
            members = _members(dataset, spools)
            if zipped:
                write_zip(part, members)
            else:
                for name, chunks in members.items():
                    with (part / name).open("xb") as file:
                        file.writelines(chunks)
            progress(1.0, f"{done} records written")
        return done


def _spool(name: str, folder: Path) -> Spool:
    table = tables()[name]
    return Spool(folder, (), table.order(), CommaSeparated())


def _fill(dataset: Dataset, records: Iterable[PublishedRecord], spools: dict[str, Spool], progress: Progress) -> int:
    expected = length_hint(records)
    maker = RowMaker(dataset)
    done = 0
    for name, values in maker.dataset_rows():
        spools[name].add((), values)
    for done, record in enumerate(records, start=1):
        if done % _REPORT_EVERY == 1:
            progress(0.8 * min(done / expected, 1.0) if expected else 0.0, f"{done} records")
        for name, values in maker.rows(record):
            spools[name].add((), values)
    for spool in spools.values():
        spool.close_columns()
    return done


def _members(dataset: Dataset, spools: dict[str, Spool]) -> dict[str, Iterable[bytes]]:
    used = {name: spool for name, spool in spools.items() if spool.rows}
    package = _describe(dataset, used)
    members: dict[str, Iterable[bytes]] = {f"{name}.csv": spool.chunks() for name, spool in used.items()}
    members["datapackage.json"] = [(json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()]
    return members


def _describe(dataset: Dataset, used: dict[str, Spool]) -> dict[str, Any]:
    package: dict[str, Any] = {
        "profile": profile(),
        "id": tidy(dataset.identifier),
        "name": _slug(f"{dataset.institution_code}-{dataset.collection_code}"),
        "title": tidy(dataset.title),
        "description": tidy(dataset.description),
        "created": dataset.modified,
        "licenses": _licences(dataset),
        "contributors": [
            {"title": tidy(contact.name), "email": tidy(contact.email)} for contact in dataset.contacts if contact.name
        ],
    }
    kept = {name: value for name, value in package.items() if value}
    return {**kept, "resources": [_resource(name, spool, set(used)) for name, spool in used.items()]}


def _licences(dataset: Dataset) -> list[dict[str, str]]:
    if not dataset.licence:
        return []
    licence = licence_named(dataset.licence)
    named = {"name": licence.spdx} if licence.spdx else {}
    return [{**named, "path": dataset.licence, "title": licence.title}]


def _resource(name: str, spool: Spool, present: set[str]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": tables()[name].schema(spool.columns, present),
    }


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-") or "collection"
