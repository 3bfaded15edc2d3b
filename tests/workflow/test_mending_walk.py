"""Random days of work by three people, against plain Python: what undo brings back, what is found, what is counted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from tests_mending import everything, picture

from curatorbench.bootstrap import parts
from curatorbench.domain.errors import CuratorError, Overtaken
from curatorbench.domain.mending import Edit, FillEmpty, ImageMove, MoveStatus, PutInto, ReplaceText, SetTerm
from curatorbench.domain.question import Question
from curatorbench.domain.record import RecordStatus, Source, SourceKind
from curatorbench.models.history import batches, bulk, searched
from curatorbench.models.records import catalogue
from curatorbench.models.store.workspace import Workspace
from curatorbench.workflow import enter, explore, mending, review, safety, storage
from curatorbench.workflow.workbench import Workbench

PEOPLE = ("Ann", "Bob", "Cy")
VALUES = {
    "country": ("Peru", "peru", "Perú", "Chile"),
    "scientificName": ("Carabus auratus L.", "Carabus ullrichi", "Poa annua L."),
    "recordedBy": ("Ñandú, J.", "Weberbauer, A.", "O'Brien"),
    "locality": ("Lima, San Juan", "Лесная поляна", "Limatambo"),
    "eventDate": ("1951-07-18", "1958", "1949-12/1951-01", "1951-02-31"),
    "habitat": ("bog near Lima", "dune"),
}
# Whole words, their beginnings, their insides, and what is none of these.
TYPED = (
    "lima",
    "lim",
    "matam",
    "PERU",
    "perú",
    "abus",
    "carab",
    "weber",
    "лесн",
    "nandu",
    "brien",
    "o",
    "1951",
    "san j",
)
FACETS = ("country", "genus", "status", "year", "decade", "habitat", "collection", "storage", "recordedBy")


@dataclass
class Day:
    """A workspace in which people do whatever comes to their minds."""

    root: Path
    dice: Random
    images: list[str] = field(default_factory=list)
    numbers: int = 0

    def __post_init__(self) -> None:
        self.bench = Workbench.on(Workspace.create(self.root), parts())
        self.units = [storage.add(self.bench, "room", "North", None, "Ann")]
        self.units += [storage.add(self.bench, "drawer", str(n), self.units[0], "Ann") for n in range(2)]
        self.arrive()

    def arrive(self) -> None:
        """An import, left to be indexed later, and images."""
        with self.bench.workspace.store.write() as session:
            collection = catalogue.ensure_collection(session, self.dice.choice(("HERB", "INS")))
            source = Source(SourceKind.IMPORT, "table.csv")
            rows = [self.values() for _ in range(4)]
            batch = batches.new_batch(session, "import", "Importer", SourceKind.IMPORT)
            made = bulk.new_materials_bulk(
                session, collection, rows, source=source, operator="Importer", batch=batch, index_later=True
            )
        for record in made[:2]:
            self.images.append(picture(self.bench, record, len(self.images) + 1))
            with self.bench.workspace.store.write() as session:
                catalogue.mark_read(session, record)

    def values(self) -> dict[str, str]:
        self.numbers += 1
        said = {term: self.dice.choice(those) for term, those in VALUES.items() if self.dice.random() < 0.6}
        return said | ({"catalogNumber": f"B {self.numbers:03}"} if self.dice.random() < 0.8 else {})

    def listed(self) -> list[str]:
        return explore.ids_of(self.bench, explore.keys(self.bench))

    def step(self, who: str, *, lone: bool = False) -> None:
        """Something that `who` does; `lone`: nothing that is no step of that person's undo."""
        deeds: list[Callable[[str], object]] = [
            self.set_value, self.move_status, self.edit, self.merge, self.split, self.move_image, self.enter,
        ]  # fmt: skip
        deeds += [] if lone else [self.take_back, self.undo, self.undo, self.redo, self.index]
        with suppress(CuratorError):  # it was refused, in a sentence
            self.dice.choice(deeds)(who)

    def set_value(self, who: str) -> None:
        term = self.dice.choice(list(VALUES))
        review.set_value(
            self.bench, self.dice.choice(self.listed()), term, self.dice.choice((*VALUES[term], None)), who
        )

    def move_status(self, who: str) -> None:
        review.set_status(self.bench, self.dice.choice(self.listed()), self.dice.choice(list(RecordStatus)), who)

    def edit(self, who: str) -> None:
        some = self.dice.choices(self.listed(), k=3)
        edits: tuple[Edit, ...] = (
            SetTerm("country", "Chile"), FillEmpty("habitat", "dune"), ReplaceText("locality", "Lim", "Tam"),
            MoveStatus(RecordStatus.CHECKED), PutInto(self.dice.choice(self.units)),
            ReplaceText("catalogNumber", "B ", "B-"),
        )  # fmt: skip
        mending.edit(self.bench, explore.keys_of(self.bench, some), self.dice.choice(edits), who)

    def merge(self, who: str) -> None:
        mending.merge(self.bench, *self.dice.sample(self.listed(), 2), who)

    def split(self, who: str) -> None:
        image = self.dice.choice(self.images)
        mending.split(self.bench, self.of(image), [image], [], who)

    def move_image(self, who: str) -> None:
        image = self.dice.choice(self.images)
        mending.move_images(self.bench, [ImageMove(image, self.of(image), self.dice.choice(self.listed()))], who)

    def enter(self, who: str) -> None:
        enter.enter(self.bench, "HERB", self.values(), who)

    def take_back(self, who: str) -> None:
        mending.take_back(self.bench, self.dice.choice(mending.batches(self.bench)).batch, who)

    def undo(self, who: str) -> None:
        review.undo(self.bench, who)

    def redo(self, who: str) -> None:
        review.redo(self.bench, who)

    def index(self, _who: str) -> None:
        with self.bench.workspace.store.write() as session:
            searched.index_some(session, 3)

    def restart(self) -> None:
        self.bench.close()
        self.bench = Workbench.on(Workspace.open(self.root), parts())

    def written(self) -> int:
        """The newest change."""
        with self.bench.workspace.store.read() as session:
            return int(session.connection().exec_driver_sql("SELECT max(seq) FROM change").scalar_one())

    def is_sound(self) -> bool:
        """The catalogue; the images of these days are numbers without a file."""
        return all(checked.ok for checked in safety.verify(self.bench) if not checked.sha256)

    def of(self, image: str) -> str:
        """The one record that an image is on."""
        (record,) = [
            page.summary.material_entity_id for page in explore.every_record(self.bench) if image in page.assets
        ]
        return record


