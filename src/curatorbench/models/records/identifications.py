"""Determinations: the one that stands is in the record's fields, those before it are kept as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from curatorbench.domain.errors import BadInput
from curatorbench.domain.identifiers import mint
from curatorbench.domain.record import FieldChange, Source, SourceKind
from curatorbench.domain.things import IdentificationView, Identified, TypeView
from curatorbench.models.history import changes, history
from curatorbench.models.history.changes import Step
from curatorbench.models.history.content import Link, NewValue
from curatorbench.models.store.keys import material_key
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables import names
from curatorbench.models.tables.base import table

# A determination in fields, each with the column that keeps it once another one stands.
_KEPT = {
    "scientificName": "scientific_name",
    "verbatimIdentification": "verbatim_identification",
    "identificationQualifier": "qualifier",
    "identifiedBy": "identified_by",
    "dateIdentified": "date_identified",
    "identificationRemarks": "remarks",
    "typeStatus": "type_status",
}
# What makes a determination: a type status alone says nothing of what the thing was taken for.
_MAKES = ("scientificName", "verbatimIdentification", "identifiedBy")
# Further terms that are of one determination alone, and those that spell its name out.
_OF_IT = ("identificationID", "identifiedByID", "identificationReferences", "identificationVerificationStatus")
_OF_ITS_NAME = (
    "taxonID", "scientificNameID", "acceptedNameUsageID", "parentNameUsageID", "originalNameUsageID",
    "nameAccordingToID", "namePublishedInID", "taxonConceptID", "acceptedNameUsage", "parentNameUsage",
    "originalNameUsage", "nameAccordingTo", "namePublishedIn", "namePublishedInYear", "genus", "genericName",
    "subgenus", "infragenericEpithet", "specificEpithet", "infraspecificEpithet", "cultivarEpithet", "taxonRank",
    "verbatimTaxonRank", "scientificNameAuthorship", "vernacularName", "taxonomicStatus", "nomenclaturalStatus",
    "taxonRemarks",
)  # fmt: skip
_ABOVE_GENUS = (
    "higherClassification", "kingdom", "phylum", "class", "order", "superfamily", "family", "subfamily", "tribe",
    "subtribe",
)  # fmt: skip

_i = table(names.Identification).c
_t = table(names.TypeDesignation).c
_name_table = table(names.Name)
_n = _name_table.c


def identify(session: Session, material: str, said: Mapping[str, str | None], operator: str) -> Identified:
    """The determination `said` (by term, None for nothing) stands from now on; the one before stays as a row, in the
    same change. The same determination again changes nothing. Raises BadInput without a name, NotFound."""
    if not said.get("scientificName"):
        raise BadInput("A determination needs a name.", "Give the scientific name as the determiner would write it.")
    key, stood = material_key(session, material), history.current_values(session, material)
    wanted = dict.fromkeys(_withdrawn(stood, said), None) | dict(said)
    fields = [_field(term, value, said) for term, value in wanted.items() if _value(stood, term) != value]
    if fields:
        changes.record(session, key, _step(session, operator, "identification"), fields, added=list(_before(stood)))
    withdrawn = tuple(field.term for field in fields if field.value is None)
    return Identified(withdrawn, tuple(_doubts(stood, said)))


def identifications(session: Session, material: str) -> list[IdentificationView]:
    """Every determination of a record, the one that stands first, then the newest. Raises NotFound."""
    key, stood = material_key(session, material), history.current_values(session, material)
    standing = [_view(None, link.values, stands=True) for link in _before(stood)]
    rows = session.execute(
        select(table(names.Identification)).where(_i.material_id == key.id).order_by(_i.id.desc())
    ).mappings()
    return standing + [_view(row["identification_id"], row, stands=False) for row in rows]


def earlier(session: Session, keys: Sequence[int]) -> dict[int, list[str]]:
    """The determinations that no longer stand, as archives have them, the oldest first, by local key; `keys` is sorted.

    `Carex fusca All., A. Field, 1901`: the name as written, who, when.
    """
    rows = session.execute(
        select(_i.material_id, _i.verbatim_identification, _i.scientific_name, _i.identified_by, _i.date_identified)
        .where(_i.material_id.between(keys[0], keys[-1]))
        .order_by(_i.material_id, _i.id)
    )
    said: dict[int, list[str]] = {}
    for key, verbatim, name, by, date in rows:
        said.setdefault(key, []).append(", ".join(part for part in (verbatim or name, by, date) if part))
    return said


def designate(
    session: Session, material: str, type_status: str | None, name: tuple[str, str], source: str, operator: str
) -> None:
    """The record's thing is a type of `name` (without authorship, authorship); typeStatus says so too, in the same
    change. Twice is once. Raises BadInput, NotFound."""
    if not type_status or not name[0]:
        raise BadInput("A type is some kind of type of some name.", "Give both, such as holotype and Carex nigra L.")
    key, written = material_key(session, material), " ".join(part for part in name if part)
    if any((t.type_status, t.scientific_name) == (type_status, written) for t in types(session, material)):
        return
    link = Link("type", {"name": _name(session, *name), "type_status": type_status, "source": source})
    stood = _value(history.current_values(session, material), "typeStatus")
    field = NewValue("typeStatus", _type_status(stood, type_status, written), checked=True)
    changes.record(session, key, _step(session, operator, "type"), [field], added=[link])


def types(session: Session, material: str) -> list[TypeView]:
    """The names that a record's thing is a type of. Raises NotFound."""
    rows = session.execute(
        select(_t.type_status, _n.canonical, _n.authorship, _t.source)
        .join(_name_table, _n.id == _t.name_id)
        .where(_t.material_id == material_key(session, material).id)
        .order_by(_t.id)
    )
    return [TypeView(status, f"{name} {authors}".strip(), source) for status, name, authors, source in rows]


