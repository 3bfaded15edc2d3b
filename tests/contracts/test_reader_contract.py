"""What every exchange format promises when it reads, tried on each of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, Problem, PublishedRecord
from curatorbench.exchange.csv_file import CsvReader, CsvWriter
from curatorbench.exchange.dwca import DwcaReader, DwcaWriter
from curatorbench.exchange.port import Reader, Writer

PAIRS: dict[str, tuple[Callable[[], Reader], Callable[[], Writer]]] = {
    "dwca": (DwcaReader, DwcaWriter),
    "csv": (CsvReader, CsvWriter),
}
RECORDS = [PublishedRecord(f"m{n}", f"o{n}", {"catalogNumber": f"{n:04d}", "country": "Perú"}) for n in range(2000)]


@pytest.fixture(params=PAIRS)
def reader(request: pytest.FixtureRequest) -> Reader:
    return PAIRS[request.param][0]()


@pytest.fixture
def sound(reader: Reader, tmp_path: Path) -> Path:
    """A file that the reader is for, under a name that says nothing."""
    write = next(writer for made, writer in PAIRS.values() if made is type(reader))
    out = tmp_path / "sound"
    write().write(Dataset("i", "t", "I", "C", "d", ""), RECORDS, out, silent)
    return out


def test_it_knows_its_own_by_content(reader: Reader, sound: Path) -> None:
    assert reader.accepts(sound)
    assert [other().accepts(sound) for other, _ in PAIRS.values()].count(True) == 1


def test_records_come_back_with_unique_keys(reader: Reader, sound: Path) -> None:
    problems: list[Problem] = []
    back = list(reader.read(sound, problems))
    assert problems == []
    assert [record.key for record in back] == [record.occurrence_id for record in RECORDS]
    assert back[7].values["catalogNumber"] == "0007"
    assert back[7].values["country"] == "Perú"
    assert all(value for record in back for value in record.values.values())


def test_reading_can_stop_early(reader: Reader, sound: Path) -> None:
    stream = reader.read(sound, [])
    assert next(stream).key == "o0"
    stream.close()  # type: ignore[attr-defined]
    sound.unlink()


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\x1f\x8b\x08", b"\xff\xfe"]
)
def test_what_is_nothing_is_a_sentence(reader: Reader, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "nothing"
    path.write_bytes(content)
    reader.accepts(path)
    with pytest.raises(BadInput):
        list(reader.read(path, []))
    with pytest.raises(BadInput):
        list(reader.read(tmp_path / "absent", []))
    with pytest.raises(BadInput):
        list(reader.read(tmp_path, []))
