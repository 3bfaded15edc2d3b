"""Spreadsheets hold text and nothing that runs."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from curatorbench.domain.errors import BadInput
from curatorbench.domain.progress import silent
from curatorbench.domain.publication import Dataset, PublishedRecord
from curatorbench.exchange import xlsx
from curatorbench.exchange.xlsx import XlsxWriter

Publish = Callable[..., PublishedRecord]


def test_every_cell_is_text_and_none_a_formula(tmp_path: Path, dataset: Dataset, publish: Publish) -> None:
    values = ["=1+1", "#N/A", "+1", "@x", "0012", "-33.92", "a\x00b", "\ud800", "\uffff", "_x0041_", "x\ny", "=" * 9]
    out = tmp_path / "out.xlsx"
    XlsxWriter().write(dataset, [publish(n, locality=text) for n, text in enumerate(values)], out, silent)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    column = [cell.value for cell in sheet[1]].index("locality")
    cells = [row[column] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    read = [cell.value for cell in cells]
    assert read == [
        "=1+1",
        "#N/A",
        "+1",
        "@x",
        "0012",
        "-33.92",
        "a b",
        "\ufffd",
        "\ufffd",
        "_x005F_x0041_",
        "x\ny",
        "=" * 9,
    ]
    assert cells[0].quotePrefix


def test_more_than_a_sheet_holds_is_a_sentence(
    tmp_path: Path, dataset: Dataset, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 5)
    XlsxWriter().write(dataset, map(publish, range(4)), tmp_path / "four.xlsx", silent)
    with pytest.raises(BadInput, match="A spreadsheet holds 4 records"):
        XlsxWriter().write(dataset, map(publish, range(5)), tmp_path / "five.xlsx", silent)
    with pytest.raises(BadInput, match="a cell holds 32,767"):
        XlsxWriter().write(dataset, [publish(1, locality="x" * 40_000)], tmp_path / "long.xlsx", silent)
    assert [path.name for path in tmp_path.iterdir()] == ["four.xlsx"]
