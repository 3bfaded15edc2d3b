"""What an exposure does to records: things are made, pictures linked, better pictures put in the place of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import batches, changes, fields, links
from curatorbench.models.history.changes import Step
from curatorbench.models.history.content import Fact, Link, NewValue
from curatorbench.models.records import catalogue, relations
from curatorbench.models.store.driver import driver
from curatorbench.models.store.keys import batch_key, collection_key, material_key
from curatorbench.models.store.operators import Person
from curatorbench.models.store.operators import operator as operator_of
from curatorbench.models.store.store import Session
from curatorbench.models.tables.pictures import SUPERSEDED

CAPTURE = Source(SourceKind.CAPTURE, "capture")
# A RAW and its JPEG are one picture.
_VIEWS = (
    "SELECT s.role, count(DISTINCT coalesce(a.exposure_key, a.sha256)) FROM asset_subject AS s"
    " JOIN asset AS a ON a.id = s.asset_id JOIN material_entity AS m ON m.id = s.material_id"
    " WHERE m.material_entity_id = ? AND s.role <> 'superseded' GROUP BY s.role"
)
_LISTED = (
    "WITH RECURSIVE way(id) AS (SELECT id FROM material_entity WHERE material_entity_id = ?"
    " UNION SELECT m.merged_into_id FROM way JOIN material_entity AS m ON m.id = way.id WHERE m.merged_into_id > 0)"
    " SELECT m.material_entity_id FROM way JOIN material_entity AS m ON m.id = way.id WHERE m.retired = 0"
)
STABLE = "stable identifier"
_BEARER = (
    "SELECT m.material_entity_id FROM identifier AS i CROSS JOIN material_entity AS m ON m.id = i.material_id"
    " WHERE i.identifier = ? AND i.identifier_type = ? AND m.retired = 0 AND m.collection_id = ? ORDER BY m.id"
)
_SHOWS = (
    "SELECT m.material_entity_id, s.role FROM asset AS a JOIN asset_subject AS s ON s.asset_id = a.id"
    " JOIN material_entity AS m ON m.id = s.material_id WHERE a.media_id = ? AND s.region_id IS NULL ORDER BY s.id"
)
_UNIT = "SELECT storage_unit_id FROM material_entity WHERE id = ?"


@dataclass(slots=True)
class Deed:
    """What one exposure does, as one batch of the operator's, made when something is first done."""

    session: Session
    operator: Person
    name: str
    batch: str | None = None

    def step(self, kind: str, source: Source = CAPTURE) -> Step:
        if self.batch is None:
            self.batch = batches.new_batch(self.session, self.name, self.operator.name)
        return Step(kind, source, self.operator.key, batch_key(self.session, self.batch))


@dataclass(frozen=True, slots=True)
class Thing:
    """All that is known of a thing when its first picture is taken. `number_by` is who says the number, `sticky` what
    the operator said of all that follow, `beside` the first of those on the same sheet, `uri` a stable identifier."""

    collection_id: str
    kind: str
    assets: Sequence[str]
    view: str
    number: str | None = None
    number_by: Source = CAPTURE
    uri: str | None = None
    unit: str | None = None
    sticky: Mapping[str, str] = field(default_factory=dict)
    beside: str | None = None


def make(deed: Deed, thing: Thing) -> str:
    """A new record; returns its materialEntityID. Raises Conflict if the number is another record's."""
    step = deed.step("created", thing.number_by)
    facts: dict[str, Fact] = {"kind": thing.kind}
    facts |= {"storageUnit": thing.unit} if thing.unit else {}
    beside = [relations.link("same sheet", thing.beside)] if thing.beside else []
    material = catalogue.new_material(
        deed.session,
        thing.collection_id,
        catalog_number=thing.number,
        source=step.source,
        operator=deed.operator.name,
        batch=deed.batch,
        facts=facts,
        added=[*images(thing.assets, thing.view), *beside, *([_mark(thing.uri)] if thing.uri else [])],
    )
    fill(deed, material, thing.sticky)
    return material


def fill(deed: Deed, material: str, sticky: Mapping[str, str]) -> None:
    """The operator says of a record what nobody has said of it yet, absences included."""
    key = material_key(deed.session, material)
    known = {field.change.term for field in fields.current(deed.session, key.id) if field.is_set} if sticky else ()
    said = [NewValue(term, value) for term, value in sticky.items() if term not in known]
    if said:
        by = Source(SourceKind.PERSON, deed.operator.name)
        changes.record(deed.session, key, deed.step("values", by), said)


