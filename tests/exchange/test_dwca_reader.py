"""Archives of others: good ones give what other readers give, bad ones a sentence."""

import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from dwca.exceptions import InvalidArchive
from dwca.read import DwCAReader as Peer
from hypothesis import given, settings
from hypothesis import strategies as st

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, ImportedRecord, Problem, PublishedRecord
from curatorbench.exchange.dwca import DwcaReader, DwcaWriter
from curatorbench.exchange.text import one_line

META = """<archive xmlns="http://rs.tdwg.org/dwc/text/">
  <core encoding="{encoding}" fieldsTerminatedBy="{sep}" linesTerminatedBy="\\n" fieldsEnclosedBy="{quote}"
        ignoreHeaderLines="1" rowType="http://rs.tdwg.org/dwc/terms/{kind}">
    <files><location>{file}</location></files>
    <id index="0"/>
    <field index="1" term="http://rs.tdwg.org/dwc/terms/locality"/>
    <field index="2" term="http://rs.tdwg.org/dwc/terms/country" default="Malaya"/>
    <field term="http://rs.tdwg.org/dwc/terms/basisOfRecord" default="PreservedSpecimen"/>
  </core>
</archive>"""
META_DEFAULTS = {"encoding": "UTF-8", "sep": "\\t", "quote": "", "kind": "Occurrence", "file": "data.txt"}


def read(path: Path) -> tuple[list[ImportedRecord], list[Problem]]:
    problems: list[Problem] = []
    return list(DwcaReader().read(path, problems)), problems


def folder(root: Path, rows: bytes, **meta: str) -> Path:
    (root / "meta.xml").write_text(META.format(**META_DEFAULTS | meta), encoding="utf-8")
    (root / "data.txt").write_bytes(rows)
    return root


def test_own_archive_comes_back(tmp_path: Path, dataset: Dataset, troubled: list[PublishedRecord]) -> None:
    out = tmp_path / "out.zip"
    DwcaWriter().write(dataset, troubled, out, silent)
    records, problems = read(out)
    assert DwcaReader().accepts(out)
    assert problems == []
    assert [record.key for record in records] == [record.occurrence_id for record in troubled]
    assert records[2].media == tuple(image.access_uri for image in troubled[2].media)
    for made, given_ in zip(records, troubled, strict=True):
        assert (
            made.values.items() >= {name: one_line(value).strip(" ") for name, value in given_.values.items()}.items()
        )


@settings(max_examples=60, deadline=None)
@given(values=st.lists(st.text(st.characters(exclude_categories=()), max_size=40), min_size=1, max_size=12))
def test_any_text_survives(values: list[str]) -> None:
    """Up to what `text.one_line` says, blanks at the ends of padded tables, and the signs for nothing."""
    records = [PublishedRecord(f"m{n}", f"o{n}", {"locality": text}) for n, text in enumerate(values)]
    with TemporaryDirectory() as name:
        out = Path(name) / "out.zip"
        DwcaWriter().write(Dataset("", "t", "I", "C", "", ""), records, out, silent)
        back, problems = read(out)
    assert problems == []
    for text, record in zip(values, back, strict=True):
        expected = one_line(text).strip(" ")
        assert record.values.get("locality", "").strip(" ") == ("" if expected in ("NULL", "\\N") else expected)


def archives(data: Path) -> list[Path]:
    """Every zip and tarball, and every folder that holds files."""
    found = chain.from_iterable(
        (data / part).rglob("*") for part in ("archives", "hostile/libarchive-zips", "hostile/bagit-conformance")
    )
    return [path for path in found if path.is_file() or any(child.is_file() for child in path.iterdir())]


