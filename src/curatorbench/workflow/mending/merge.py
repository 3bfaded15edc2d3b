"""Two records for one object become one: by the one three-way merge, with no common ancestor known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from curatorbench.domain.errors import BadInput
from curatorbench.domain.mending import Done, Part, Plan, TwoValues
from curatorbench.domain.merge import merge as three_way
from curatorbench.domain.record import RecordStatus, Source
from curatorbench.models.history import fields
from curatorbench.models.history.content import Link, NewValue
from curatorbench.models.history.fields import Field
from curatorbench.models.history.links import identity
from curatorbench.models.records import mending
from curatorbench.models.records.mending import Standing
from curatorbench.models.store.store import Session
from curatorbench.workflow.mending.draft import Draft, Step
from curatorbench.workflow.workbench import Workbench

# The number that gives way is kept here, so that whoever scans it finds the record.
_OTHER_NUMBERS = "otherCatalogNumbers"
_BETWEEN_NUMBERS = " | "


def plan_merge(bench: Workbench, kept: str, other: str, theirs: Collection[str] = frozenset()) -> Plan:
    """What `merge` would do; `conflicts` are the terms in which the two differ."""
    with bench.workspace.store.read() as session:
        return draft(session, kept, other, frozenset(theirs)).plan(session)


def merge(bench: Workbench, kept: str, other: str, operator: str, theirs: Collection[str] = frozenset()) -> Done:
    """Two records are of one object: what `other` has goes to `kept`, and its UUID leads there from now on.

    Open fields, images with their suggestions, relations, determinations and identifiers go over, each value as whose
    it was. Where the two differ `kept` keeps its own, but for the terms in `theirs`; a catalogue number that gives
    way stays in otherCatalogNumbers. What becomes part of a withheld record, or takes one in, is withheld.

    Raises BadInput if both are one record, or a term of `theirs` is not one in which they differ; NotFound; Conflict
    if one of them was merged already.
    """
    with bench.workspace.store.write() as session:
        return draft(session, kept, other, frozenset(theirs)).carry_out(session, operator)


@dataclass(frozen=True, slots=True)
class _Two:
    """The records, and the current fields of each by term."""

    kept: Standing
    other: Standing
    ours: dict[str, Field]
    theirs: dict[str, Field]


def draft(session: Session, kept_id: str, other_id: str, wanted: frozenset[str]) -> Draft:
    """The other is retired first: its catalogue number is free then."""
    kept, other = mending.standing(session, kept_id), mending.standing(session, other_id)
    if kept.key == other.key:
        raise BadInput("That is one and the same record.", "Choose two records of one object.")
    two = _Two(kept, other, _set(session, kept), _set(session, other))
    found = Draft(f"{other.label} merged into {kept.label}", "merged", warnings=list(_warnings(two)))
    conflicts = [TwoValues(c.term, c.kept, c.other, c.term in wanted) for c in _conflicts(two)]
    if unknown := wanted - {conflict.term for conflict in conflicts}:
        raise BadInput(f"The two do not differ in {min(unknown)}.", "Choose among the terms that the plan lists.")
    found.conflicts = conflicts
    gives, takes, others = Step(other_id), Step(kept_id), dict[str, Step]()
    _carry_links(session, two, gives, takes)
    _turn_relations(session, two, gives, takes, others)
    _carry_facts(two, gives, takes)
    found.add([gives, *others.values(), takes, *_carried(two, wanted), *_number_kept(two, wanted)])
    return found


def _set(session: Session, record: Standing) -> dict[str, Field]:
    return {field.change.term: field for field in fields.current(session, record.key) if field.is_set}


def _conflicts(two: _Two) -> Iterator[TwoValues]:
    """The terms in which they differ. That a person found a field empty contradicts a value on the other side."""
    ours = {term: field.change.value for term, field in two.ours.items()}
    theirs = {term: field.change.value for term, field in two.theirs.items()}
    merged = three_way({}, ours, theirs)
    differing = merged.conflicts.keys() | {t for t in ours.keys() & theirs.keys() if ours[t] != theirs[t]}
    for term in sorted(differing):
        yield TwoValues(term, ours[term], theirs[term], False)


def _carried(two: _Two, wanted: frozenset[str]) -> Iterator[Step]:
    """The values as whose they were: one change for each source, for a change has one."""
    by_source: dict[Source, Step] = {}
    for term, field in two.theirs.items():
        if term in two.ours and term not in wanted:
            continue
        said = field.change
        step = by_source.setdefault(said.source, Step(two.kept.material_entity_id, source=said.source))
        step.fields.append(NewValue(term, said.value, said.verbatim, said.absence, said.checked))
        step.parts.append(Part(term, two.ours[term].change.value if term in two.ours else None, said.value))
    yield from by_source.values()


def _number_kept(two: _Two, wanted: frozenset[str]) -> Iterator[Step]:
    """Of two catalogue numbers the one that gives way is another number of the object from now on."""
    both = [of["catalogNumber"].change.value if "catalogNumber" in of else None for of in (two.ours, two.theirs)]
    if None in both or both[0] == both[1]:
        return
    given_way = both[0] if "catalogNumber" in wanted else both[1]
    from_other = _OTHER_NUMBERS in wanted or _OTHER_NUMBERS not in two.ours
    listed = (two.theirs if from_other else two.ours).get(_OTHER_NUMBERS)
    numbers = [part.strip() for part in (listed.change.value or "").split("|")] if listed else []
    if given_way is None or given_way in numbers:
        return
    value = _BETWEEN_NUMBERS.join([*filter(None, numbers), given_way])
    before = listed.change.value if listed else None
    checked = listed.change.checked if listed else True
    yield Step(
        two.kept.material_entity_id,
        [NewValue(_OTHER_NUMBERS, value, checked=checked)],
        parts=[Part(_OTHER_NUMBERS, before, value)],
    )


def _carry_links(session: Session, two: _Two, gives: Step, takes: Step) -> None:
    """Images, determinations, types and identifiers; what the kept record has already is only taken from the other."""
    for kind in ("image", "identification", "type", "identifier"):
        there = {identity(link) for _, link in mending.links_of(session, two.kept.key, kind)}
        for _, link in mending.links_of(session, two.other.key, kind):
            gives.removed.append(link)
            if identity(link) not in there:
                takes.added.append(link)
                takes.parts.append(Part(kind, None, mending.link_text(session, link)))


def _turn_relations(session: Session, two: _Two, gives: Step, takes: Step, others: dict[str, Step]) -> None:
    """Relations from and to the other become the kept one's; one between the two ends."""
    kept, other = two.kept.material_entity_id, two.other.material_entity_id
    there = {identity(link) for _, link in mending.links_of(session, two.kept.key, "relation")}
    for _, link in mending.links_of(session, two.other.key, "relation"):
        gives.removed.append(link)
        if link.values["related"] != kept and identity(link) not in there:
            takes.added.append(link)
            takes.parts.append(Part("relation", None, mending.link_text(session, link)))
    leading = {
        (owner, identity(link)) for owner, link in mending.links_of(session, two.kept.key, "relation", to_it=True)
    }
    for owner, link in mending.links_of(session, two.other.key, "relation", to_it=True):
        turned = Link("relation", {**link.values, "related": kept})
        step = takes if owner == kept else others.setdefault(owner, Step(owner))
        step.removed.append(link)
        if owner != kept and owner != other and (owner, identity(turned)) not in leading:
            step.added.append(turned)
            before = mending.link_text(session, link)
            step.parts.append(Part("relation", before, mending.link_text(session, turned)))


