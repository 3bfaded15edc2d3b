"""What typewriters and readers put for the digits and numerals of a date: `l9O3`, `Vlll-Z6-81`, `June ro, 1950`.

Every mending keeps the length of the text, so that places stay what they are. A letter is taken for a digit only
where its neighbours already make a date of it; what could be two numerals (`ll` is II or 11) stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from curatorbench.domain.months import ROMAN
from curatorbench.parsing.slips import TO_DIGITS

_TO_NUMERALS = str.maketrans("l1|!iuUvxYy", "IIIIIVVVXVV")
_TO_LETTERS = str.maketrans("015|", "oisl")
_D = r"[\dlIi|!OoQDSsZzB]"  # a digit, or what passes for one
_YEAR = rf"(?:[1lIi|!][89]{_D}{{2}}|[2Zz][0OoQ]{_D}{{2}})"
_APART = r"[ ]?[-–—./][ ]?|[ ]"
# A numeral with a slip in it: plain digits are none, nor are l, ll and !, which may be the rest of a longer one.
_NUMERAL = r"(?!\d+\b|ll?\b|[1l]{2}\b|[!|])(?=[^-./ ]{0,4}[XVI]|lll|[xvi]{1,5}\b)[XVIUYxviul1|!]{1,5}"

_THEN_YEAR = rf"(?:{_APART}|, ?)(?P<year>{_YEAR}|['’]?{_D}{{2}})(?!\w)"

_LONE_YEAR = re.compile(rf"(?<![A-Za-z0-9]){_YEAR}(?![A-Za-z0-9])")
_NUMERAL_FIRST = re.compile(
    rf"(?<![A-Z/'])(?<![^a-z1]\d)(?<!^\d)(?P<numeral>{_NUMERAL})(?P<apart>{_APART})(?P<day>{_D}{{1,2}})" + _THEN_YEAR
)
_DAY_FIRST = re.compile(rf"(?<![\w/'])(?P<day>{_D}{{1,2}})(?P<apart>{_APART})(?P<numeral>{_NUMERAL})" + _THEN_YEAR)
_ALL_DIGITS = re.compile(
    rf"(?<![\w/.-]){_D}{{1,2}}(?P<apart>[-/.]){_D}{{1,2}}(?P=apart)(?:{_YEAR}|{_D}{{2}})(?![\w/-])"
)
_MONTH_WORD = re.compile(r"(?<![^\W_])(?=[A-Za-z]{0,9}[015|])[A-Za-z015|]{3,10}(?![^\W\d_])")
_DAY_BEFORE_MONTH = re.compile(
    rf"(?<![\w.,/-])(?:{_D}|r){_D}?"
    r"(?=[ .,-]{1,3}(?P<month>[A-Za-zÀ-ž]{3,12})\b[ .,-]{0,3}['’\d])"
)
_DAY_BEHIND_MONTH = re.compile(
    rf"(?:(?<=[.,])[ ]?|[ ])(?P<day>(?:{_D}|r){_D}?)(?=(?:st|nd|rd|th)?[ ]?[,.]?[ ]?['’]?[12lI][\dlIOo]{{3}}\b)"
)
# The last letter of a name is no day: Powel1, V.1936.
_NAME_END = re.compile(r"(?<=[a-z]l)(?<![aA]pril)(?<![aA]vril)(?<!juil)(?<!Juil)1(?![\w/.-])")
_GLUED_DAY = re.compile(r"(?<![^\W_])(?P<month>[^\W\d_]{3,9})[lI](?=[,.]?\s{0,2}[1l]\d{3}\b)")
_YEAR_APART = re.compile(
    r"(?P<before>[^\W\d_]{3,12}[ .,]{1,3}(?:\d{1,2}(?:st|nd|rd|th)?[ ]?[,.]?[ ])?)"
    r"(?P<year>1[ ]?[89][ ]?\d[ ]?\d)(?=[.,;]?[ ]*$)",
    re.MULTILINE,
)
# `3.III.193 0`, `VI-23-195 5` at the end of a line.
_YEAR_APART_NUMERIC = re.compile(
    r"(?<![\w.])((?:[XVIxvi]{1,4}|\d{1,2})(?P<apart>[-./])(?:[XVIxvi]{1,4}|\d{1,2})(?P=apart))"
    r"(1[89]\d) (\d)(?=[.,;]?[ ]*$)",
    re.MULTILINE,
)
# Letters alone that were a day: ro and lo for 10, ll and II for 11; `is` and `so` are words.
_LETTER_DAYS = frozenset(["ro", "lo", "io", "Io", "IO", "lO", "rO", "ll", "II", "l", "I", "Il", "lI", "i"])


def mended(text: str, months: Collection[str]) -> str:
    """`text` with the slips of its dates put right; `months` are the names of months in small letters."""
    text = _NAME_END.sub("l", text)
    text = _MONTH_WORD.sub(lambda found: _month(found.group(), months), text)
    text = _LONE_YEAR.sub(lambda found: _digits(found.group(), 2), text)
    for pattern in (_NUMERAL_FIRST, _DAY_FIRST):
        text = pattern.sub(_with_numeral, text)
    text = _ALL_DIGITS.sub(_numeric, text)
    text = _DAY_BEFORE_MONTH.sub(lambda found: _day(found.group(), found["month"].lower() in months), text)
    text = _GLUED_DAY.sub(lambda found: f"{found['month']}1" if found["month"].lower() in months else found[0], text)
    text = _DAY_BEHIND_MONTH.sub(lambda found: _day_behind(found, months), text)
    text = _YEAR_APART_NUMERIC.sub(lambda found: f"{found[1]} {found[3]}{found[4]}", text)
    return _YEAR_APART.sub(lambda found: _closed_up(found, months), text)


def _digits(written: str, least: int) -> str:
    """The digits that `written` stands for, if at least so many of them are what they are."""
    return written.translate(TO_DIGITS) if sum(letter.isdigit() for letter in written) >= least else written


def _month(written: str, months: Collection[str]) -> str:
    meant = written.translate(_TO_LETTERS)
    for one in (meant, written.translate(str.maketrans("015|", "olsl"))):
        if one.lower() in months and len(one) > 2:
            return one
    return written


def _with_numeral(found: re.Match[str]) -> str:
    """Numeral, day and year together: one that is a month, one that is a day, or the text stays as it is."""
    start, numeral = _numeral(found)
    day, year = _digits(found["day"], 0), _digits(found["year"], 1)
    real = found["day"][0].isdigit() or found["day"][-1].isdigit() or found["day"] in _LETTER_DAYS
    apart = found["apart"].strip() or not found["numeral"].islower()
    if numeral not in ROMAN or not real or not apart or not re.search(r"\d\d$", year):
        return found.group()
    parts = [((start, found.end("numeral")), numeral), (found.span("day"), day), (found.span("year"), year)]
    return _put(found, parts)


def _numeral(found: re.Match[str]) -> tuple[int, str]:
    """The numeral and where it begins: in `Powel1Vlll` behind the name's last letters, which pass for a part of it."""
    start, written = found.start("numeral"), found["numeral"]
    if written not in ROMAN and start and re.match("[a-z1]", found.string[start - 1]):
        cut = re.search("[XVI]", written)
        start += cut.start() if cut else 0
    return start, found.string[start : found.end("numeral")].translate(_TO_NUMERALS).upper()