def test_whatever_others_made_gives_records_or_a_sentence(data: Path) -> None:
    taken = 0
    for path in archives(data):
        DwcaReader().accepts(path)
        try:
            records, _ = read(path)
        except BadInput as error:
            assert error.message.endswith(".")
        else:
            taken += bool(records)
    assert taken >= 25


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")  # the peer's
def test_same_records_as_python_dwca_reader(data: Path) -> None:
    samples = data / "archives" / "python-dwca-reader" / "dwca" / "test" / "sample_files"
    compared = 0
    for path in sorted(samples.glob("*.zip")):
        try:
            records, _ = read(path)
            with Peer(str(path)) as peer:
                rows = list(peer)
        except (BadInput, InvalidArchive):
            continue
        assert len(records) == len(rows), path.name
        for record, row in zip(records, rows, strict=True):
            theirs = {value.strip() for value in row.data.values() if value}
            assert set(record.values.values()) <= theirs, path.name
        compared += 1
    assert compared >= 12


def test_tables_of_others_are_read_as_described(tmp_path: Path) -> None:
    rows = 'id,loc,c\n1,"a, ""b""\nc",\n2,caf\xe9, Peru \n'.encode("latin-1")
    records, problems = read(folder(tmp_path, rows, encoding="ISO-8859-1", sep=",", quote="&quot;"))
    assert problems == []
    assert records[0].values == {"locality": 'a, "b"\nc', "country": "Malaya", "basisOfRecord": "PreservedSpecimen"}
    assert records[1].values["locality"] == "café"
    assert records[1].values["country"] == "Peru"


@pytest.mark.parametrize("encoding", ["UTF-16", "windows-1252", "utf-8-sig", "Shift_JIS", "MacRoman"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    records, _ = read(folder(tmp_path, "id\tl\tc\r\n1\tOsaka\tJapan\r\n".encode(encoding), encoding=encoding))
    assert records[0].values["country"] == "Japan"


def test_broken_rows_are_named_and_left_out(tmp_path: Path) -> None:
    rows = b"id\tl\tc\n1\tx\ty\n2\tshort\n3\tM\xfcller\tz\n1\tagain\ty\n\n4\t\\N\tNULL\n"
    records, problems = read(folder(tmp_path, rows))
    assert [record.key for record in records] == ["1", "4"]
    assert records[1].values == {"country": "Malaya", "basisOfRecord": "PreservedSpecimen"}
    assert [problem.where for problem in problems] == [f"data.txt, line {n}" for n in (3, 4, 5)]


def test_many_broken_rows_are_counted_not_listed(tmp_path: Path) -> None:
    _, problems = read(folder(tmp_path, b"id\tl\tc\n" + b"1\n" * 10_000))
    assert len(problems) == 51
    assert problems[-1].message.startswith("9950 more rows")


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        ({"kind": "Taxon"}, "Taxon rows, not specimens"),
        ({"file": "../data.txt"}, "lacks '../data.txt'"),
        ({"file": "/etc/passwd"}, "lacks '/etc/passwd'"),
        ({"encoding": "zlib_codec"}, "not an encoding"),
        ({"encoding": "rot13"}, "not an encoding"),
        ({"sep": ""}, "no usable separator"),
        ({"quote": "ab"}, "one sign is meant"),
    ],
)
def test_descriptors_that_cannot_be(tmp_path: Path, meta: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(folder(tmp_path, b"id\tl\tc\n1\tx\ty\n", **meta))


def test_a_sampling_event_gives_its_occurrences(tmp_path: Path) -> None:
    folder(tmp_path, b"id\tl\tc\ne1\tLake\tChad\n", kind="Event")
    text = (tmp_path / "meta.xml").read_text(encoding="utf-8")
    extension = """<extension rowType="http://rs.tdwg.org/dwc/terms/Occurrence" fieldsTerminatedBy="\\t">
      <files><location>o.txt</location></files><coreid index="0"/>
      <field index="1" term="http://rs.tdwg.org/dwc/terms/occurrenceID"/></extension></archive>"""
    (tmp_path / "meta.xml").write_text(text.replace("</archive>", extension), encoding="utf-8")
    (tmp_path / "o.txt").write_text("e1\to1\ne1\to2\n", encoding="utf-8")
    records, _ = read(tmp_path)
    assert [(record.key, record.values["country"]) for record in records] == [("o1", "Chad"), ("o2", "Chad")]


def test_xml_bombs_are_refused(tmp_path: Path, data: Path) -> None:
    refused = 0
    for bomb in (data / "hostile" / "defusedxml" / "xmltestdata").glob("*.xml"):
        folder(tmp_path, b"")
        (tmp_path / "meta.xml").write_bytes(bomb.read_bytes())
        with pytest.raises(BadInput):
            read(tmp_path)
        refused += 1
    assert refused >= 8


def test_deep_xml_is_refused_quietly(tmp_path: Path) -> None:
    folder(tmp_path, b"")
    (tmp_path / "meta.xml").write_bytes(b"<a>" * 100_000 + b"</a>" * 100_000)
    with pytest.raises(BadInput, match="does not describe an archive"):
        read(tmp_path)


def evil(path: Path, name: str, *, mode: int = 0o644, content: bytes = b"x") -> Path:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta.xml", META.format(**META_DEFAULTS))
        archive.writestr(info, content)
    return path


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:x", "c:/x", "..\\x", "a\nb", "\\\\host\\x"])
def test_names_that_escape_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="unsafe name"):
        read(evil(tmp_path / "evil.zip", name))


