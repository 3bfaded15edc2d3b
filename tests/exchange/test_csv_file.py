"""CSV: what spreadsheets may do with ours, and what we make of theirs."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, ImportedRecord, Problem, PublishedRecord
from curatorbench.exchange.csv_file import CsvReader, CsvWriter
from curatorbench.exchange.formulas import defuse, restore
from curatorbench.exchange.text import tidy

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
FORMULAS = st.text("'=+-@\t 0129.eAx\uff1d", max_size=6)


def read(path: Path) -> tuple[list[ImportedRecord], list[Problem]]:
    problems: list[Problem] = []
    return list(CsvReader().read(path, problems)), problems


def test_own_table_comes_back(tmp_path: Path, dataset: Dataset, troubled: list[PublishedRecord]) -> None:
    out = tmp_path / "out.csv"
    assert CsvWriter().write(dataset, troubled, out, silent) == len(troubled)
    records, problems = read(out)
    assert problems == []
    assert CsvReader().accepts(out)
    for made, given_ in zip(records, troubled, strict=True):
        assert made.key == given_.occurrence_id
        assert made.media == tuple(image.access_uri for image in given_.media)
        assert made.values.items() >= {name: tidy(value).strip(" ") for name, value in given_.values.items()}.items()


@settings(max_examples=60, deadline=None)
@given(values=st.lists(ANY_TEXT | FORMULAS, min_size=1, max_size=12))
@example(values=[" '="])
def test_any_text_survives(values: list[str]) -> None:
    """Up to what `text.tidy` says, blanks at both ends, and the signs that databases write for nothing."""
    records = [PublishedRecord(f"m{n}", f"o{n}", {"locality": text}) for n, text in enumerate(values)]
    with TemporaryDirectory() as name:
        out = Path(name) / "out.csv"
        CsvWriter().write(Dataset("", "t", "I", "C", "", ""), records, out, silent)
        back, problems = read(out)
    assert problems == []
    for text, record in zip(values, back, strict=True):
        expected = tidy(text).strip(" ")
        assert record.values.get("locality", "").strip(" ") == ("" if expected in ("NULL", "\\N") else expected)


@given(FORMULAS | ANY_TEXT)
def test_marks_come_off_as_they_went_on(value: str) -> None:
    assert restore(defuse(value)) == value


def test_no_formula_reaches_a_spreadsheet(tmp_path: Path, dataset: Dataset, data: Path) -> None:
    payloads = (data / "hostile" / "csv-formula.txt").read_text(encoding="utf-8").splitlines()[1:]
    payloads += ["\t=1", "\r=1", "\n=1", " =1", "'=1", "\uff1d1+1", "-1+1", "+cmd", "@x"]
    records = [PublishedRecord(f"m{n}", f"o{n}", {"locality": text}) for n, text in enumerate(payloads)]
    out = tmp_path / "out.csv"
    CsvWriter().write(dataset, records, out, silent)
    with out.open(encoding="utf-8-sig", newline="") as file:
        cells = [row["locality"] for row in csv.DictReader(file)]
    assert not any(cell.lstrip()[:1] in tuple("=+-@\uff1d") for cell in cells)
    assert [record.values["locality"].strip(" ") for record in read(out)[0]] == [
        tidy(text).strip(" ") for text in payloads
    ]


@pytest.mark.parametrize("number", ["-33.92", "+12", "-1e5", "-.5", "0042"])
def test_numbers_stay_numbers(number: str) -> None:
    assert defuse(number) == number


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_separators_and_encodings_are_found(tmp_path: Path, separator: str, encoding: str) -> None:
    table = tmp_path / "table.csv"
    rows = (("dwc:catalogNumber", "RECORDED BY", "colour"), ("A 1", "Müller", "red"), ("A 2", "日本", "blue"))
    table.write_text("\r\n".join(separator.join(row) for row in rows), encoding=encoding, newline="")
    records, problems = read(table)
    assert [(record.key, record.values["recordedBy"]) for record in records] == [("A 1", "Müller"), ("A 2", "日本")]
    assert [problem.message for problem in problems] == ["The column 'colour' is no Darwin Core term and was left out."]


def test_latin_1_is_read_and_said(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_bytes("catalogNumber,recordedBy\n1,Müller\n".encode("latin-1"))
    records, problems = read(table)
    assert records[0].values["recordedBy"] == "Müller"
    assert "Windows-1252" in problems[0].message


def test_keys_and_broken_rows(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "occurrenceID,materialEntityID,catalogNumber,catalognumber,sex\n"
        "o1,m1,c1,x,f\n,m2,c2,x,f\n,,c3,x,f\n,,,x,f\n,,c3,x,f\nshort\n",
        encoding="utf-8",
    )
    records, problems = read(table)
    assert [record.key for record in records] == ["o1", "m2", "c3", "line 5"]
    assert [problem.where.rpartition(" ")[2] for problem in problems[1:]] == ["6", "7"]
    assert "twice" in problems[0].message


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"\x00\xff" * 50, b"colour,size\nred,1\n", b"PK\x03\x04", b'"' * 300_000):
        table = tmp_path / "table.csv"
        table.write_bytes(content)
        assert not CsvReader().accepts(table)
        with pytest.raises(BadInput, match="names no Darwin Core term"):
            read(table)
    with pytest.raises(BadInput, match="is not a file"):
        read(tmp_path / "absent.csv")


def test_tables_of_others_give_records_or_a_sentence(data: Path) -> None:
    taken = 0
    for path in (data / "archives").rglob("*"):
        if path.suffix in (".txt", ".csv", ".tab") and CsvReader().accepts(path):
            taken += bool(read(path)[0])
    assert taken >= 15
