"""An image on the wrong record goes to the right one, with what was read on it and what rules took from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from curatorbench.domain.errors import BadInput, NotFound
from curatorbench.domain.mending import Done, ImageMove, Part, Plan
from curatorbench.domain.progress import Progress, silent
from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.models.history import fields
from curatorbench.models.history.content import Link, NewValue
from curatorbench.models.history.fields import Field
from curatorbench.models.records import mending
from curatorbench.models.records.mending import Shown, Standing
from curatorbench.models.store.store import Session
from curatorbench.workflow.mending.draft import Draft, NewRecord, Step
from curatorbench.workflow.mending.groups import grouped
from curatorbench.workflow.workbench import Workbench

# Images moved in one transaction, unless they hang together: short enough that saves beside it need not wait.
_AT_ONCE = 25


def plan_move_image(bench: Workbench, sha256: str, source: str, target: str | None) -> Plan:
    """What `move_image` would do."""
    return plan_move_images(bench, [ImageMove(sha256, source, target)])


def move_image(bench: Workbench, sha256: str, source: str, target: str | None, operator: str) -> Done:
    """Move one image from the record `source` to `target`, or, with None, to a placeholder of its own.

    Its readings and suggestions go with it. A value that a rule accepted from it leaves the old record, unless
    another image there says the same, and fills the field of the new one if that is open. What a person accepted
    stays, and the plan says so.

    Raises NotFound if a record or the image is not there, Conflict if a record was merged into another one.
    """
    return move_images(bench, [ImageMove(sha256, source, target)], operator)


def plan_move_images(bench: Workbench, moves: Sequence[ImageMove]) -> Plan:
    """What `move_images` would do; raises as that does."""
    _check(moves)
    with bench.workspace.store.read() as session:
        return draft(session, moves, leaving(moves)).plan(session)


def move_images(bench: Workbench, moves: Sequence[ImageMove], operator: str, progress: Progress = silent) -> Done:
    """Move many images as `move_image` moves one, in one batch; images of records that hang together go together.

    Everything is checked before the first is moved. Raises Cancelled between two groups, with those before done.
    """
    _check(moves)
    going = leaving(moves)
    with bench.workspace.store.read() as session:
        name = draft(session, moves, going).name
    done = Done(None, name, 0)
    moved = 0
    for group in grouped(moves, _AT_ONCE):
        progress(moved / len(moves), f"{moved:,} of {len(moves):,} images")
        with bench.workspace.store.write() as session:
            drafted = replace(draft(session, group, going), name=name)
            part = drafted.carry_out(session, operator, done.batch)
        done = replace(part, records=done.records + part.records, made=done.made + part.made)
        moved += len(group)
    progress(1, f"{moved:,} images")
    return done


@dataclass(slots=True)
class _Group:
    """The moves between two records: their links, and the rules' values that go with them."""

    source: Standing
    target: Standing | NewRecord
    links: list[Shown]
    values: list[Field]


@dataclass(frozen=True, slots=True)
class _Open:
    """(record, term) of fields that the moves empty, and of those that they have filled so far."""

    emptied: frozenset[tuple[object, str]]
    filled: set[tuple[object, str]]


def draft(
    session: Session,
    moves: Sequence[ImageMove],
    going: frozenset[tuple[str, str]],
    new: NewRecord | None = None,
    settled: Collection[str] = (),
) -> Draft:
    """All records are left before any is entered, so that a catalogue number is free when it comes.

    `going` are the (image, record) of the whole batch: an image that leaves later cannot keep a value here. Images
    without a target go to `new`, in which the terms `settled` have values, or each to a placeholder of its own.
    """
    found = Draft(_name(session, moves), "asset")
    groups = list(_groups(session, moves, going, new, found.warnings))
    by_source: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_source[group.source.material_entity_id].append(group)
    leaves = {source: _left(source, of) for source, of in by_source.items()}
    found.add(leaves.values())
    emptied = {(source, field.term) for source, step in leaves.items() for field in step.fields}
    open_ = _Open(frozenset(emptied), {(new, term) for term in settled})
    for group in groups:
        found.add(_entered(session, group, open_, found.warnings))
    return found


def _groups(
    session: Session,
    moves: Sequence[ImageMove],
    going: frozenset[tuple[str, str]],
    new: NewRecord | None,
    warnings: list[str],
) -> Iterator[_Group]:
    for (source_id, target_id), sha256s in _by_records(moves).items():
        source = mending.standing(session, source_id)
        target = mending.standing(session, target_id) if target_id else None
        links = mending.shown(session, source.key)
        missing = next((sha256 for sha256 in sha256s if sha256 not in {link.sha256 for link in links}), None)
        if missing is not None:
            raise NotFound(f"Image {missing[:12]} is not on record {source.label}.", "Look at the record's images.")
        staying = {link.sha256 for link in links if (link.sha256, source_id) not in going}
        warnings += _about(source, target, staying)
        for together in [sha256s] if target or new else [[sha256] for sha256 in sha256s]:
            values = _values(session, source, set(together), links, staying, warnings)
            moved = [link for link in links if link.sha256 in together]
            yield _Group(source, target or new or NewRecord(source.collection_id), moved, values)


def _by_records(moves: Sequence[ImageMove]) -> dict[tuple[str, str | None], list[str]]:
    found: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for move in dict.fromkeys(moves):
        found[move.source, move.target].append(move.sha256)
    return found


