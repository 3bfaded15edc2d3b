"""Darwin Core Archives of ours before other people's judges."""

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from dwca.read import DwCAReader
from lxml import etree

from benchmarks.schemas import schema
from curatorbench.domain.errors import BadInput, Cancelled, StorageError
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.domain.terms import darwin_core
from curatorbench.exchange.checks import check_archive, is_iso_8601
from curatorbench.exchange.dwca import DwcaWriter

Publish = Callable[..., PublishedRecord]


@pytest.fixture
def archive(tmp_path: Path, dataset: Dataset, troubled: list[PublishedRecord]) -> Path:
    out = tmp_path / "out.zip"
    assert DwcaWriter().write(dataset, iter(troubled), out, silent) == len(troubled)
    return out


def member(archive: Path, name: str) -> bytes:
    with zipfile.ZipFile(archive) as opened:
        return opened.read(name)


def test_descriptor_and_metadata_are_valid(archive: Path, data: Path) -> None:
    schema(data, "dwc", "tdwg_dwc_text.xsd").assertValid(etree.fromstring(member(archive, "meta.xml")))
    schema(data, "eml", "eml.xsd").assertValid(etree.fromstring(member(archive, "eml.xml")))


def test_metadata_of_a_bare_dataset_are_valid(tmp_path: Path, data: Path) -> None:
    out = tmp_path / "bare.zip"
    DwcaWriter().write(Dataset("", "", "X", "Y", "", ""), [], out, silent)
    schema(data, "eml", "eml.xsd").assertValid(etree.fromstring(member(out, "eml.xml")))
    assert check_archive(out) == ()


def test_own_checks_find_nothing(archive: Path) -> None:
    assert check_archive(archive) == ()


def test_python_dwca_reader_reads_it_back(archive: Path, troubled: list[PublishedRecord]) -> None:
    with DwCAReader(str(archive)) as reader:
        rows = list(reader)
        assert [row.id for row in rows] == [record.occurrence_id for record in troubled]
        assert [len(row.extensions) for row in rows] == [len(record.media) for record in troubled]
        term = darwin_core()
        assert rows[1].data[term["locality"].iri] == 'a "quoted", tabbed place'
        assert rows[1].data[term["verbatimLabel"].iri] == "Flora of X | No. 12"
        assert rows[0].data[term["recordedBy"].iri] == "Müller, H. | 山田太郎"
        assert rows[0].data[term["institutionCode"].iri] == "TST"
        assert rows[0].data[term["materialEntityID"].iri] == troubled[0].material_entity_id
        image = rows[0].extensions[0].data
        assert image["http://rs.tdwg.org/ac/terms/hashValue"] == troubled[0].media[0].sha256
        assert reader.metadata is not None


def test_every_term_named_is_in_gbifs_definitions(archive: Path, data: Path) -> None:
    standards = data / "standards" / "rs.gbif.org"
    core = (standards / "core" / "dwc_occurrence_2025-07-10.xml").read_text(encoding="utf-8")
    media = (standards / "extension" / "ac" / "audiovisual_2026-02-24.xml").read_text(encoding="utf-8")
    root = etree.fromstring(member(archive, "meta.xml"))
    for table, known in zip(root.findall("{*}core") + root.findall("{*}extension"), (core, media), strict=True):
        for field in table.findall("{*}field"):
            assert f"qualName='{field.get('term')}'" in known


def test_only_columns_in_use_are_written_also_when_they_come_late(
    tmp_path: Path, dataset: Dataset, publish: Publish
) -> None:
    out = tmp_path / "late.zip"
    records = (publish(n, images=0, **({"sex": "female"} if n == 2500 else {"county": ""})) for n in range(2501))
    DwcaWriter().write(dataset, records, out, silent)
    lines = member(out, "occurrence.txt").decode().split("\n")
    assert lines[0].endswith("\tcatalogNumber\tsex")
    assert {line.count("\t") for line in lines[:-1]} == {lines[0].count("\t")}
    assert lines[2501].endswith("\tfemale")
    assert "multimedia.txt" not in zipfile.ZipFile(out).namelist()
    assert check_archive(out) == ()


def test_the_same_records_give_the_same_bytes(
    archive: Path, tmp_path: Path, dataset: Dataset, troubled: list[PublishedRecord]
) -> None:
    again = tmp_path / "again.zip"
    DwcaWriter().write(dataset, troubled, again, silent)
    assert again.read_bytes() == archive.read_bytes()
    with zipfile.ZipFile(again) as opened:
        assert opened.namelist() == sorted(opened.namelist())
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_cancelled_in_the_middle_nothing_is_left_and_the_old_archive_stays(
    archive: Path, dataset: Dataset, publish: Publish
) -> None:
    before = archive.read_bytes()

    def cancel(fraction: float, message: str = "") -> None:
        if message == "1000 records":
            raise Cancelled

    with pytest.raises(Cancelled):
        DwcaWriter().write(dataset, map(publish, range(5000)), archive, cancel)
    assert archive.read_bytes() == before
    assert list(archive.parent.iterdir()) == [archive]


