"""The checks of the last exposure as five plain rows, which turn to words only where something is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from curatorbench.domain.pictures import QualityReport, Verdict
from curatorbench.ui.look.marks import Mark, MarkLabel, Shape
from curatorbench.ui.look.palette import GRID, small

_WAITING, _GOOD, _NONE = Mark(Shape.HOLLOW, "quiet"), Mark(Shape.FULL, "good"), Mark(Shape.DASH, "quiet")
_VERDICT = {Verdict.PASS: _GOOD, Verdict.WARN: Mark(Shape.WARNING, "doubt"), Verdict.FAIL: Mark(Shape.WARNING, "wrong")}


class Checks(QWidget):
    """A mark and a word a row; beneath them the sentences of what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._rows = [self._row(row) for row in range(5)]
        self._reasons = QLabel(wordWrap=True)
        self._reasons.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(self._reasons, 5, 0, 1, 2)
        self.show_report(None)

    @property
    def lines(self) -> list[str]:
        return [*(words.text() for _, words in self._rows), *filter(None, [self._reasons.text()])]

    def show_report(self, report: QualityReport | None, *, is_expected: bool = False) -> None:
        """`is_expected`: an exposure is there and its checks are on the way."""
        for (mark, label), (shape, words) in zip(self._rows, self._said(report, is_expected), strict=True):
            mark.show_mark(shape)
            label.setText(words)
        self._reasons.setText("\n".join(report.reasons) if report else "")
        self._reasons.setVisible(bool(self._reasons.text()))
        self.setAccessibleName("; ".join(self.lines))

    def _said(self, report: QualityReport | None, is_expected: bool) -> list[tuple[Mark, str]]:
        if report is None:
            mark = _WAITING if is_expected else _NONE
            names = (self.tr("sharp"), self.tr("exposed"), self.tr("colour"), self.tr("scale"), self.tr("codes"))
            return [(mark, name) for name in names]
        verdict = _VERDICT[report.verdict]
        target, scale = report.colour_target, report.pixels_per_mm
        codes = ", ".join(code.text for code in report.barcodes)
        return [
            (verdict, self.tr("sharp  {percent} %").format(percent=round(100 * report.sharpness))),
            (verdict, self.tr("exposed  {percent} %").format(percent=round(100 * report.exposure))),
            (_GOOD, self.tr("colour target")) if target else (_NONE, self.tr("no colour target")),
            (_GOOD, self.tr("{number} pixels a mm").format(number=f"{scale:.1f}"))
            if scale
            else (_NONE, self.tr("no scale")),
            (_GOOD, codes) if codes else (_NONE, self.tr("no code")),
        ]

    def _row(self, row: int) -> tuple[MarkLabel, QLabel]:
        mark, words = MarkLabel(), QLabel(wordWrap=True)
        words.setFont(small(words.font()))
        self._grid.addWidget(mark, row, 0)
        self._grid.addWidget(words, row, 1)
        return mark, words
