"""The checks of the last exposure as five plain rows, which turn to words only where something is wrong.

What is rarely wrong (light, resolution, skew, frame) has a row only when it is.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from curatorbench.domain.pictures import Check, CheckName, QualityReport, Verdict
from curatorbench.ui.look.marks import Mark, MarkLabel, Shape
from curatorbench.ui.look.palette import GRID, small

_WAITING, _GOOD, _NONE = Mark(Shape.HOLLOW, "quiet"), Mark(Shape.FULL, "good"), Mark(Shape.DASH, "quiet")
_VERDICT = {Verdict.PASS: _GOOD, Verdict.WARN: Mark(Shape.WARNING, "doubt"), Verdict.FAIL: Mark(Shape.WARNING, "wrong")}
_ALWAYS = (CheckName.SHARPNESS, CheckName.EXPOSURE, CheckName.COLOUR, CheckName.SCALE, CheckName.CODES)

Said = tuple[Mark, str]


class Checks(QWidget):
    """A mark and a word a row, in the order of `CheckName`; the sentence of what is wrong in place of the word."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._rows = {name: self._row(row) for row, name in enumerate(CheckName)}
        self.show_report(None)

    @property
    def lines(self) -> list[str]:
        """What is written, row by row, without the rows that are not shown."""
        return [words.text() for mark, words in self._rows.values() if not mark.isHidden()]

    def show_report(self, report: QualityReport | None, *, is_expected: bool = False) -> None:
        """`is_expected`: an exposure is there and its checks are on the way."""
        said = self._said(report) if report else self._unsaid(_WAITING if is_expected else _NONE)
        for name, (mark, words) in self._rows.items():
            shape, text = said.get(name, (_NONE, ""))
            mark.show_mark(shape)
            words.setText(text)
            mark.setVisible(name in said)
            words.setVisible(name in said)
        self.setAccessibleName("; ".join(self.lines))

    def _unsaid(self, mark: Mark) -> dict[CheckName, Said]:
        return {name: (mark, self._word(name)) for name in _ALWAYS}

    def _said(self, report: QualityReport) -> dict[CheckName, Said]:
        said = {name: self._plain(name, report) for name in _ALWAYS}
        wrong = (check for check in report.checks if check.verdict is not Verdict.PASS)
        return said | {check.name: self._wrong(check, report) for check in wrong}

    def _plain(self, name: CheckName, report: QualityReport) -> Said:
        """A row of which nothing is wrong: its word, or that there is none; of the codes what they say."""
        if name is CheckName.COLOUR and report.colour_target is None:
            return _NONE, self.tr("no colour target")
        if name is CheckName.SCALE and report.pixels_per_mm is None:
            return _NONE, self.tr("no scale")
        if name is CheckName.CODES:
            return (_GOOD, self._codes(report)) if report.barcodes else (_NONE, self.tr("no code"))
        return _GOOD, self._word(name)

    def _wrong(self, check: Check, report: QualityReport) -> Said:
        codes = self._codes(report) if check.name is CheckName.CODES else ""
        return _VERDICT[check.verdict], "\n".join(filter(None, (codes, check.reason)))

    def _codes(self, report: QualityReport) -> str:
        return ", ".join(code.text for code in report.barcodes)

    def _word(self, name: CheckName) -> str:
        return {
            CheckName.SHARPNESS: self.tr("sharp"),
            CheckName.EXPOSURE: self.tr("exposed"),
            CheckName.COLOUR: self.tr("colour"),
            CheckName.SCALE: self.tr("scale"),
            CheckName.CODES: self.tr("codes"),
        }[name]

    def _row(self, row: int) -> tuple[MarkLabel, QLabel]:
        mark, words = MarkLabel(), QLabel(wordWrap=True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setFont(small(words.font()))
        self._grid.addWidget(mark, row, 0)
        self._grid.addWidget(words, row, 1)
        return mark, words
