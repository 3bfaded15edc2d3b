"""A catalogue that never was, of any size: seeded, with the distributions that collections have.

A few names, places and collectors are everywhere and most are rare (Zipf), a third of the records lack some field,
a word of the habitats stands in 30 % of them, numbers are barcodes of one series. The workspace is kept between runs
in the user's folder for temporary files and made again when the schema or this file changes.
"""

from __future__ import annotations

import getpass
import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from random import Random

from curatorbench.domain.identifiers import mint
from curatorbench.domain.record import Source, SourceKind
from curatorbench.models.history import batches, bulk, searched
from curatorbench.models.records import catalogue
from curatorbench.models.store import migrate
from curatorbench.models.store.store import Session
from curatorbench.models.store.workspace import Workspace

FREQUENT = "forest"  # in 30 % of the records
_PART = 20_000  # records a transaction
_BATCHES = 5
_BEGIN = (
    "an",
    "ber",
    "cal",
    "dro",
    "eu",
    "fla",
    "gra",
    "hy",
    "is",
    "lep",
    "mar",
    "no",
    "or",
    "pol",
    "rhy",
    "sal",
    "tri",
)
_MIDDLE = ("do", "ni", "cu", "la", "mo", "pe", "ri", "so", "ta", "ve", "xa", "chi", "phy", "lo", "ga", "ne", "bu")
_GENUS = ("us", "a", "um", "ia", "is", "ella", "odes", "opsis", "ina", "aster")
_EPITHET = (
    "us", "ensis", "a", "is", "atus", "ata", "ana", "icola", "ifera", "um", "ulus", "ellus", "ii", "alis", "osus", "ea",
    "ina", "iformis", "oides",
)  # fmt: skip
_PLACE = ("land", "ville", "burg", "stan", "ia", "ton", "mont", "nia", "dor", "wick")
_HABITAT = ("meadow", "river bank", "dry slope", "roadside", "dune", "bog", "pasture", "scrub", "cliff", "garden")
_STATUS = {9: "captured", 12: "read", 16: "checked", 19: "approved", 20: "withheld"}  # of 20 records, up to which


class Choice:
    """One of `values`, the first far more often than the last."""

    def __init__(self, values: Sequence[str], skew: float = 1.0) -> None:
        self._values = values
        self._weights = list(accumulate(1 / (rank + 2) ** skew for rank in range(len(values))))

    def __call__(self, dice: Random) -> str:
        return dice.choices(self._values, cum_weights=self._weights)[0]