def _carry_facts(two: _Two, gives: Step, takes: Step) -> None:
    kept, other = two.kept, two.other
    gives.facts = {"retired": True, "mergedInto": kept.material_entity_id}
    gives.parts.append(Part("mergedInto", None, kept.label))
    if kept.storage_unit is None and other.storage_unit is not None:
        takes.facts["storageUnit"] = other.storage_unit
        takes.parts.append(Part("storageUnit", None, other.storage_unit))
    if RecordStatus.WITHHELD in (kept.status, other.status) and kept.status is not RecordStatus.WITHHELD:
        takes.facts["status"] = RecordStatus.WITHHELD.value
        takes.parts.append(Part("status", kept.status.value, RecordStatus.WITHHELD.value))


def _warnings(two: _Two) -> Iterator[str]:
    kept, other = two.kept, two.other
    for record in (kept, other):
        if record.status in (RecordStatus.APPROVED, RecordStatus.WITHHELD):
            yield f"{record.label} is {record.status.value}."
    if kept.collection_id != other.collection_id:
        yield f"{kept.label} and {other.label} are in different collections."
    for what, ours, theirs in (
        ("quantity", kept.quantity, other.quantity), ("kind", kept.kind, other.kind),
    ):  # fmt: skip
        if ours != theirs:
            yield f"The {what} of {kept.label} is {ours}, that of {other.label} {theirs}; {ours} is kept."
    if kept.storage_unit and other.storage_unit and kept.storage_unit != other.storage_unit:
        yield f"The two lie in different storage units; {kept.label} stays where it is."
