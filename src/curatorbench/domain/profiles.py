"""Profiles of capture: what kind of thing is imaged at a stand, how, and how good a picture has to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Trigger(StrEnum):
    """What makes the shutter go off besides its key."""

    KEY = "key"
    TIMER = "timer"
    CODE = "new code in view"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a picture must reach, after FADGI (2023) and ISO 19264-1; `level` names it for people. 0 demands nothing.

    `pixels_per_mm` at least (300 ppi are 11.8); `mean_de2000` and `worst_de2000` at most, over the chart's patches;
    `white_balance` at most, mean distance of its greys from grey in a and b; `unevenness` at most, of the light over
    the background in per cent of its brightest part; `sharpness` at least, 0-1 as the check measures it. `needs_target`
    and `needs_scale`: a picture without one is doubtful.
    """

    level: str = ""
    pixels_per_mm: float = 0.0
    mean_de2000: float = 0.0
    worst_de2000: float = 0.0
    white_balance: float = 0.0
    unevenness: float = 0.0
    sharpness: float = 0.0
    needs_target: bool = False
    needs_scale: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """How a kind of thing is imaged. `kind` is one of `things.MATERIAL_KINDS`, `views` the pictures that one thing
    gets, in order, by the roles of an image (sheet, front, back, drawer, label, specimen, page).

    `number` is the template of a catalogue number (see `domain.codes`), empty where any code may be one;
    `mints_numbers` gives the next one where the thing bears none. `sticky` are the terms that carry their value on.
    `device` is an address, `seconds` the pace of the timer. `erases_card`: a camera's card is freed of what is safe.
    """

    name: str
    kind: str = "specimen"
    views: tuple[str, ...] = ("sheet",)
    number: str = ""
    mints_numbers: bool = False
    sticky: tuple[str, ...] = ()
    device: str = ""
    trigger: Trigger = Trigger.KEY
    seconds: float = 5.0
    erases_card: bool = False
    demand: Demand = field(default_factory=Demand)


# FADGI, Technical Guidelines for Digitizing Cultural Heritage Materials, third edition (2023), bound general
# collections, as tabulated beside ISO 19264-1:2021 at skandalski.pl/tabela-fadgi-iso-metamorfoze: resolution with its
# tolerance (400 ppi less 1 %, 300 less 2 %, 250 less 3 %), mean CIEDE2000, white balance. FADGI bounds the 90th
# percentile of the patches, not the worst: that bound is ISO's, levels A to C. Both measure the light on a flat target;
# a mounted sheet is none, and the bounds of `unevenness` are ours: about 3, 5 and 8 in L*.
FADGI_2 = Demand(
    "FADGI two stars", pixels_per_mm=9.55, mean_de2000=5.0, worst_de2000=15.0, white_balance=6.0, unevenness=20.0
)
FADGI_3 = Demand(
    "FADGI three stars", pixels_per_mm=11.57, mean_de2000=3.5, worst_de2000=15.0, white_balance=4.0, unevenness=13.0
)
FADGI_4 = Demand(
    "FADGI four stars", pixels_per_mm=15.59, mean_de2000=2.0, worst_de2000=10.0, white_balance=2.0, unevenness=8.0
)
DEMANDS: tuple[Demand, ...] = (Demand("none"), FADGI_2, FADGI_3, FADGI_4)

_FOLDER = ("family", "genus", "country", "recordedBy")
_SHEETS = ("family", "scientificName", "country")
PROFILES: tuple[Profile, ...] = (
    Profile("Herbarium sheets", sticky=_SHEETS),
    Profile("Herbarium sheets, FADGI three stars", sticky=_SHEETS, demand=FADGI_3),
    Profile("Packets, front and back", views=("front", "back"), sticky=_FOLDER),
    Profile("Drawers", kind="other", views=("drawer",), sticky=("family", "genus")),
    Profile("Pinned insects", views=("specimen", "label"), sticky=_FOLDER),
    Profile("Slides", kind="slide", views=("specimen",), sticky=_FOLDER),
    Profile("Notebooks", kind="notebook page", views=("page",), sticky=("recordedBy", "year")),
)
