"""What every exchange format promises when it writes, tried on each of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curatorbench.domain.errors import Cancelled, StorageError
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, PublishedMedia, PublishedRecord
from curatorbench.exchange.csv_file import CsvWriter
from curatorbench.exchange.dwc_dp import DwcDpWriter
from curatorbench.exchange.dwca import DwcaWriter
from curatorbench.exchange.port import Writer
from curatorbench.exchange.xlsx import XlsxWriter

ADAPTERS: dict[str, Callable[[], Writer]] = {
    "dwca": DwcaWriter,
    "dwc-dp": DwcDpWriter,
    "csv": CsvWriter,
    "xlsx": XlsxWriter,
}
DATASET = Dataset("urn:test", "Test", "TST", "HERB", "Some plants.", "", modified="2026-11-24T10:00:00Z")


def records(count: int) -> Iterator[PublishedRecord]:
    for n in range(count):
        image = PublishedMedia(f"urn:image:{n}", f"{n:064x}", "image/jpeg", "Sheet")
        yield PublishedRecord(
            f"m{n}", f"o{n}", {"locality": "=\ud800\x00\t\n…", f"{'sex' if n else 'year'}": "1"}, (image,)
        )


@pytest.fixture(params=ADAPTERS)
def writer(request: pytest.FixtureRequest) -> Writer:
    made = ADAPTERS[request.param]()
    assert made.format == request.param
    return made


@pytest.mark.parametrize("count", [0, 1, 1001])
def test_it_says_how_many_and_leaves_only_its_output(writer: Writer, tmp_path: Path, count: int) -> None:
    out = tmp_path / "out.zip"
    assert writer.write(DATASET, records(count), out, silent) == count
    assert list(tmp_path.iterdir()) == [out]
    assert out.stat().st_size > 0


def test_it_replaces_what_was_there_before(writer: Writer, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    out.write_bytes(b"old")
    writer.write(DATASET, records(3), out, silent)
    assert out.read_bytes() != b"old"


def test_progress_rises_to_one(writer: Writer, tmp_path: Path) -> None:
    seen: list[float] = []
    writer.write(DATASET, list(records(2500)), tmp_path / "out.zip", lambda fraction, message="": seen.append(fraction))
    assert seen == sorted(seen)
    assert len(seen) >= 3
    assert seen[-1] == 1.0


@pytest.mark.parametrize("name", ["out.zip", "out"])
def test_stopped_anywhere_it_leaves_nothing(writer: Writer, tmp_path: Path, name: str) -> None:
    for stop_at in range(4):
        calls = iter(range(99))

        def stop(fraction: float, message: str = "", calls: Iterator[int] = calls, stop_at: int = stop_at) -> None:
            if next(calls) == stop_at:
                raise Cancelled

        with pytest.raises(Cancelled):
            writer.write(DATASET, records(2500), tmp_path / name, stop)
        assert list(tmp_path.iterdir()) == []


def test_failing_records_leave_nothing(writer: Writer, tmp_path: Path) -> None:
    def broken() -> Iterator[PublishedRecord]:
        yield from records(1500)
        raise StorageError("The database went away.")

    with pytest.raises(StorageError, match="went away"):
        writer.write(DATASET, broken(), tmp_path / "out.zip", silent)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_not_there_is_a_sentence(writer: Writer, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        writer.write(DATASET, records(1), tmp_path / "absent" / "out.zip", silent)