@pytest.fixture
def day(tmp_path: Path, dice: Random) -> Iterator[Day]:
    day = Day(tmp_path / "workspace", dice)
    yield day
    day.bench.close()


@pytest.mark.torture
def test_undo_goes_back_through_every_state_and_redo_through_them_again(
    day: Day, dice: Random, turns: Callable[[int], int]
) -> None:
    for _ in range(turns(60)):
        states = [state(day.bench)]
        for _ in range(8):
            before = day.written()
            day.step("Ann", lone=True)
            if day.written() > before:
                states.append(state(day.bench))
        for before in reversed(states[:-1]):
            assert review.undo(day.bench, "Ann") is not None
            assert state(day.bench) == before
        day.restart()
        for after in states[1 : dice.randrange(len(states)) + 1]:
            assert review.redo(day.bench, "Ann") is not None
            assert state(day.bench) == after
        day.arrive()
    assert day.is_sound()


@pytest.mark.torture
def test_whoever_does_what_nothing_is_lost_and_all_is_found_and_counted(
    day: Day, dice: Random, turns: Callable[[int], int]
) -> None:
    for turn in range(turns(200)):
        for _ in range(4):
            day.step(dice.choice(PEOPLE))
        for image in day.images:
            day.of(image)
        found_and_counted(day, dice)
        if turn % 10 == 0:
            day.restart()
            day.arrive()
    for who in PEOPLE:
        walk_back(day.bench, who)
    found_and_counted(day, dice)
    assert day.is_sound()


def state(bench: Workbench) -> dict[str, list[tuple[object, ...]]]:
    """What lists and pages are made of. What goes back to captured is read where its images have been read since."""
    with bench.workspace.store.read() as session:
        found = everything(session)
    found["records"] = [tuple("read" if cell == "captured" else cell for cell in row) for row in found["records"]]
    return found