def _put(found: re.Match[str], parts: list[tuple[tuple[int, int], str]]) -> str:
    """The whole match with the values in place of what was written."""
    text, at = found.group(), found.start()
    for (start, end), value in parts:
        text = text[: start - at] + value + text[end - at :]
    return text


def _numeric(found: re.Match[str]) -> str:
    """Figures with a letter or two among them; a part of letters alone may be a numeral and stays."""
    written = found.group()
    letters = sum(letter.isalpha() or letter in "|!" for letter in written)
    figures = all(re.search(r"\d", part) for part in written.split(found["apart"]))
    return written.translate(TO_DIGITS) if figures and 0 < letters <= 2 else written


def _day(written: str, by_month: bool) -> str:
    """A day with a letter in it beside a month's name; letters alone only where they are no word."""
    if not by_month or written.isdigit():
        return written
    return written.translate(TO_DIGITS) if re.search(r"\d", written) or written in _LETTER_DAYS else written


def _day_behind(found: re.Match[str], months: Collection[str]) -> str:
    before = re.search(r"([^\W\d_]+)[.,]{0,2}$", found.string[max(0, found.start() - 14) : found.start()])
    written = found.group()
    gap = len(written) - len(found["day"])
    return written[:gap] + _day(found["day"], before is not None and before[1].lower() in months)


def _closed_up(found: re.Match[str], months: Collection[str]) -> str:
    """`March 12, 193 1`: the year's digits moved together, the blanks before them."""
    word = re.match(r"[^\W\d_]+", found["before"])
    year = found["year"].replace(" ", "")
    if word is None or word.group().lower() not in months or len(year) == len(found["year"]):
        return found.group()
    return found["before"] + year.rjust(len(found["year"]))
