"""The states of the Publish bench, for its pictures. The archive is written beside a copy of the workspace."""

from __future__ import annotations

from curatorbench.ui.window import Window


def _obstacles(window: Window) -> None:
    window.go_to("publish")


def _written(window: Window) -> None:
    """All that is complete, whether a curator has signed it or not."""
    window.publish.form.approved.setChecked(False)
    window.publish.write()


POSES = (("publish-held-up", _obstacles), ("publish-written", _written))
