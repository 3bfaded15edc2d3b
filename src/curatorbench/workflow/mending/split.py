"""One record that was of two objects becomes two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.mending import Done, ImageMove, Part, Plan
from curatorbench.domain.record import RecordStatus, Source
from curatorbench.domain.terms import term_name
from curatorbench.models.history import fields
from curatorbench.models.history.content import Link, NewValue
from curatorbench.models.records import mending
from curatorbench.models.records.mending import Standing
from curatorbench.models.store.store import Session
from curatorbench.workflow.mending import images as moving
from curatorbench.workflow.mending.draft import OF_ONE, Draft, NewRecord, Step
from curatorbench.workflow.workbench import Workbench


def plan_split(
    bench: Workbench, material: str, images: Sequence[str], terms: Collection[str], *, same_sheet: bool = False
) -> Plan:
    """What `split` would do; the record without a UUID is the new one."""
    with bench.workspace.store.read() as session:
        return draft(session, material, images, terms, same_sheet).plan(session)


def split(
    bench: Workbench,
    material: str,
    images: Sequence[str],
    terms: Collection[str],
    operator: str,
    *,
    same_sheet: bool = False,
) -> Done:
    """A record was of two objects: a new record in its collection and its storage unit is made for the second.

    `images` (SHA-256) go to the new record as `move_images` moves them, what rules accepted from them included;
    `terms` are copied with whose they are. With `same_sheet` the two lie on one sheet: the images show both, nothing
    leaves the old record, and the new one is related to it. `Done.made` has the new record.

    Raises BadInput for a term that is none, has no value, or belongs to one object alone; NotFound for a record or
    image that is not there.
    """
    with bench.workspace.store.write() as session:
        return draft(session, material, images, terms, same_sheet).carry_out(session, operator)


def draft(session: Session, material: str, images: Sequence[str], terms: Collection[str], same_sheet: bool) -> Draft:
    """The new record first with what is copied, then its images."""
    old = mending.standing(session, material)
    if not images and not terms:
        raise BadInput("Nothing was chosen for the new record.", "Choose images that show it, or fields to copy.")
    new = NewRecord(old.collection_id)
    found = Draft(f"{old.label} split in two", "values")
    made = Step(new, facts=_facts(old))
    if old.storage_unit:
        made.parts.append(Part("storageUnit", None, old.storage_unit))
    if same_sheet:
        made.added = [Link("relation", {"kind": "same sheet", "related": material}), *_shared(session, old, images)]
        made.parts.append(Part("relation", None, f"same sheet {old.label}"))
        made.parts += [Part("image", None, sha256) for sha256 in dict.fromkeys(images)]
        if images and old.status is not RecordStatus.CAPTURED:
            made.facts["status"] = RecordStatus.READ.value
    copied = list(_copied(session, old, new, terms))
    found.add([made, *copied])
    if images and not same_sheet:
        taken = {term for step in copied for term in (field.term for field in step.fields)}
        moves = [ImageMove(sha256, material) for sha256 in dict.fromkeys(images)]
        moved = moving.draft(session, moves, moving.leaving(moves), new=new, settled=taken)
        found.steps += moved.steps
        found.warnings += moved.warnings
    return found


def _facts(old: Standing) -> dict[str, str | int | bool | None]:
    """What holds of both for all that is known."""
    facts: dict[str, str | int | bool | None] = {"kind": old.kind, "category": old.category}
    return facts | ({"storageUnit": old.storage_unit} if old.storage_unit else {})


def _shared(session: Session, old: Standing, images: Sequence[str]) -> Iterator[Link]:
    links = mending.shown(session, old.key)
    for sha256 in dict.fromkeys(images):
        here = [link for link in links if link.sha256 == sha256]
        if not here:
            raise NotFound(f"Image {sha256[:12]} is not on record {old.label}.", "Look at the record's images.")
        yield from (moving.link(link) for link in here)


def _copied(session: Session, old: Standing, new: NewRecord, terms: Collection[str]) -> Iterator[Step]:
    there = {field.change.term: field.change for field in fields.current(session, old.key) if field.is_set}
    by_source: dict[Source, Step] = {}
    for term in sorted({term_name(term) for term in terms}):
        if term in OF_ONE:
            raise BadInput(f"{term} is one object's; it cannot be copied.", "Leave it out.")
        if term not in there:
            raise BadInput(f"{old.label} has no {term} to copy.", "Leave it out.")
        said = there[term]
        step = by_source.setdefault(said.source, Step(new, source=said.source))
        step.fields.append(NewValue(term, said.value, said.verbatim, said.absence, said.checked))
        step.parts.append(Part(term, None, said.value))
    yield from by_source.values()
