"""The part of the glass or of the sheet that is scanned, by names of papers."""

from __future__ import annotations

from collections.abc import Mapping

from curatorbench.capture.sane.options import MM, Option
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import BadInput

NAME = "paper"
WHOLE, OWN = "whole area", "own area"
CORNERS = ("tl-x", "tl-y", "br-x", "br-y")
PAPERS = {  # width and height in mm
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "Legal": (215.9, 355.6),
    "Letter": (215.9, 279.4),
    "Herbarium sheet": (292.0, 438.0),
    "Microscope slide": (76.0, 26.0),
}
TOLERANCE = 1.5  # mm by which a scanner may set another corner than it was told


def has_area(options: Mapping[str, Option]) -> bool:
    """Whether the backend measures its area in mm; some count pixels, and offer their own options alone."""
    corners = [options.get(name) for name in CORNERS]
    return all(c is not None and c.is_writable and c.unit == MM and c.limits is not None for c in corners)


def sizes(options: Mapping[str, Option]) -> dict[str, tuple[float, float]]:
    """Width and height by the name of the paper, of all that fit; the whole area first."""
    whole = _most(options["br-x"]), _most(options["br-y"])
    fits = {
        name: size
        for name, size in PAPERS.items()
        if size[0] <= whole[0] + TOLERANCE and size[1] <= whole[1] + TOLERANCE
    }
    return {WHOLE: whole} | fits


def corners(options: Mapping[str, Option], paper: str) -> dict[str, float]:
    """Where the four corners go for a paper, in mm and in the order to set them; raises BadInput."""
    known = sizes(options)
    if paper not in known:
        raise BadInput(f"The paper cannot be {paper!r}.", f"Choose one of: {', '.join(known)}.")
    left, top = _least(options["tl-x"]), _least(options["tl-y"])
    width, height = known[paper]
    right, bottom = min(left + width, _most(options["br-x"])), min(top + height, _most(options["br-y"]))
    return dict(zip(CORNERS, (left, top, right, bottom), strict=True))


def as_setting(options: Mapping[str, Option], now: Mapping[str, float]) -> DeviceSetting:
    """The paper whose corners these are."""
    names = tuple(sizes(options))
    fitting = (name for name in names if _is_at(now, corners(options, name)))
    return DeviceSetting(NAME, "Paper", next(fitting, OWN), names)


def _is_at(now: Mapping[str, float], wanted: Mapping[str, float]) -> bool:
    return all(abs(now[name] - wanted[name]) <= TOLERANCE for name in CORNERS)


def _least(option: Option) -> float:
    assert option.limits is not None, "has_area() was asked first"
    return option.limits[0]


def _most(option: Option) -> float:
    assert option.limits is not None, "has_area() was asked first"
    return option.limits[1]
