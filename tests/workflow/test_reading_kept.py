"""An image is read once by one engine: the same asked again costs nothing, anything else is read anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import func, select

from curatorbench import bootstrap
from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.pictures import Region, RegionKind
from curatorbench.domain.reading import Line, Reading, Word
from curatorbench.models.opinions import readings
from curatorbench.models.records import assets
from curatorbench.models.store.workspace import Workspace
from curatorbench.models.tables.opinions import Opinion
from curatorbench.ocr.port import Engine, Pixels
from curatorbench.workflow import editions, ingest, read, settings
from curatorbench.workflow.workbench import Workbench

LABEL = Region(Box(0.1, 0.1, 0.5, 0.5), RegionKind.LABEL, 0.9)


@dataclass
class Counting:
    """An engine that says its name for every picture, and counts them."""

    name: str
    version: str = "1"
    pictures: int = 0

    def read(self, pixels: Pixels) -> Reading:
        self.pictures += 1
        return Reading((Line((Word(self.name, WHOLE, 0.9, self.name, self.version),)),))


class Reader:
    """A workspace with one picture, and the job that reads it."""

    def __init__(self, bench: Workbench, engines: dict[str, Counting], picture: Path) -> None:
        self.bench, self.engines = bench, engines
        (taken,) = ingest.take_in(bench, [picture], collection="C", operator="A")
        assert taken.sha256 is not None
        self.sha256 = taken.sha256

    @cached_property
    def asset(self) -> str:
        with self.bench.workspace.store.read() as session:
            found = assets.asset_by_hash(session, self.sha256)
        assert found is not None
        return found.id

    def segment(self, *regions: Region) -> None:
        with self.bench.workspace.store.write() as session:
            readings.save_regions(session, self.asset, regions, "test", "1")

    def read(self) -> str:
        """Run the job as a worker would; the text that counts then."""
        outcome = read.read_job(self.bench, {"asset": self.asset, "sha256": self.sha256})
        with self.bench.workspace.store.write() as session:
            outcome.write(session)
            reading = readings.reading_of(session, self.asset)
        assert reading is not None and [job.kind for job in outcome.next] == ["suggest"]
        return reading.lines[0].text

    def pictures(self) -> dict[str, int]:
        """How often each engine read anything."""
        return {name: engine.pictures for name, engine in self.engines.items()}

    def kept(self) -> int:
        with self.bench.workspace.store.read() as session:
            return session.scalars(select(func.count()).where(Opinion.kind == "reading")).one()


@pytest.fixture
def reader(tmp_path: Path, draw: Callable[..., Path]) -> Iterator[Reader]:
    engines = {"rapidocr": Counting("rapidocr"), "tesseract": Counting("tesseract")}
    parts = bootstrap.parts()
    parts._engines = {name: _handing_out(engine) for name, engine in engines.items()}
    bench = Workbench.on(Workspace.create(tmp_path / "workspace"), parts)
    yield Reader(bench, engines, draw(tmp_path / "a.png"))
    bench.close()


def _handing_out(engine: Counting) -> Callable[[], Engine]:
    return lambda: engine


def test_the_same_is_not_read_again(reader: Reader) -> None:
    reader.segment(LABEL)
    assert reader.read() == reader.read() == "rapidocr"
    first = reader.pictures()
    assert first["rapidocr"] > 0 and reader.read() == "rapidocr"
    assert reader.pictures() == first and reader.kept() == 1


def test_another_engine_reads_anew_and_the_first_comes_back_for_nothing(reader: Reader) -> None:
    reader.segment(LABEL)
    reader.read()
    settings.put(reader.bench, "reading.engine", "tesseract")
    assert reader.read() == "tesseract"
    both = reader.pictures()
    settings.put(reader.bench, "reading.engine", "rapidocr")
    assert reader.read() == "rapidocr" and reader.pictures() == both and reader.kept() == 2


def test_a_newer_version_of_the_engine_reads_anew(reader: Reader) -> None:
    reader.segment(LABEL)
    reader.read()
    before = reader.pictures()["rapidocr"]
    reader.engines["rapidocr"].version = "2"
    reader.read()
    assert reader.pictures()["rapidocr"] > before and reader.kept() == 2


@pytest.mark.parametrize(
    "other",
    [
        replace(LABEL, box=Box(0.1, 0.1, 0.5, 0.6)),
        replace(LABEL, kind=RegionKind.STAMP),
        replace(LABEL, turn=90),
    ],
)
def test_other_regions_are_read_anew(reader: Reader, other: Region) -> None:
    reader.segment(LABEL)
    reader.read()
    before = reader.pictures()["rapidocr"]
    reader.segment(other)
    reader.read()
    assert reader.pictures()["rapidocr"] > before


def test_how_sure_the_finder_of_the_regions_is_does_not_matter(reader: Reader) -> None:
    reader.segment(LABEL)
    reader.read()
    before = reader.pictures()
    reader.segment(replace(LABEL, confidence=0.5))
    reader.read()
    assert reader.pictures() == before


def test_other_code_reads_anew(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.segment(LABEL)
    reader.read()
    before = reader.pictures()["rapidocr"]
    monkeypatch.setattr(editions, "code", lambda: "tomorrow's")
    reader.read()
    assert reader.pictures()["rapidocr"] > before


def test_the_engine_is_named_without_the_edition(reader: Reader) -> None:
    reader.segment(LABEL)
    reader.read()
    with reader.bench.workspace.store.read() as session:
        assert readings.engine_of(session, reader.asset) == ("rapidocr", "1")
        reading = readings.reading_of(session, reader.asset)
    assert reading is not None and {word.version for word in reading.words} == {"1"}


def test_the_code_that_reads_is_found() -> None:
    """Every module of the readers counts; where sources are left out, the program's version still does."""
    names = {module.name for module in editions.modules()}
    assert {"page.py", "fusing.py", "rapid.py", "tesseract.py"} <= names
    assert len(editions.code()) == 64
