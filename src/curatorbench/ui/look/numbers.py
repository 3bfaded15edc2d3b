"""Numbers as people read them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

_THIN = "\u202f"  # narrow, and no line ends there


def grouped(number: int) -> str:
    """`1 000 000` in the manner of the person's country; with thin spaces where the system names none."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        return f"{number:,}".replace(",", _THIN)
    return locale.toString(number)
