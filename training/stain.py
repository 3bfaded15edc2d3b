"""Simulated mercury staining, for want of a real stained sheet.

Herbaria once killed insects by painting or dipping specimens in mercuric chloride. Where the mercury reacts with
the paper over the decades, it leaves grey to brown-grey, dark and diffuse discolouration: around the
specimen and following its outline, in patches, as a tide line at the edge of what was wetted, and as the print
of the specimen that lay on top in the pile (the staining that Schuettpelz et al. 2017, BDJ 5: e21139, learned
to find). Five kinds are drawn here, alone or together, from hardly visible to nearly black. They are a guess at the
real thing: the card says so.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from patterns import Pixels, Plane, blots, blurred, box, clouds, darken, grown, shifted

Kind = Callable[[Generator, Plane], Plane]


def halo(dice: Generator, plant: Plane) -> Plane:
    """Seeped out around the specimen, strongest beside it."""
    long = max(plant.shape)
    near = grown(plant, dice.uniform(0.01, 0.04) * long)
    spread = blurred(near, dice.uniform(0.012, 0.06) * long)
    return spread / max(1e-6, float(spread.max()))


def rim(dice: Generator, plant: Plane) -> Plane:
    """The tide line at the edge of the wetted zone, with a paler inside."""
    long = max(plant.shape)
    warp = clouds(dice, plant.shape, 6) - 0.5
    zone = blurred(grown(plant, dice.uniform(0.015, 0.06) * long), 0.015 * long) + 0.35 * warp
    line = np.exp(-(((zone - 0.45) / dice.uniform(0.08, 0.2)) ** 2))
    inside = dice.uniform(0.2, 0.6) * np.clip((zone - 0.4) * 4, 0, 1)
    return blurred(np.maximum(line, inside).astype(np.float32), 1.0)


def patches(dice: Generator, plant: Plane) -> Plane:
    """Patches where mercury lay, near the specimen more often than far from it."""
    nearness = 0.35 + blurred(plant, 0.12 * max(plant.shape))
    return blots(dice, plant.shape, dice.uniform(0.08, 0.4)) * np.clip(nearness / nearness.max() + 0.2, 0, 1)


def offset(dice: Generator, plant: Plane) -> Plane:
    """The blurred, mirrored print of a specimen that lay on this sheet."""
    print_ = plant[:, ::-1] if dice.random() < 0.7 else plant[::-1]
    print_ = shifted(print_, dice.uniform(-0.15, 0.15, 2) * plant.shape)
    return blurred(grown(print_, dice.uniform(0.001, 0.012) * max(plant.shape)), dice.uniform(1.0, 5.0))


def mottled(dice: Generator, plant: Plane) -> Plane:
    """The whole sheet darkened unevenly, paler where a slip covered it."""
    plane = (0.25 + 0.75 * clouds(dice, plant.shape, 2)) * (0.6 + 0.4 * halo(dice, plant))
    for _ in range(dice.integers(0, 3)):
        plane = plane * (1 - dice.uniform(0.5, 0.9) * blurred(box(dice, plant.shape, 0.1, 0.3), 2.0))
    return plane


KINDS: dict[str, Kind] = {kind.__name__: kind for kind in (halo, rim, patches, offset, mottled)}
FAINTEST, DARKEST = 0.14, 0.65  # light taken away where a stain is deepest


def stain(dice: Generator, sheet: Pixels, plant: Plane, kinds: list[str]) -> Pixels:
    """`sheet` (height, width, 3) with stains of `kinds`; `plant` (height, width) is 1 where the specimen lies."""
    if plant.max() <= 0:
        plant = box(dice, plant.shape, 0.2, 0.6)
    for name in kinds:
        plane = KINDS[name](dice, plant) * (0.55 + 0.45 * clouds(dice, plant.shape, int(dice.integers(4, 12))))
        plane = plane * (1 - dice.uniform(0.3, 0.9) * plant)
        depth = FAINTEST + (DARKEST - FAINTEST) * dice.random() ** 1.6
        grey = np.array([1 - dice.uniform(0.0, 0.14), 1.0, 1 + dice.uniform(-0.04, 0.2)])
        sheet = darken(sheet, depth * plane / max(1e-6, float(np.quantile(plane, 0.995))), grey)
    return sheet


def some_kinds(dice: Generator) -> list[str]:
    """One to three kinds, one most often."""
    count = dice.choice([1, 2, 3], p=[0.6, 0.3, 0.1])
    return [str(name) for name in dice.choice(list(KINDS), count, replace=False)]
