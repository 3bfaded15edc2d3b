"""Things: where they are kept, what they are, how they belong together and what they were taken for."""

from __future__ import annotations

from dataclasses import dataclass

from curatorbench.domain.errors import Conflict

# From the building down to the folder or jar; which lies in which is the collection's own affair.
UNIT_KINDS: tuple[str, ...] = ("building", "room", "cabinet", "shelf", "drawer", "tray", "box", "folder", "jar")

# What a record can be about. A lot is several objects under one number.
MATERIAL_KINDS: tuple[str, ...] = (
    "specimen", "lot", "slide", "extract", "label", "notebook page", "photograph", "other",
)  # fmt: skip

# How two things belong together, and how that reads from the other side.
RELATIONS: dict[str, str] = {
    "part of": "has part",
    "derived from": "source of",
    "same sheet": "same sheet",
    "hosted on": "host of",
    "same individual": "same individual",
    "duplicate of": "duplicate of",
}
# What holds both ways, and for all of a group: A with B and B with C is A with C.
SHARED: frozenset[str] = frozenset({"same sheet", "same individual", "duplicate of"})


@dataclass(frozen=True, slots=True)
class HoldingCount:
    """Somebody's opinion of how many things a unit holds, digitized or not: `method` is counted or estimated,
    `counted_on` an ISO 8601 date as precise as known."""

    number: int
    method: str
    counted_on: str
    operator: str
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class UnitView:
    """A storage unit as a tree shows it.

    `id` is its UUID, `identifier` the barcode on it. `units` lie directly in it; `records` lie in it or in
    anything below it. `holding` is the newest opinion of how many things it holds.
    """

    id: str
    kind: str
    name: str
    position: int
    units: int
    records: int
    identifier: str | None = None
    parent: str | None = None
    holding: HoldingCount | None = None


@dataclass(frozen=True, slots=True)
class UnitPath:
    """A storage unit by its way down: `names` from the outermost unit to itself."""

    id: str
    kind: str
    names: tuple[str, ...]
    identifier: str | None = None

    def __str__(self) -> str:
        return " / ".join(self.names)


@dataclass(frozen=True, slots=True)
class RelationView:
    """How a record belongs to another: it is `kind` of that one (a key or a value of RELATIONS).

    `stated` is False where it only follows: both are on the same sheet as a third.
    """

    kind: str
    material_entity_id: str
    catalog_number: str | None
    scientific_name: str | None
    stated: bool = True


@dataclass(frozen=True, slots=True)
class IdentificationView:
    """A determination. `id` is None for the one that `stands`: that is in the record's fields.

    `verbatim` is the name as written. Dates are as they were given.
    """

    id: str | None
    scientific_name: str
    verbatim: str
    qualifier: str
    identified_by: str
    date_identified: str
    remarks: str
    type_status: str
    stands: bool


@dataclass(frozen=True, slots=True)
class TypeView:
    """The thing is a type of a name: `type_status` such as holotype, `source` where that was published."""

    type_status: str
    scientific_name: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownImage:
    """An image of a record, what it shows of it (`role`), and the other records that it shows."""

    sha256: str
    role: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a record is beside its fields. `numberless`: a person looked and there is no catalogue number."""

    material_entity_id: str
    kind: str
    quantity: int
    numberless: bool = False
    storage: UnitPath | None = None
    relations: tuple[RelationView, ...] = ()
    identifications: tuple[IdentificationView, ...] = ()
    types: tuple[TypeView, ...] = ()
    images: tuple[ShownImage, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitMove:
    """What moving a unit would do: `name` is the batch's, `before` and `after` the way down to the unit ("" for the
    outermost level), `units` and `records` what goes with it."""

    name: str
    before: str
    after: str
    units: int
    records: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Records put into a unit: `batch` takes it back (None where all lay there already)."""

    batch: str | None
    name: str
    records: int


@dataclass(frozen=True, slots=True)
class Identified:
    """A determination that now stands. `withdrawn` are terms that spelt out the name before and are empty now;
    `warnings` are sentences on what may no longer hold."""

    withdrawn: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class NumberTaken(Conflict):
    """The catalogue number is another record's, exactly or but for spaces, commas and case.

    `material_entity_id` is that record's, `exact` whether the numbers are the same sign by sign.
    """

    def __init__(self, number: str, material_entity_id: str, exact: bool) -> None:
        like = "is" if exact else "differs by spaces, commas or case only from"
        super().__init__(
            f"Catalogue number {number!r} {like} another record's in this collection ({material_entity_id}).",
            "Look at that record: it may be the same specimen. Nothing was saved.",
        )
        self.material_entity_id = material_entity_id
        self.exact = exact
