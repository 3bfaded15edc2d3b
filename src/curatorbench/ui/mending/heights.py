"""Lists as high as what is in them, so that a short one leaves room and a long one scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget


def fit(rows: QListWidget, most: int) -> None:
    """As high as its rows, up to `most` of them."""
    shown = range(min(rows.count(), most))
    high = sum(rows.sizeHintForRow(row) for row in shown)
    rows.setFixedHeight(high + 2 * rows.frameWidth() + 2)
