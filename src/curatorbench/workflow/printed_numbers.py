"""The number in a code and the number printed beside it: what agrees is said once and is surer, what does not is not.

A decoded code says which number is meant; the same number in print is its second witness. A printed number that no code
confirms is most likely another one (an old number, a collector's), and where a code holds no number at all (an address,
a UUID) the number printed by it is the object's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from curatorbench.domain.box import Box
from curatorbench.domain.suggestion import Suggestion

TERM = "catalogNumber"
_AGREED = 0.995  # a code that print confirms
_UNCONFIRMED = 0.5  # share that is left to a printed number where codes say others
_REACH = 1.5  # heights of a code that the number printed for it may lie away
_ALIKE = str.maketrans("OQDILSBZG", "000115826")  # letters that readers give for digits
_FEWEST = 4  # digits that make two numbers the same


def joined(coded: Sequence[Suggestion], read: Iterable[Suggestion], others: Sequence[Box]) -> list[Suggestion]:
    """Catalogue numbers from codes and from print, each number once; `others` are the boxes of codes that hold none.

    `read` may hold suggestions of other terms, which are kept as they are.
    """
    confirmed, kept = list(coded), list[Suggestion]()
    for one in read:
        place = next((at for at, code in enumerate(confirmed) if _is_of(one, code)), None)
        if one.term != TERM or not (coded or others):
            kept.append(one)
        elif place is not None:
            confirmed[place] = _confirmed(confirmed[place], one)
        elif coded:
            kept.append(replace(one, confidence=round(one.confidence * _UNCONFIRMED, 4)))
        else:
            kept.append(_by_a_code(one, others))
    return confirmed + kept


def same_number(one: str, other: str) -> bool:
    """Whether two writings are one number: blanks, signs, zeros in front and letters misread for digits do not count,
    nor do the collection's letters where only one has them."""
    mine, theirs = _plain(one), _plain(other)
    if mine.translate(_ALIKE) == theirs.translate(_ALIKE):
        return True
    my_letters, my_digits = _parted(mine)
    their_letters, their_digits = _parted(theirs)
    alike = my_digits.lstrip("0") == their_digits.lstrip("0") and len(my_digits) >= _FEWEST
    return alike and (not my_letters or not their_letters or _part_of(my_letters, their_letters))


def _part_of(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _plain(number: str) -> str:
    return re.sub(r"[\W_]", "", number).upper()


def _parted(plain: str) -> tuple[str, str]:
    """(letters before the digits, digits with a letter behind them)."""
    found = re.fullmatch(r"([^\d]*)(\d+[A-Z]?)", plain)
    return (found[1], found[2]) if found else (plain, "")


def _is_of(one: Suggestion, code: Suggestion) -> bool:
    return one.term == TERM and same_number(one.value, code.value)


def _confirmed(code: Suggestion, printed: Suggestion) -> Suggestion:
    boxes = tuple(dict.fromkeys((*code.evidence, *printed.evidence)))
    return replace(code, evidence=boxes, confidence=max(code.confidence, _AGREED))


def _by_a_code(one: Suggestion, codes: Sequence[Box]) -> Suggestion:
    """A number beside a code has half of its doubt taken away."""
    near = any(_is_near(box, code) for box in one.evidence for code in codes)
    return replace(one, confidence=round(1 - (1 - one.confidence) / 2, 4)) if near else one


def _is_near(box: Box, code: Box) -> bool:
    x, y = box.centre
    reach = _REACH * max(code.height, box.height)
    return code.x - reach <= x <= code.right + reach and code.y - reach <= y <= code.bottom + reach