def test_links_bombs_and_twins_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a link"):
        read(evil(tmp_path / "link.zip", "data.txt", mode=stat.S_IFLNK | 0o777))
    with pytest.raises(BadInput, match="times its size"):
        read(evil(tmp_path / "bomb.zip", "data.txt", content=bytes(20 << 20)))
    with pytest.raises(BadInput, match="twice"):
        read(evil(tmp_path / "twin.zip", "META.xml"))


def test_overlapping_members_are_refused(tmp_path: Path) -> None:
    """Two directory entries for the same packed bytes, as in a bomb without nesting."""
    path = evil(tmp_path / "overlap.zip", "data.txt")
    raw = path.read_bytes()
    start = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 1)
    end = raw.index(b"PK\x05\x06")
    twin = raw[start:end].replace(b"data.txt", b"date.txt")
    tail = bytearray(raw[end:])
    struct.pack_into("<HHI", tail, 8, 3, 3, end - raw.index(b"PK\x01\x02") + len(twin))
    path.write_bytes(raw[:end] + twin + bytes(tail))
    with pytest.raises(BadInput, match="overlap"):
        read(path)


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    folder(tmp_path, b"x" * (40 << 20))
    tracemalloc.start()
    with pytest.raises(BadInput, match="line of over"):
        read(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 80 << 20


def test_links_in_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "secret").write_bytes(b"id\tl\tc\n1\tx\ty\n")
    folder(tmp_path / "archive", b"")
    (tmp_path / "archive" / "data.txt").unlink()
    (tmp_path / "archive" / "data.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(BadInput, match="lacks"):
        read(tmp_path / "archive")


@pytest.mark.torture
def test_damage_anywhere_is_a_sentence(
    tmp_path: Path, dataset: Dataset, troubled: list[PublishedRecord], turns: Callable[[int], int], dice: object
) -> None:
    """Bits flipped and ends cut off at random: records, problems or `BadInput`, nothing else."""
    from random import Random

    assert isinstance(dice, Random)
    out = tmp_path / "out.zip"
    DwcaWriter().write(dataset, troubled, out, silent)
    sound = out.read_bytes()
    for _ in range(turns(4000)):
        damaged = bytearray(sound[: dice.randrange(len(sound))] if dice.random() < 0.2 else sound)
        for _ in range(dice.randrange(1, 4)):
            if damaged:
                damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        out.write_bytes(damaged)
        DwcaReader().accepts(out)
        try:
            read(out)
        except BadInput:
            continue
