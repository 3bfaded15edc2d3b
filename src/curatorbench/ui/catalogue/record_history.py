"""What has happened to a record, the newest first: a shape, a word, who and when, and in which batch."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from curatorbench.domain.record import FieldChange
from curatorbench.ui.catalogue.record_lines import Line
from curatorbench.ui.look.language import change_words, source_mark, source_words, term_label
from curatorbench.ui.look.palette import colours
from curatorbench.ui.look.times import local_time

MOST = 60  # lines; a record that was changed more often tells its latest


def history_lines(changes: Sequence[FieldChange]) -> list[Line]:
    return [_line(change) for change in list(reversed(changes))[:MOST]]


def _line(change: FieldChange) -> Line:
    words = change_words(change)
    by = f"{source_words(change.source)} · {local_time(change.at)}"
    html = f"{escape(words)}<br><span style='color:{colours().quiet}'>{escape(by)}</span>"
    return Line(html, f"{words}, {by}", term_label(change.term), source_mark(change.source))