def test_refusals_are_sentences(tmp_path: Path, dataset: Dataset, publish: Publish) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        DwcaWriter().write(dataset, [publish(1)], tmp_path / "no" / "out.zip", silent)
    with pytest.raises(BadInput, match="'colour' is not a Darwin Core term"):
        DwcaWriter().write(dataset, [publish(1, colour="red")], tmp_path / "out.zip", silent)
    assert list(tmp_path.iterdir()) == []


_LIMITED = """
import resource, sys
from pathlib import Path
from curatorbench.domain.errors import StorageError
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.exchange.dwca import DwcaWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    records = (PublishedRecord(f"m{n}", f"o{n}", {"locality": "x" * 50}) for n in range(5000))
    DwcaWriter().write(Dataset("i", "t", "I", "C", "d", ""), records, Path(sys.argv[1]), silent)
except StorageError as error:
    print(error.message)
"""


@pytest.mark.skipif(os.name == "nt", reason="limits to the size of files are POSIX's")
def test_a_disk_that_takes_no_more_is_a_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _LIMITED, str(tmp_path / "out.zip")]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "out.zip could not be written: File too large. Nothing was kept of it." in said.stdout
    assert list(tmp_path.iterdir()) == []


_ENDLESS = """
import itertools, sys
from pathlib import Path
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.exchange.dwca import DwcaWriter
def records():
    for n in itertools.count():
        if n == 3000:
            print("under way", flush=True)
        yield PublishedRecord(f"m{n}", f"o{n}", {"locality": "x" * 50})
DwcaWriter().write(Dataset("i", "t", "I", "C", "d", ""), records(), Path(sys.argv[1]), silent)
"""


@pytest.mark.torture
def test_killed_in_the_middle_leaves_nothing_at_out(tmp_path: Path, turns: Callable[[int], int]) -> None:
    out = tmp_path / "out.zip"
    for _ in range(turns(20)):
        with subprocess.Popen([sys.executable, "-c", _ENDLESS, str(out)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            os.kill(process.pid, signal.SIGKILL)
        assert not out.exists()


@pytest.mark.parametrize(
    "value", ["1943", "1943-10", "1943-10-01", "2007-11-13/15", "1951-07-18/1951-07-22", "2026-11-24T10:00:00Z"]
)
def test_dates_that_are(value: str) -> None:
    assert is_iso_8601(value)


@pytest.mark.parametrize("value", ["", "10/1943", "1943-13", "1943-02-30", "1943-10-", "1951-07-18/45", "July 1899"])
def test_dates_that_are_not(value: str) -> None:
    assert not is_iso_8601(value)


def test_checks_see_what_a_schema_does_not(archive: Path, tmp_path: Path) -> None:
    """Each fault put into a sound archive is found, and said."""
    for name, before, after, said in (
        ("meta.xml", b'index="5"', b'index="-1"', "index '-1'"),
        ("meta.xml", b"dwc/terms/basisOfRecord", b"dwc/terms/basisOfRekord", "not a known term"),
        ("meta.xml", b"eml.xml", b"gone.xml", "not in the archive"),
        ("occurrence.txt", b"-8000-000000000002", b"-8000-000000000001", ""),
        ("occurrence.txt", b"-9000-000000000002", b"-9000-000000000001", "there before"),
        ("multimedia.txt", b"-9000-000000000003", b"-9000-000000000033", "no row of the core"),
        ("occurrence.txt", b"\tTST\t", b"\tTST\t\t", "columns where"),
        ("occurrence.txt", b"1943-10", b"10/1943", "not an ISO 8601 date"),
        ("occurrence.txt", b"-33.92", b"-133.92", "out of range"),
        ("occurrence.txt", b"M\xc3\xbcller", b"M\xfcller", "encoding"),
    ):
        broken = tmp_path / "broken.zip"
        with zipfile.ZipFile(archive) as source, zipfile.ZipFile(broken, "w") as target:
            for entry in source.namelist():
                content = source.read(entry)
                assert entry != name or before in content
                target.writestr(entry, content.replace(before, after) if entry == name else content)
        found = " ".join(problem.message for problem in check_archive(broken))
        assert said in found
        assert bool(said) == bool(found)