def _values(
    session: Session, source: Standing, going: set[str], links: Sequence[Shown], staying: set[str], warnings: list[str]
) -> list[Field]:
    """The values that rules accepted from the images that go, and that none of those that stay says.

    What a rule accepted from an older reading is said by none any more: it goes where all the images go together.
    """
    said = mending.sayings(session, source.material_entity_id)
    by_these = set().union(*(said.get(sha256, set()) for sha256 in going))
    by_others = set().union(*(said.get(sha256, set()) for sha256 in staying))
    by_any = set().union(*said.values())
    are_all = going == {link.sha256 for link in links}
    values = []
    for field in fields.current(session, source.key):
        value = (field.change.term, field.change.value or "")
        if not field.change.value or value in by_others:
            continue
        if field.is_a_persons:
            warnings += [_stays(field, source)] if value in by_these else []
        elif field.change.source.kind is SourceKind.RULE and (value in by_these or (are_all and value not in by_any)):
            values.append(field)
    return values


def _stays(field: Field, source: Standing) -> str:
    said = field.change
    return f"{said.term} {said.value!r} was accepted by {said.operator} from this image; it stays on {source.label}."


def _left(source: str, groups: Sequence[_Group]) -> Step:
    """The record without the images, and without what they said."""
    left = Step(source)
    gone: dict[str, Field] = {field.change.term: field for group in groups for field in group.values}
    left.fields = [NewValue(term, None, restores=0) for term in gone]
    for group in groups:
        left.removed += [link(image) for image in group.links]
        left.parts += [Part("image", image.sha256, None) for image in group.links]
    left.parts += [Part(term, field.change.value, None) for term, field in gone.items()]
    return left


def _entered(session: Session, group: _Group, open_: _Open, warnings: list[str]) -> Iterator[Step]:
    """The record with the images, and then with what rules accepted from them, as the rules' still."""
    target = group.target
    shown = mending.shown(session, target.key) if isinstance(target, Standing) else []
    there = {(image.asset, image.region) for image in shown}
    subject = target.material_entity_id if isinstance(target, Standing) else target
    entered = Step(subject)
    fresh = [image for image in group.links if (image.asset, image.region) not in there]
    entered.added = [link(image) for image in fresh]
    entered.parts = [Part("image", None, image.sha256) for image in fresh]
    status = target.status if isinstance(target, Standing) else RecordStatus.CAPTURED
    if status is RecordStatus.CAPTURED and group.source.status is not RecordStatus.CAPTURED:
        entered.facts["status"] = RecordStatus.READ.value
        entered.parts.append(Part("status", status.value, RecordStatus.READ.value))
    yield entered
    by_source: dict[Source, Step] = {}
    for field in _taken(session, group, open_, warnings):
        step = by_source.setdefault(field.change.source, Step(subject, source=field.change.source))
        said = field.change
        step.fields.append(NewValue(said.term, said.value, said.verbatim))
        step.parts.append(Part(said.term, None, said.value))
    yield from by_source.values()


def _taken(session: Session, group: _Group, open_: _Open, warnings: list[str]) -> Iterator[Field]:
    """Those of the group's values whose field is open on the target; a number that is another's is named."""
    target = group.target
    there = fields.current(session, target.key) if isinstance(target, Standing) else []
    of_target = target.material_entity_id if isinstance(target, Standing) else target
    settled = {field.change.term for field in there if field.is_set or field.is_a_persons}
    settled -= {term for record, term in open_.emptied if record == of_target}
    for field in group.values:
        term, value = field.change.term, field.change.value or ""
        if term in settled or (of_target, term) in open_.filled:
            continue
        if term == "catalogNumber":
            holder = mending.holder(session, target.collection_id, value)
            if holder not in (None, group.source.material_entity_id):
                warnings.append(f"Catalogue number {value!r} is another record's; it is not taken along.")
                continue
        open_.filled.add((of_target, term))
        yield field


def _about(source: Standing, target: Standing | None, staying: set[str]) -> Iterator[str]:
    if not staying:
        yield f"{source.label} has no image any more."
    for record in (source, target):
        if record and record.status in (RecordStatus.APPROVED, RecordStatus.WITHHELD):
            yield f"{record.label} is {record.status.value}."
    if target and target.collection_id != source.collection_id:
        yield f"{source.label} and {target.label} are in different collections."


def link(image: Shown) -> Link:
    """The image as a link of its record."""
    return Link("image", {"asset": image.asset, "region": image.region, "role": image.role})


def _name(session: Session, moves: Sequence[ImageMove]) -> str:
    if len(moves) > 1:
        return f"{len(moves):,} images moved"
    (move,) = moves
    source = mending.standing(session, move.source).label
    target = mending.standing(session, move.target).label if move.target else "a record of its own"
    return f"image moved from {source} to {target}"


def leaving(moves: Iterable[ImageMove]) -> frozenset[tuple[str, str]]:
    """The (image, record) that the moves part."""
    return frozenset((move.sha256, move.source) for move in moves)


def _check(moves: Sequence[ImageMove]) -> None:
    if not moves:
        raise BadInput("No image was chosen.", "Choose the images that are on the wrong record.")
    targets: dict[tuple[str, str], str | None] = {}
    for move in moves:
        if move.source == move.target:
            raise BadInput(f"Image {move.sha256[:12]} is on that record already.", "Choose another record.")
        if targets.setdefault(move[:2], move.target) != move.target:
            raise BadInput(f"Image {move.sha256[:12]} was given two targets.", "Choose one of them.")
