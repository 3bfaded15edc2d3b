"""What readers of print and of handwriting mistake for what, and the known word that a misread one stands for.

The cost of a mistake is 1 for any letter, less for those that look alike (`rn` for `m`, `u` for `n`), so that two
likely slips can weigh less than one unlikely.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

# Each pair either way round.
_ALIKE = {
    0.35: "un ce li oc il rn ao eo ij hb nr tl ft fl gq vy uv yv nv sz gy hk ae vr iv ra ec dl wn ma tr hn rv uo au ur",
    0.6: "rz rs sa wm is es xs xr bl eu er et mn pn dc ad kl lk gz jy og os ns tf cr ln",
}
_SEVERAL = {
    0.35: "rn=m nn=rm in=m ni=m nn=m ri=n ir=n ii=u iu=m ui=m cl=d li=h ll=u vv=w ti=h lt=h ci=a ol=d il=u oe=ae"
}
_AT_THE_HEAD = {0.5: "cl=a ci=a ce=a ll=u il=h fl=h"}  # capitals as handwriting has them
_DIGITS = {"0": "o", "1": "l", "5": "s", "8": "b", "6": "b", "9": "g", "|": "l", "!": "l", "]": "l", "[": "l"}
_FURTHEST = 3  # letters that two words may differ in
_BY_LETTER, _AT_MOST = 0.12, 1.3  # cost of slips in a place's name: by letter, at most
_ENOUGH = 0.25  # how much the best must be better than the next
_EQUALLY: Mapping[str, float] = MappingProxyType({})  # no word is more common than another
TO_DIGITS = str.maketrans("lIi|!rOoQDSsZzB", "111111000055228")
"""Letters that readers give for digits; whoever uses it has made sure that a digit would stand there."""


def likeness(read: str, known: str, enough: float = 9.0) -> float:
    """The cost of reading `known` (small letters) as `read`; infinite if it is more than `enough`."""
    pairs, several = _costs()
    above: list[list[float]] = [[float(place) for place in range(len(known) + 1)]]
    for row, one in enumerate(read, 1):
        doubled = _change(one, read[row - 2 : row - 1])
        costs = [above[-1][0] + doubled]
        for place, other in enumerate(known, 1):
            best = min(
                above[-1][place - 1] + (0.0 if one == other else pairs.get(one + other, 1.0)),
                above[-1][place] + doubled,
                costs[-1] + _change(other, known[place - 2 : place - 1]),
            )
            for ours, theirs, cost, head in several.get(one + other, ()):
                at, to = row - len(ours), place - len(theirs)
                if read.startswith(ours, max(at, 0)) and known.startswith(theirs, max(to, 0)) and at >= 0 <= to:
                    best = best if head and (at or to) else min(best, (above[at][to] if at < row else costs[to]) + cost)
            costs.append(best)
        above.append(costs)
        if min(costs) > enough and min(above[row - 1]) > enough:
            return float("inf")
    return above[-1][-1]


def _change(letter: str, before: str) -> float:
    """The cost of a letter too many or too few: a doubled one and a stroke are easily lost."""
    return 0.5 if letter == before else 0.8 if letter in "il" else 1.0


def nearest(
    read: str, known: Collection[str], enough: float, common: Mapping[str, float] = _EQUALLY
) -> tuple[str, float] | None:
    """The one of `known` that `read` most likely stands for, with its cost, which is `enough` at most.

    None if there is none or several would do. `common` says how common a word is (0-1, 0 where it does not say); a
    common word may be a little further.
    """
    letters = plain(read)
    found = process.extract(letters, list(known), scorer=Levenshtein.distance, score_cutoff=_FURTHEST, limit=400)
    costs = [(word, likeness(letters, word, enough)) for word, _, _ in found]
    ranked = sorted((cost - common.get(word, 0.0) * 0.4, cost, word) for word, cost in costs if cost <= enough)
    if not ranked or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _ENOUGH):
        return None
    return ranked[0][2], ranked[0][1]


def allowed(letters: str) -> float:
    """What slips in the name of a state or country, of so many letters, may cost."""
    return min(_AT_MOST, _BY_LETTER * len(letters))


def plain(read: str) -> str:
    """Small letters without accents, digits as the letters they are misread from."""
    folded = unicodedata.normalize("NFKD", read.casefold())
    return "".join(_DIGITS.get(letter, letter) for letter in folded if not unicodedata.combining(letter))


@cache
def _costs() -> tuple[dict[str, float], dict[str, list[tuple[str, str, float, bool]]]]:
    """The cost of pairs of letters; by their last letters those of several: (read, known, cost, only at the head)."""
    pairs = {pair: cost for cost, said in sorted(_ALIKE.items(), reverse=True) for pair in _both(said.split())}
    several: dict[str, list[tuple[str, str, float, bool]]] = {}
    for table, head in ((_SEVERAL, False), (_AT_THE_HEAD, True)):
        for cost, said in table.items():
            for one, _, other in (form.partition("=") for form in said.split()):
                for ours, theirs in ((one, other), (other, one)):
                    several.setdefault(ours[-1] + theirs[-1], []).append((ours, theirs, cost, head))
    return pairs, several


def _both(pairs: Iterable[str]) -> Iterable[str]:
    return [form for pair in pairs for form in (pair, pair[::-1])]
