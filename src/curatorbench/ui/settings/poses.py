"""The states of the settings, for their pictures."""

from __future__ import annotations

from curatorbench.ui.window import Window


def _window(window: Window) -> None:
    window.go_to("settings")
    window.settings.open_page("ui")


def _keys(window: Window) -> None:
    window.settings.open_page("keys")


def _clash(window: Window) -> None:
    page = window.settings.keys_page
    page.search.setText("second screen")
    page.list.setFocus()
    page.listen()
    page.list.heard.emit("Ctrl+K")


def _learned(window: Window) -> None:
    window.go_to("settings")
    window.settings.open_page("learning")
    window.settings.learned_page.list.setFocus()


POSES = (
    ("settings-window", _window),
    ("settings-learned", _learned),
    ("settings-keys", _keys),
    ("settings-keys-clash", _clash),
)
