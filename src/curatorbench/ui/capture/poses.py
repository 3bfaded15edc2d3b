"""The states of the Capture bench, for its pictures. The simulated stand exposes into a copy of the workspace."""

from __future__ import annotations

from curatorbench.ui.window import Window


def _alone(window: Window) -> None:
    window.go_to("capture")


def _connected(window: Window) -> None:
    connection = window.capture.connection
    connection.kind.setCurrentIndex(connection.kind.findData("simulated"))
    window.capture.connect_device()


def _exposed(window: Window) -> None:
    window.capture.shoot()


POSES = (("capture-unconnected", _alone), ("capture-connected", _connected), ("capture-exposed", _exposed))
