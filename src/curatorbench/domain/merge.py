"""The one three-way merge by field. Packets, imports and sync all use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Both sides changed one field, to different values."""

    base: Value
    ours: Value
    theirs: Value


@dataclass(frozen=True, slots=True)
class Merge:
    """`merged` holds every field that both sides can agree on; `conflicts` the others."""

    merged: dict[str, Value] = field(default_factory=dict)
    conflicts: dict[str, Disagreement] = field(default_factory=dict)


def merge(base: Mapping[str, Value], ours: Mapping[str, Value], theirs: Mapping[str, Value]) -> Merge:
    """Merge two descendants of `base`, field by field.

    A field absent from a mapping and a field that is None are the same: no value. A side that did
    not change a field takes the other side's change; two equal changes are one; two different
    ones are a conflict that keeps both values. Fields that end without a value are left out of
    `merged` only if `base` did not have them, so that a removal can be told from nothing.
    """
    result = Merge()
    for name in sorted(base.keys() | ours.keys() | theirs.keys()):
        old, mine, other = base.get(name), ours.get(name), theirs.get(name)
        if mine == other or other == old:
            agreed = mine
        elif mine == old:
            agreed = other
        else:
            result.conflicts[name] = Disagreement(old, mine, other)
            continue
        if agreed is not None or old is not None:
            result.merged[name] = agreed
    return result
