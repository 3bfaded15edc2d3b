"""When something was, as people here write it."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt


def local_time(at: str) -> str:
    """ISO 8601 UTC as local date and time; what is no such time stays as it is."""
    when = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return QLocale().toString(when, QLocale.FormatType.ShortFormat) if when.isValid() else at