def show(
    deed: Deed, material: str, assets: Sequence[str], view: str, *, unit: str | None = None, uri: str | None = None
) -> None:
    """The pictures show a record that is there; it lies in `unit`, if nobody said where it lies."""
    key = material_key(deed.session, material)
    wanted = [*images(assets, view), *([_mark(uri)] if uri else [])]
    fresh = [link for link in wanted if not links.exists(driver(deed.session), key.id, link)]
    is_placed = driver(deed.session).execute(_UNIT, (key.id,)).fetchone()[0] is not None
    facts: dict[str, Fact] = {"storageUnit": unit} if unit and not is_placed else {}
    if fresh or facts:
        changes.record(deed.session, key, deed.step("asset"), facts=facts, added=fresh)


def join(session: Session, operator: str, batch: int | None, asset: str, late: Sequence[str]) -> None:
    """Further files of an exposure are images of all that it shows, as it is shown there; said in its own batch (a
    local key), so that they are taken back with it. Raises NotFound."""
    step = Step("asset", CAPTURE, operator_of(session, operator).key, batch)
    for material, role in driver(session).execute(_SHOWS, (asset,)).fetchall() if late else ():
        changes.record(session, material_key(session, material), step, added=images(late, role))


def replace(deed: Deed, material: str, old: Iterable[str], assets: Sequence[str], view: str) -> None:
    """Better pictures of a view stand in the place of `old` ones (identifiers of assets), which stay as superseded."""
    key, gone = material_key(deed.session, material), set(old)
    worse = [link for link in catalogue.images_of(deed.session, key.id) if link.values["asset"] in gone]
    kept = [Link("image", {**link.values, "role": SUPERSEDED}) for link in worse]
    changes.record(deed.session, key, deed.step("asset"), added=[*images(assets, view), *kept], removed=worse)


def give_number(deed: Deed, material: str, number: str, by: Source) -> None:
    """Raises Conflict if the number is another record's."""
    key = material_key(deed.session, material)
    changes.record(deed.session, key, deed.step("values", by), [NewValue("catalogNumber", number)])


def identify(deed: Deed, material: str, uri: str) -> None:
    """The record bears a stable identifier; twice is once."""
    key = material_key(deed.session, material)
    if not links.exists(driver(deed.session), key.id, _mark(uri)):
        changes.record(deed.session, key, deed.step("identifier"), added=[_mark(uri)])


def may_be_numbered(session: Session, material: str) -> bool:
    """Whether nobody has said anything of a record's number, not even that there is none."""
    key = material_key(session, material)
    said = fields.current_one(session, key.id, "catalogNumber")
    return said is None or (said.change.value is None and said.change.absence is None)


def stand_beside(deed: Deed, material: str, first: str) -> None:
    """The two are on the same sheet; said once, whichever of them says it."""
    here, there = material_key(deed.session, material), material_key(deed.session, first)
    connection = driver(deed.session)
    ways = (here.id, relations.link("same sheet", first)), (there.id, relations.link("same sheet", material))
    if here.id != there.id and not any(links.exists(connection, key, link) for key, link in ways):
        changes.record(deed.session, here, deed.step("relation"), added=[ways[0][1]])


def views_of(session: Session, material: str) -> Counter[str]:
    """How many pictures of each view a record has, those that were replaced left out."""
    return Counter(dict(driver(session).execute(_VIEWS, (material,)).fetchall()))


def images_in_view(session: Session, material: str, view: str) -> list[str]:
    """The assets that show a view of a record."""
    shown = catalogue.images_of(session, material_key(session, material).id)
    return [str(link.values["asset"]) for link in shown if link.values["role"] == view]


def identified(session: Session, collection_id: str, uri: str) -> str | None:
    """The record of a collection that bears a stable identifier."""
    row = driver(session).execute(_BEARER, (uri, STABLE, collection_key(session, collection_id))).fetchone()
    return row[0] if row else None


def listed(session: Session, material: str) -> str | None:
    """The record, or that which it became part of; None if it was withdrawn."""
    row = driver(session).execute(_LISTED, (material,)).fetchone()
    return row[0] if row else None


def _mark(uri: str) -> Link:
    return Link("identifier", {"identifier": uri, "identifier_type": STABLE})


def images(assets: Sequence[str], view: str) -> list[Link]:
    """The links of pictures to a thing."""
    return [Link("image", {"asset": asset, "region": None, "role": view}) for asset in assets]
