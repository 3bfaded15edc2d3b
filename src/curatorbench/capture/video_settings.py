"""What a video device lets itself be told through OpenCV; what it does not answer is left out."""

from __future__ import annotations

from typing import Any

import cv2

from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import BadInput, DeviceError

RESOLUTION = "resolution"
_SIZES = ("640x480", "1280x720", "1920x1080", "2592x1944", "3840x2160")
_NUMBERS: dict[str, tuple[str, int]] = {
    "exposure": ("Exposure", cv2.CAP_PROP_EXPOSURE),
    "gain": ("Gain", cv2.CAP_PROP_GAIN),
    "focus": ("Focus", cv2.CAP_PROP_FOCUS),
    "autofocus": ("Autofocus", cv2.CAP_PROP_AUTOFOCUS),
    "white balance": ("White balance", cv2.CAP_PROP_WB_TEMPERATURE),
}
_ABSENT = (-1.0, 0.0)  # what OpenCV answers for a property that a device does not have


def settings(capture: Any) -> tuple[DeviceSetting, ...]:
    """As they are now. The limits of a number are the device's own, and OpenCV does not tell them."""
    size = f"{capture.get(cv2.CAP_PROP_FRAME_WIDTH):.0f}x{capture.get(cv2.CAP_PROP_FRAME_HEIGHT):.0f}"
    resolution = DeviceSetting(RESOLUTION, "Resolution", size, tuple(dict.fromkeys((*_SIZES, size))))
    numbers = [
        DeviceSetting(name, label, f"{value:g}")
        for name, (label, number) in _NUMBERS.items()
        if (value := capture.get(number)) not in _ABSENT
    ]
    return (resolution, *numbers)


def adjust(capture: Any, name: str, value: str) -> None:
    """Raises BadInput for what it cannot be, DeviceError if the device refuses."""
    setting = next((each for each in settings(capture) if each.name == name), None)
    if setting is None:
        raise BadInput(f"This video device has no setting {name!r}.", "Choose one that it lists.")
    if not all(capture.set(number, wanted) for number, wanted in _properties(setting, value)):
        raise DeviceError(f"The video device did not take {value} as {setting.label.lower()}.", "Try another value.")


def _properties(setting: DeviceSetting, value: str) -> list[tuple[int, float]]:
    if setting.name == RESOLUTION:
        width, _, height = setting.chosen(value).partition("x")
        return [(cv2.CAP_PROP_FRAME_WIDTH, float(width)), (cv2.CAP_PROP_FRAME_HEIGHT, float(height))]
    return [(_NUMBERS[setting.name][1], setting.number(value))]
