"""What an edit makes of one value: plain text in, plain text out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from curatorbench.domain.mending import ClearTerm, FillEmpty, ReplaceText, SetTerm

TermEdit = SetTerm | FillEmpty | ReplaceText | ClearTerm
Becomes = Callable[[str | None, bool], str | None]

# A letter with its accents may be written as several signs: what stands before the accent alone is no match.
_ACCENTS = "\u0300-\u036f"
_NO_ACCENT_AFTER = f"(?![{_ACCENTS}])"
_NO_WORD_BEFORE, _NO_WORD_AFTER = rf"(?<![^\W_{_ACCENTS}])(?<![{_ACCENTS}])", r"(?![^\W_])"


def becomes(edit: TermEdit) -> Becomes:
    """What a value (None: there is none; True: a person said why) is after the edit."""
    match edit:
        case SetTerm(_, value):
            return lambda _value, _absent: value
        case FillEmpty(_, value):
            return lambda old, absent: value if old is None and not absent else old
        case ReplaceText():
            return _replacing(edit)
        case ClearTerm():
            return lambda _value, _absent: None


def _replacing(edit: ReplaceText) -> Becomes:
    pattern = re.compile(_sought(edit), re.IGNORECASE if edit.any_case else 0)

    def replaced(old: str | None, _absent: bool) -> str | None:
        if old is None:
            return None
        return pattern.sub(lambda _found: edit.replacement, old).strip() or None

    return replaced


def _sought(edit: ReplaceText) -> str:
    """The same letters however their accents are encoded: what was imported is not always what is typed."""
    forms = dict.fromkeys([edit.find, *(unicodedata.normalize(form, edit.find) for form in ("NFC", "NFD"))])
    text = f"(?:{'|'.join(re.escape(form) for form in forms)}){_NO_ACCENT_AFTER}"
    return f"{_NO_WORD_BEFORE}{text}{_NO_WORD_AFTER}" if edit.whole_words else text
