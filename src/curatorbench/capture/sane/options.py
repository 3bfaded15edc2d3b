"""Options of a SANE backend, and the settings a person sees of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import BadInput

Value = int | float | str

SOFT_SELECT, SOFT_DETECT, INACTIVE, ADVANCED = 1, 4, 32, 64  # SANE_CAP_*, sane.h
MM = 3  # SANE_UNIT_MM
WORD = 4  # bytes of one number
ON_OFF = ("off", "on")
SPECIAL = ("special", "test", "advanced", "debug")  # in titles of groups, which few backends mark as advanced
PICTURE = "test-picture"  # what the test backend shows: one may well choose it


class Kind(IntEnum):
    """SANE_TYPE_*, as far as a value can be shown and set."""

    BOOL = 0
    INT = 1
    FIXED = 2
    STRING = 3


@dataclass(frozen=True, slots=True)
class Option:
    """An option of the backend. `constraint` is a list of what it may be, a triple (least, most, step), or None."""

    index: int
    name: str
    title: str
    kind: int
    unit: int
    size: int
    capabilities: int
    constraint: Sequence[Value] | None
    group: str = ""  # title of the group that it stands in

    @property
    def is_active(self) -> bool:
        return not self.capabilities & INACTIVE

    @property
    def is_writable(self) -> bool:
        return self.is_active and bool(self.capabilities & SOFT_SELECT)

    @property
    def is_scalar(self) -> bool:
        """One value that can be read: no button, no group, no gamma table."""
        readable = bool(self.capabilities & SOFT_DETECT)
        return readable and (self.kind == Kind.STRING or (self.kind in tuple(Kind) and self.size == WORD))

    @property
    def choices(self) -> tuple[Value, ...]:
        return tuple(self.constraint) if isinstance(self.constraint, list) else ()

    @property
    def limits(self) -> tuple[float, float] | None:
        if not isinstance(self.constraint, tuple):
            return None
        least, most, _ = self.constraint
        return float(least), float(most)


def is_for_people(option: Option) -> bool:
    """Not what is there for experts, or to test programs with: that can be set by its name, and is not offered."""
    is_special = option.name != PICTURE and any(word in option.group.lower() for word in SPECIAL)
    is_shown = option.is_active and not option.capabilities & ADVANCED and not is_special
    return bool(option.name) and option.is_scalar and is_shown


def as_setting(option: Option, value: Value) -> DeviceSetting:
    """The option as it stands, for a screen."""
    least, most = option.limits or (None, None)
    return DeviceSetting(
        option.name,
        option.title,
        _text(option, value),
        ON_OFF if option.kind == Kind.BOOL else tuple(_text(option, choice) for choice in option.choices),
        least,
        most,
        option.is_writable,
    )


def read(option: Option, text: str) -> Value:
    """What a person wrote, as the backend wants it; raises BadInput for what the option cannot be."""
    if not option.is_writable:
        raise BadInput(f"{option.title} cannot be changed now.", "Change the source or the mode first.")
    if option.kind == Kind.BOOL or option.choices:
        return _chosen(option, text)
    return text if option.kind == Kind.STRING else _number(option, text)


def nearest(option: Option, wanted: float) -> Value:
    """The number nearest to `wanted` that the option can be."""
    if option.choices:
        return min((c for c in option.choices if not isinstance(c, str)), key=lambda choice: abs(choice - wanted))
    least, most = option.limits or (wanted, wanted)
    return _typed(option, min(max(wanted, least), most))


def _chosen(option: Option, text: str) -> Value:
    values: dict[str, Value] = {_text(option, choice): choice for choice in option.choices}
    if option.kind == Kind.BOOL:
        values = {"off": 0, "on": 1}
    if text not in values:
        raise BadInput(f"{option.title} cannot be {text!r}.", f"Choose one of: {', '.join(values)}.")
    return values[text]


def _number(option: Option, text: str) -> Value:
    least, most = option.limits or (float("-inf"), float("inf"))
    try:
        number = float(text)
    except ValueError:
        raise BadInput(f"{option.title} is a number, not {text!r}.", "Write a number such as 300.") from None
    if not least <= number <= most:
        raise BadInput(f"{option.title} cannot be {text}.", f"It goes from {least:g} to {most:g}.")
    return _typed(option, number)


def _typed(option: Option, number: float) -> Value:
    return float(number) if option.kind == Kind.FIXED else round(number)


def _text(option: Option, value: Value) -> str:
    if option.kind == Kind.BOOL:
        return ON_OFF[bool(value)]
    return value if isinstance(value, str) else f"{value:g}"