def name_text(session: Session, name: str) -> str:
    """A name with its authors, by its UUID."""
    row = session.execute(select(_n.canonical, _n.authorship).where(_n.name_id == name)).one()
    return " ".join(part for part in row if part)


def _value(stood: Mapping[str, FieldChange], term: str) -> str | None:
    return stood[term].value if term in stood else None


def _field(term: str, value: str | None, said: Mapping[str, str | None]) -> NewValue:
    verbatim = said.get("verbatimIdentification") if term == "scientificName" else None
    return NewValue(term, value, verbatim, checked=True)


def _withdrawn(stood: Mapping[str, FieldChange], said: Mapping[str, str | None]) -> Iterator[str]:
    """Terms that would say of the new determination what was said of the one before."""
    gone = [*_OF_IT]
    if _value(stood, "scientificName") != said["scientificName"]:
        gone += _OF_ITS_NAME
    for term in gone:
        if term not in said and _value(stood, term) and not (term == "genus" and _same_genus(stood, said)):
            yield term


def _doubts(stood: Mapping[str, FieldChange], said: Mapping[str, str | None]) -> Iterator[str]:
    """What stays although the genus is another."""
    if _value(stood, "scientificName") and not _same_genus(stood, said):
        kept = [term for term in _ABOVE_GENUS if _value(stood, term) and term not in said]
        for term in kept:
            yield f"{term} is still {_value(stood, term)!r}, and the genus is another: see whether that holds."


def _same_genus(stood: Mapping[str, FieldChange], said: Mapping[str, str | None]) -> bool:
    before, now = _value(stood, "scientificName") or "", said["scientificName"] or ""
    return before.partition(" ")[0] == now.partition(" ")[0]


def _before(stood: Mapping[str, FieldChange]) -> Iterator[Link]:
    """The determination in the fields as a row of its own, if there is one."""
    if not any(_value(stood, term) for term in _MAKES):
        return
    kept = {column: _value(stood, term) or "" for term, column in _KEPT.items()}
    if not kept["verbatim_identification"]:
        name = stood.get("scientificName")
        kept["verbatim_identification"] = (name and (name.verbatim or name.value)) or ""
    yield Link("identification", {"identification_id": mint(), **kept, "is_accepted": 0})


def _view(identifier: str | None, row: Mapping[Any, Any], *, stands: bool) -> IdentificationView:
    said = {name: str(row[name] or "") for name in _KEPT.values()}
    return IdentificationView(
        identifier,
        said["scientific_name"],
        said["verbatim_identification"],
        said["qualifier"],
        said["identified_by"],
        said["date_identified"],
        said["remarks"],
        said["type_status"],
        stands,
    )


def _type_status(stood: str | None, status: str, name: str) -> str:
    """`holotype of Carex nigra L.`, after what stands there unless that said no more than the status."""
    full = f"{status} of {name}"
    if stood is None or stood.casefold() == status.casefold():
        return full
    return stood if full in stood else f"{stood} | {full}"


def _name(session: Session, canonical: str, authorship: str) -> str:
    """The UUID of a name as a string, made if new: it states nothing yet."""
    written = {"canonical": canonical, "authorship": authorship, "rank": ""}
    known: str | None = session.scalar(select(_n.name_id).filter_by(**written))
    if known is not None:
        return known
    identifier = mint()
    session.execute(insert(names.Name).values(name_id=identifier, **written))
    return identifier


def _step(session: Session, operator: str, kind: str) -> Step:
    person = operator_of(session, operator)
    return Step(kind, Source(SourceKind.PERSON, person.name), person.key)
