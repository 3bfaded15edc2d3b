"""The states of the Transcribe bench, for its pictures."""

from __future__ import annotations

from curatorbench.ui.window import Window


def _at_the_form(window: Window) -> None:
    window.go_to("transcribe")
    window.transcribe.show_motion(0)


def _words(window: Window) -> None:
    """The first field that rests on words of the image."""
    rows = window.transcribe.form.rows.values()
    lit = next((row for row in rows if row.rests_on and row.term != "catalogNumber"), None)
    if lit:
        lit.edit.setFocus()


def _history(window: Window) -> None:
    window.transcribe.toggle_history()


def _quality(window: Window) -> None:
    """Values that contradict each other, and a date that could be written better."""
    window.transcribe.toggle_history()
    rows = window.transcribe.form.rows
    typed = {"country": "Switzerland", "decimalLatitude": "-47.37", "decimalLongitude": "8.54"}
    for term, value in {**typed, "dateIdentified": "3 May 1952"}.items():
        rows[term].edit.setPlainText(value)
    window.transcribe.quality.ask()
    window.transcribe.form.ensureWidgetVisible(rows["dateIdentified"])


POSES = (
    ("transcribe-form", _at_the_form),
    ("transcribe-words", _words),
    ("transcribe-history", _history),
    ("transcribe-quality", _quality),
)