def walk_back(bench: Workbench, who: str) -> None:
    """Undo whatever can be; what others have built on is passed over."""
    passing: set[int] = set()
    while True:
        try:
            if review.undo(bench, who, passing=passing) is None:
                return
        except Overtaken as refused:
            passing.add(refused.step)


@dataclass(frozen=True)
class Known:
    """A record as plain Python has it."""

    values: dict[str, str]
    status: str
    collection: str
    units: tuple[str, ...]


def known(day: Day) -> dict[int, Known]:
    """Every listed record, by its local key, from its page."""
    records = {}
    for key in explore.keys(day.bench):
        (record,) = explore.ids_of(day.bench, [key])
        page = explore.page(day.bench, record)
        at = enter.about(day.bench, record).storage
        units = () if at is None else (at.id,) if at.id == day.units[0] else (day.units[0], at.id)
        values = {term: change.value for term, change in page.values.items() if change.value is not None}
        records[key] = Known(values, page.summary.status.value, page.summary.collection, units)
    return records


def found_and_counted(day: Day, dice: Random) -> None:
    records, waiting = known(day), pending(day.bench)
    for text in dice.sample(TYPED, 4):
        should = {key for key, record in records.items() if has(record.values, text)}
        found = set(explore.keys(day.bench, Question(text)))
        assert should - waiting <= found <= should, (text, should, found, waiting)
    for name in dice.sample(FACETS, 4):
        filters = [("country", "Peru"), ("year", "1950-1955"), ("collection", "INS"), ("status", "checked")]
        asked = dice.choice([(), (dice.choice(filters),), tuple(dice.sample(filters, 2))])
        some = [record for record in records.values() if all(answers(record, *one) for one in asked)]
        counted = explore.facet(day.bench, name, Question(filters=asked))
        assert by_case(counted) == Counter(fact(record, name) for record in some), (name, asked)


def pending(bench: Workbench) -> set[int]:
    """The records that words cannot find yet."""
    with bench.workspace.store.read() as session:
        ranges = session.connection().exec_driver_sql("SELECT first_id, last_id FROM search_pending").all()
    return {key for first, last in ranges for key in range(first, last + 1)}


def tokens(text: str) -> list[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain))


def has(values: dict[str, str], text: str) -> bool:
    """Every word typed begins one of the record (the last) or is one; long ones are found inside words too."""
    words = [token for value in values.values() for token in tokens(value)]
    inside = [
        token for term, value in values.items() if term not in ("habitat", "eventDate") for token in tokens(value)
    ]
    *whole, last = tokens(text)

    def is_there(word: str, begins: bool) -> bool:
        if len(word) >= 4:
            return any(other.startswith(word) for other in words) or any(word in other for other in inside)
        return any(other.startswith(word) if begins else other == word for other in words)

    return all(is_there(word, False) for word in whole) and is_there(last, True)


def years(values: dict[str, str]) -> tuple[int, int] | None:
    found = [int(part[:4]) for part in values.get("eventDate", "").split("/") if part]
    return (found[0], found[-1]) if found else None


def answers(record: Known, name: str, wanted: str) -> bool:
    if name == "year":
        span, (first, last) = years(record.values), map(int, wanted.split("-"))
        return span is not None and span[0] <= last and span[1] >= first
    return fact(record, name) == (wanted.lower() if name == "country" else wanted)


def fact(record: Known, name: str) -> str | None:
    """What a record counts as; case aside, as in the columns of text."""
    span = years(record.values)
    match name:
        case "status":
            return record.status
        case "collection":
            return record.collection
        case "storage":
            return record.units[0] if record.units else None
        case "year":
            return str(span[0]) if span else None
        case "decade":
            return f"{str(span[0])[:3]}0-{str(span[0])[:3]}9" if span else None
        case "genus":
            name = record.values.get("scientificName", "").partition(" ")[0]
            return name.lower() or None
    value = record.values.get(name)
    return None if value is None else value.lower()


def by_case(counted: list[tuple[str | None, int]]) -> Counter[str | None]:
    summed: Counter[str | None] = Counter()
    for value, number in counted:
        folds = value is not None and value not in ("HERB", "INS")
        summed[value.lower() if folds and value is not None else value] += number
    return summed
