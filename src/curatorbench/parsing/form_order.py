"""Forms that were read column by column: the empty words `Coll.` and `Det.` in a stack, and the two names apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from curatorbench.parsing.layout import Layout, Line
from curatorbench.parsing.names_on_labels import INITIALLED_LINE, is_place_name

_COLLECTOR = re.compile(r"(?:coll(?:ector|ected by)?|leg|collr|legit)[.:… _]*", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:det(?:ermined by|erminer)?|identified by)[.:… _]*", re.IGNORECASE)


class FormNames(NamedTuple):
    """The lines of the two names in the roles that the order of the form's words gives them."""

    collector: Line
    determiner: Line


def names_in_order(layout: Layout) -> FormNames | None:
    """The two names of a form; None unless both words stand empty and just two lines are initialled names."""
    collecting = [line for line in layout.lines if _COLLECTOR.fullmatch(line.text)]
    determining = [line for line in layout.lines if _DETERMINER.fullmatch(line.text)]
    names = [line for line in layout.lines if INITIALLED_LINE.fullmatch(line.text) and not is_place_name(line.text)]
    if len(collecting) != 1 or len(determining) != 1 or len(names) != 2:
        return None
    first, second = names if collecting[0].number < determining[0].number else reversed(names)
    near = min(abs(collecting[0].number - name.number) for name in names)
    return FormNames(first, second) if near > 1 else None
