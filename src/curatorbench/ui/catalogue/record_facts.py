"""A record to read, not to change: what it says in the order of the form, names in italics."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QScrollArea

from curatorbench.domain.record import FieldChange, RecordPage
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.ui.look.language import change_words, judgement_words, status_word, term_label
from curatorbench.ui.look.names import runs
from curatorbench.ui.look.palette import GRID, colours


class RecordFacts(QScrollArea):
    """Scrolls by keys when it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._page: RecordPage | None = None
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._label.setContentsMargins(GRID, GRID, GRID, GRID)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("The record"))

    @property
    def html(self) -> str:
        return self._label.text()

    def show_nothing(self) -> None:
        self._page = None
        self._label.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._page:
            self.show_page(self._page)  # colours are written into the text

    def show_page(self, page: RecordPage) -> None:
        self._page = page
        quiet = colours().quiet
        rows = [(self.tr("Status"), escape(status_word(page.summary.status)))]
        rows += [(term_label(t), _value(page.values[t])) for t in LABEL_TERMS if t in page.values]
        lines = [
            f"<tr><td style='color:{quiet}; padding-right:{GRID}px'>{escape(name)}</td><td>{value}</td></tr>"
            for name, value in rows
        ]
        told = [*page.image_faults, *(judgement_words(judgement) for judgement in page.judgements)]
        judged = "".join(f"<p>{escape(line)}</p>" for line in told)
        open_count = len({s.term for s in page.suggestions} - page.values.keys())
        waiting = self.tr("Suggestions that wait for a person: {count}").format(count=open_count) if open_count else ""
        self._label.setText(f"<table>{''.join(lines)}</table>{judged}<p style='color:{quiet}'>{escape(waiting)}</p>")
        self.setAccessibleDescription("; ".join(f"{name}: {value}" for name, value in rows))


def _value(change: FieldChange) -> str:
    words = change_words(change)
    if change.term != "scientificName" or change.value is None:
        return escape(words)
    return "".join(f"<i>{escape(text)}</i>" if slanted else escape(text) for text, slanted in runs(words))
