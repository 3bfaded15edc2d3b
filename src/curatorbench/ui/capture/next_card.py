"""What the next exposure will be: the number in large figures, under it the views with the one that comes next.

While a thing has pictures to come, or one more was asked for, it is that thing's number.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from curatorbench.domain.captures import CaptureSession
from curatorbench.ui.capture.changes import Standing
from curatorbench.ui.capture.words import object_words, view_word
from curatorbench.ui.look.labels import quiet_label
from curatorbench.ui.look.palette import GRID, colour, small, strong

_LARGER = 1.8  # times the usual size: read from the stand, an arm's length away


class NextCard(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title = quiet_label(self.tr("Next"))
        self.number = QLabel(wordWrap=True)
        self.number.setTextFormat(Qt.TextFormat.PlainText)
        self._large, self._quiet = _large(self.number.font()), small(self.number.font())
        self.views = QLabel(wordWrap=True)
        self.views.setTextFormat(Qt.TextFormat.RichText)
        self._session: CaptureSession | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for part in (self._title, self.number, self.views):
            column.addWidget(part)

    def show_standing(self, standing: Standing) -> None:
        session = self._session = standing.session
        same = object_words(standing)
        self._title.setText(self.tr("Next: another picture of") if same else self.tr("Next"))
        self.number.setText(same or session.number or self.tr("number from its code"))
        self._dress_number(is_there=bool(same or session.number))
        self.number.setAccessibleName(f"{self._title.text()}: {self.number.text()}")
        self.views.setText(self._views_html(session))
        self.views.setAccessibleName(self._views_spoken(session))

    def _dress_number(self, *, is_there: bool) -> None:
        """Large is what is a number."""
        self.number.setProperty("tone", "text" if is_there else "quiet")
        self.number.style().polish(self.number)
        self.number.setFont(self._large if is_there else self._quiet)

    def show_again(self) -> None:
        """Colours have changed."""
        if self._session:
            self.views.setText(self._views_html(self._session))

    def _views_html(self, session: CaptureSession) -> str:
        """The view that comes is strong and has an arrow; one that the profile does not list comes last."""
        accent, quiet = colour("accent").name(), colour("quiet").name()
        said = [
            f"<b style='color:{accent}'>▸ {escape(view_word(view))}</b>"
            if view == session.view
            else f"<span style='color:{quiet}'>{escape(view_word(view))}</span>"
            for view in _all_views(session)
        ]
        return f"<span style='color:{quiet}'> → </span>".join(said)

    def _views_spoken(self, session: CaptureSession) -> str:
        return self.tr("Next view: {view}").format(view=view_word(session.view))


def _all_views(session: CaptureSession) -> tuple[str, ...]:
    views = session.profile.views
    return views if session.view in views or not session.view else (*views, session.view)


def _large(font: QFont) -> QFont:
    larger = strong(font)
    larger.setPointSizeF(font.pointSizeF() * _LARGER)
    return larger