def workspace(count: int) -> Workspace:
    """A workspace of `count` records, all of them indexed; made if there is none of this schema yet."""
    root = Path(tempfile.gettempdir()) / f"curatorbench-benchmarks-{getpass.getuser()}" / f"{count}-{_shape()}"
    if not root.exists():
        part = root.with_name(f"{root.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.parent.mkdir(parents=True, exist_ok=True)
        made = Workspace.create(part)
        fill(made, count)
        made.close()
        part.rename(root)
    return Workspace.open(root)


def fill(made: Workspace, count: int, seed: int = 1) -> None:
    """Add `count` records in a few batches, then storage and statuses."""
    dice, started = Random(seed), time.perf_counter()
    with made.store.write() as session:
        collection = catalogue.ensure_collection(session, "HERB", "MUS", "A herbarium that never was")
        catalogue.ensure_operator(session, "benchmark")
        named = [batches.new_batch(session, f"import {number + 1}", "benchmark") for number in range(_BATCHES)]
    source, waiting, done = Source(SourceKind.IMPORT, "plausible.csv"), records(count, dice), 0
    while part := list(islice(waiting, _PART)):
        with made.store.write() as session:
            batch = named[min(_BATCHES - 1, done * _BATCHES // count)]
            bulk.new_materials_bulk(session, collection, part, source=source, operator="benchmark", batch=batch)
        done += len(part)
        print(f"   {done:,} records, {time.perf_counter() - started:.0f} s", flush=True)
    while _index(made):
        pass
    with made.store.write() as session:
        _store_and_move_on(session, dice, units=max(50, count // 50))


def _index(made: Workspace) -> bool:
    with made.store.write() as session:
        return searched.index_some(session, _PART)


def records(count: int, dice: Random) -> Iterator[dict[str, str]]:
    """Accepted values of `count` records."""
    families, names = _taxa(dice)
    place_of, country = _places(dice)
    name, collector = Choice(names), Choice(_people(dice, 5_000))
    word = Choice([_word(dice) for _ in range(20_000)])
    for number in range(count):
        species, lived_in = name(dice), place_of[country(dice)](dice).split("|")
        said = {
            "catalogNumber": f"HB-{number + 1:08}",
            "scientificName": species,
            "family": families[species.partition(" ")[0]],
            "recordedBy": collector(dice),
            "recordNumber": str(dice.randrange(1, 20_000)),
            "eventDate": _date(dice),
            "country": lived_in[0],
            "stateProvince": lived_in[1],
            "county": lived_in[2],
            "locality": f"{word(dice)} {word(dice)}, {dice.randrange(1, 30)} km from {word(dice)}",
            "habitat": f"{dice.choice(_HABITAT)}{f', {FREQUENT}' if dice.random() < 0.3 else ''}, {word(dice)}",
            "decimalLatitude": f"{dice.uniform(-60, 75):.5f}",
            "decimalLongitude": f"{dice.uniform(-180, 180):.5f}",
            "identifiedBy": collector(dice),
        }
        if dice.random() < 0.3:
            for lost in dice.sample(list(said)[1:], dice.randrange(1, 5)):
                del said[lost]
        yield said


def _taxa(dice: Random) -> tuple[dict[str, str], list[str]]:
    """The family of each genus, and some 30,000 names in 300 families."""
    families = [f"{_word(dice).capitalize()}{dice.choice(('aceae', 'idae'))}" for _ in range(300)]
    family = Choice(families)
    genera = {f"{_word(dice)}{dice.choice(_GENUS)}".capitalize(): family(dice) for _ in range(3_000)}
    genus = Choice(list(genera), 0.7)
    authors = _people(dice, 300)
    ending = Choice(_EPITHET, 0.7)
    epithets = [f"{_word(dice)}{ending(dice)}" for _ in range(8_000)]
    names = {f"{genus(dice)} {dice.choice(epithets)}" for _ in range(32_000)}
    return genera, [f"{name} {dice.choice(authors).partition(',')[0]}" for name in sorted(names)]


def _places(dice: Random) -> tuple[dict[str, Choice], Choice]:
    """For each of 200 countries its counties as `country|state|county`, and the countries themselves."""
    countries = [f"{_word(dice)}{dice.choice(_PLACE)}".capitalize() for _ in range(200)]
    counties: dict[str, Choice] = {}
    for country in countries:
        states = [f"{_word(dice)}{dice.choice(_PLACE)}".capitalize() for _ in range(dice.randrange(2, 25))]
        inside = [f"{country}|{dice.choice(states)}|{_word(dice).capitalize()}" for _ in range(dice.randrange(5, 100))]
        counties[country] = Choice(inside)
    return counties, Choice(countries)


def _people(dice: Random, count: int) -> list[str]:
    return [
        f"{_word(dice).capitalize()}, {dice.choice('ABCDEFGHJKLMNPRST')}. {dice.choice('ABCEHJLMRW')}."
        for _ in range(count)
    ]


def _word(dice: Random) -> str:
    return dice.choice(_BEGIN) + "".join(dice.choice(_MIDDLE) for _ in range(dice.randrange(1, 4)))


def _date(dice: Random) -> str:
    year = int(2020 - 270 * dice.random() ** 2)
    return f"{year}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}" if dice.random() < 0.8 else str(year)


def _store_and_move_on(session: Session, dice: Random, units: int) -> None:
    """A tree of rooms, cabinets and drawers with most records in it, and a status for each: by SQL, without a
    history of its own, which nothing measured here reads."""
    connection = session.connection()
    kinds = ("room", "cabinet", "drawer")
    rows: list[tuple[object, ...]] = []
    for key in range(1, units + 1):
        level = 0 if key <= 10 else 1 if key <= units // 20 else 2
        parent = None if level == 0 else dice.randrange(1, 11) if level == 1 else dice.randrange(11, units // 20 + 1)
        rows.append((key, mint(), parent, kinds[level], f"{kinds[level].capitalize()} {key}", key))
    columns = "id, storage_unit_id, parent_id, kind, name, position, retired"
    connection.exec_driver_sql(f"INSERT INTO storage_unit ({columns}) VALUES (?, ?, ?, ?, ?, ?, 0)", rows)
    reached = " ".join(f"WHEN id % 20 < {at} THEN '{name}'" for at, name in _STATUS.items())
    connection.exec_driver_sql(
        f"UPDATE material_entity SET storage_unit_id = CASE WHEN id % 9 THEN 1 + (id * 7919) % ? END,"
        f" status = CASE {reached} END",
        (units,),
    )


def _shape() -> str:
    """Changes when the schema or this file does."""
    schema = Path(migrate.__file__).with_name("migrations").glob("versions/*.sql")
    read = [path.read_bytes() for path in [*sorted(schema), Path(__file__)]]
    return hashlib.sha256(b"".join(read)).hexdigest()[:12]
