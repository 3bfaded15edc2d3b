"""Identifying: a new determination stands in the record's fields, and the one before it is kept as it was written.

A plain edit of scientificName in the form corrects the determination that stands; it makes no history of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from curatorbench.domain.things import IdentificationView, Identified, TypeView
from curatorbench.models.records import identifications as models
from curatorbench.workflow import values as sensible
from curatorbench.workflow.values import clean
from curatorbench.workflow.workbench import Workbench


def identify(
    bench: Workbench,
    material: str,
    name: str,
    by: str | None,
    date: str | None,
    remarks: str | None,
    operator: str,
    *,
    verbatim: str | None = None,
    qualifier: str | None = None,
    more: Mapping[str, str] | None = None,
) -> Identified:
    """A determination that stands from now on, in one change; the one before stays as an Identification.

    `by` is who determined it, `date` when (ISO 8601 as precise as known), `verbatim` the name as it is on the slip,
    `more` further terms that come with it (family, taxonRank ...). What is None is empty afterwards, for it
    belonged to the determination before. Terms that spelt out the name before (genus, scientificNameAuthorship ...)
    are withdrawn unless `more` has them; a classification that stays is warned of where the genus is another.

    Raises BadInput for an empty name, NotFound for an unknown record.
    """
    said = {
        "scientificName": clean(name),
        "identifiedBy": clean(by),
        "dateIdentified": clean(date),
        "identificationRemarks": clean(remarks),
        "verbatimIdentification": clean(verbatim),
        "identificationQualifier": clean(qualifier),
    }
    further = {term: value for term, value in sensible.checked(more or {}).items() if value is not None}
    with bench.workspace.store.write() as session:
        return models.identify(session, material, said | further, operator)


def identifications(bench: Workbench, material: str) -> list[IdentificationView]:
    """Every determination of a record, the one that stands first, then the newest; raises NotFound."""
    with bench.workspace.store.read() as session:
        return models.identifications(session, material)


def designate(bench: Workbench, material: str, type_status: str, name: str, operator: str, *, source: str = "") -> None:
    """The thing is a type of a name, whatever it is called now: `type_status` such as holotype, `source` where that
    was published. The field typeStatus says so too, in the same change. Twice is once. Raises BadInput."""
    from curatorbench.parsing.names import parse_name  # loaded when first needed: the window opens without it

    written = clean(name) or ""
    taken_apart = parse_name(written) or (written, "")
    with bench.workspace.store.write() as session:
        models.designate(session, material, clean(type_status), taken_apart, clean(source) or "", operator)


def types(bench: Workbench, material: str) -> list[TypeView]:
    """The names that a record's thing is a type of."""
    with bench.workspace.store.read() as session:
        return models.types(session, material)
