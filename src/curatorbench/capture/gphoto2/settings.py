"""A camera's dials. Makers name them differently; what a camera lacks is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gphoto2 as gp

from curatorbench.capture.gphoto2.body import Body
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import BadInput

# What people call it, and libgphoto2's names for it, the first one that the camera has.
_DIALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ISO", ("iso",)),
    ("Aperture", ("aperture", "f-number")),
    ("Shutter speed", ("shutterspeed", "shutterspeed2", "exptime")),
    ("Exposure compensation", ("exposurecompensation",)),
    ("White balance", ("whitebalance",)),
    ("Image format", ("imageformat",)),
    ("Image quality", ("imagequality",)),
    ("Image size", ("imagesize",)),
    ("Focus mode", ("focusmode", "autofocus")),
    ("Kept on", ("capturetarget",)),
    ("Battery", ("batterylevel",)),
)
_LISTS = (gp.GP_WIDGET_RADIO, gp.GP_WIDGET_MENU)
_SWITCH = ("off", "on")
_QUALITY = ("imagequality", "imageformat")


def settings(body: Body) -> tuple[DeviceSetting, ...]:
    return tuple(_setting(label, widget) for label, widget in _dials(body))


def adjust(body: Body, name: str, value: str) -> None:
    """Raises BadInput for what it cannot be."""
    for label, widget in _dials(body):
        if widget.get_name() == name:
            widget.set_value(_checked(_setting(label, widget), widget, value))
            body.apply(widget)
            return
    raise BadInput(f"The {body.name} has no setting {name!r}.", "Choose one that it lists.")


def keep_on_card(body: Body) -> None:
    """Pictures go to the card, where a crash does not reach them, and not to the camera's own memory."""
    widget = body.widget("capturetarget")
    if widget is None or widget.get_type() not in _LISTS or "card" in str(widget.get_value()).lower():
        return
    card = next((choice for choice in widget.get_choices() if "card" in choice.lower()), None)
    if card is not None:
        widget.set_value(card)
        body.apply(widget)


def files_per_exposure(body: Body) -> int | None:
    """2 where it writes RAW and JPEG ("NEF+Fine", "RAW + Large Fine JPEG"); None where it does not say."""
    values = [str(widget.get_value()) for name in _QUALITY if (widget := body.widget(name)) is not None]
    return (2 if any("+" in value for value in values) else 1) if values else None


def battery(body: Body) -> int | None:
    """Per cent left, None where it is not told in numbers."""
    widget = body.widget("batterylevel")
    text = "" if widget is None else str(widget.get_value()).rstrip("% ")
    return int(text) if text.isdecimal() else None


def _dials(body: Body) -> Iterator[tuple[str, Any]]:
    for label, names in _DIALS:
        widget = next((widget for name in names if (widget := body.widget(name)) is not None), None)
        if widget is not None:
            yield label, widget


def _setting(label: str, widget: Any) -> DeviceSetting:
    kind, value = widget.get_type(), widget.get_value()
    choices: tuple[str, ...] = ()
    least = most = None
    if kind in _LISTS:
        choices = tuple(widget.get_choices())
    elif kind == gp.GP_WIDGET_TOGGLE:
        choices, value = _SWITCH, _SWITCH[value == 1]
    elif kind == gp.GP_WIDGET_RANGE:
        least, most, _step = widget.get_range()
        value = f"{value:g}"
    is_writable = not widget.get_readonly()
    return DeviceSetting(widget.get_name(), label, str(value), choices, least, most, is_writable)


def _checked(setting: DeviceSetting, widget: Any, value: str) -> str | float | int:
    """What the widget takes."""
    if not setting.is_writable:
        raise BadInput(f"{setting.label} can only be read.", "Change it at the camera.")
    if setting.choices:
        setting.chosen(value)
    kind = widget.get_type()
    if kind == gp.GP_WIDGET_TOGGLE:
        return _SWITCH.index(value)
    return setting.number(value) if kind == gp.GP_WIDGET_RANGE else value
