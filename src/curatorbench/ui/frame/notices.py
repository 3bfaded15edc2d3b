"""The one place for notices: a quiet line, and behind a key the details and a report to copy."""

from __future__ import annotations

import platform
import traceback
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from curatorbench import __version__
from curatorbench.domain.errors import CuratorError
from curatorbench.ui.look.labels import ShortLabel
from curatorbench.ui.look.marks import Mark, MarkLabel, Shape
from curatorbench.ui.look.palette import GRID
from curatorbench.ui.look.wording import translate

_KEPT = 100
_SECONDS_GOOD_NEWS_STAYS = 8


@dataclass(frozen=True, slots=True)
class Notice:
    """`text` says what and why, `hint` what to do; `details` is for a report; `at` local time for people."""

    text: str
    hint: str
    details: str
    is_error: bool
    at: str


class Notices(QObject):
    """Takes what is to be said, keeps the latest hundred."""

    posted = Signal(object)  # Notice

    def __init__(self) -> None:
        super().__init__()
        self.recent: deque[Notice] = deque(maxlen=_KEPT)
        self.details_key = ""  # what the key that shows them is called

    def say(self, text: str, hint: str = "") -> None:
        self._post(Notice(text, hint, "", False, _now()))

    def failed(self, label: str, error: BaseException, *, shown_in_place: bool = False) -> None:
        """`shown_in_place`: the error also stands where it happened; here it is kept for the report."""
        details = "" if isinstance(error, CuratorError) else "".join(traceback.format_exception(error))
        text, hint = self._in_words(error)
        if label:
            text = self.tr("Could not {what}: {why}").format(what=label, why=text)
        notice = Notice(text, hint, details, True, _now())
        if shown_in_place:
            self.recent.append(notice)
        else:
            self._post(notice)

    def report(self) -> str:
        """What a person can send to those who mend the program. Holds no values of records but those in messages."""
        python, machine = platform.python_version(), platform.platform()
        head = f"CuratorBench {__version__}, Qt {qVersion()}, Python {python}, {machine}"
        lines = [f"{n.at}  {n.text} {n.hint}\n{n.details}".rstrip() for n in reversed(self.recent)]
        return "\n".join([head, "", *lines])

    def where_details_are(self) -> str:
        """The hint of an error that nobody foresaw."""
        said = translate("Notices", "{key} shows the details and copies a report.")
        return said.format(key=self.details_key) if self.details_key else ""

    def _in_words(self, error: BaseException) -> tuple[str, str]:
        if isinstance(error, CuratorError):
            return error.message, error.hint
        unforeseen = translate("Notices", "something the program did not foresee ({kind}).")
        return unforeseen.format(kind=type(error).__name__), self.where_details_are()

    def _post(self, notice: Notice) -> None:
        self.recent.append(notice)
        self.posted.emit(notice)


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


class NoticeLine(QWidget):
    """The latest notice in one line. Good news goes by itself; an error stays until the next notice."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._mark = MarkLabel()
        self._text = ShortLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        self._timer = QTimer(self, singleShot=True, interval=_SECONDS_GOOD_NEWS_STAYS * 1000)
        self._timer.timeout.connect(self.clear)
        notices.posted.connect(self.show_notice)

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def mark(self) -> Mark | None:
        return self._mark.mark

    @property
    def goes_by_itself(self) -> bool:
        return self._timer.isActive()

    def show_notice(self, notice: Notice) -> None:
        said = " ".join(part for part in (notice.text, notice.hint) if part)
        self._text.setText(said)
        self._text.setAccessibleName(said)
        self._mark.show_mark(Mark(Shape.WARNING, "wrong") if notice.is_error else Mark(Shape.TICK, "good"))
        if notice.is_error:
            self._timer.stop()
        else:
            self._timer.start()

    def clear(self) -> None:
        self._text.clear()
        self._mark.show_mark(None)


class NoticeDetails(QWidget):
    """Every notice of this sitting as one report, and the button that copies it."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self._notices = notices
        self._report = QPlainTextEdit(readOnly=True)
        self._report.setAccessibleName(self.tr("Notices of this sitting"))
        self._report.setTabChangesFocus(True)
        self._report.setMinimumHeight(4 * GRID)
        self._report.setMaximumHeight(20 * GRID)
        self.copy_button = QPushButton(self.tr("Copy report"))
        self.copy_button.clicked.connect(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, 0)
        layout.addWidget(self._report)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignRight)
        notices.posted.connect(lambda _: self.refresh())
        self.hide()

    def refresh(self) -> None:
        if self.isVisible():
            self._report.setPlainText(self._notices.report())

    def toggle(self) -> None:
        self.setVisible(self.isHidden())
        self.refresh()
        if not self.isHidden():
            self.copy_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._notices.report())
        self._notices.say(self.tr("The report is on the clipboard."))
