"""Cut text into the few kinds of token a date is made of, one letter each.

A date's *shape* is a string with one letter per token, so that the forms people write dates in can be
told apart with short regular expressions over shapes instead of long ones over text:

    m a month's name        r a roman numeral I-XII      d a number of one or two digits
    y a year, 1600-2099     a a year written '51         c eight digits run together
    w another word          o "of" in some language         s a sign that parts clauses
    x anything else         and one of  & - / , . or space for what stands between two of them
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Month names and abbreviations: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish,
# Danish, Norwegian, Polish, Czech, Latin. An ambiguous short form is left out.
_MONTHS = """
1 january januar janvier enero janeiro gennaio januari januarius januarii januaris stycznia styczen ledna leden
1 jan janv ene genn gen jän jänner januaria sty
2 february februar février fevrier febrero fevereiro febbraio februari februarius februarii lutego luty února únor
2 feb febr fév fev févr febb lut feber
3 march märz maerz mars marzo março marco maart martius martii marts marca marzec března březen
3 mar mär mrt mart mrz
4 april avril abril aprile aprilis kwietnia kwiecien dubna duben
4 apr avr abr april kwi
5 may mai mayo maio maggio mei maj maius maii maja května květen
5 magg mag
6 june juni juin junio junho giugno junius junii czerwca czerwiec června červen
6 jun giu
7 july juli juillet julio julho luglio julius julii juillt lipca lipiec července červenec
7 jul juil lug
8 august août aout agosto augustus augusti augusto sierpnia sierpien srpna srpen
8 aug ago agost aoû sie
9 september septembre septiembre setembro settembre setiembre septembris wrzesnia września wrzesien září
9 sep sept set sett wrz
10 october oktober octobre octubre outubro ottobre octobris pazdziernika października října říjen
10 oct okt out ott
11 november novembre noviembre novembro novembris listopada listopad listopadu
11 nov lis
12 december dezember décembre decembre diciembre dezembro dicembre decembris grudnia grudzien prosince prosinec
12 dec dez déc dic gru
"""
MONTH_OF: dict[str, int] = {
    name: int(line.split()[0]) for line in _MONTHS.strip().splitlines() for name in line.split()[1:]
}
ROMAN: dict[str, int] = {
    numeral: number
    for number, numeral in enumerate(
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], start=1
    )
}
_AND = frozenset({"and", "to", "et", "und", "bis", "through", "thru", "till", "e", "y", "al", "au", "&", "+"})
_OF = frozenset({"de", "del", "of", "di", "do", "den", "der", "the", "le"})

_PIECE = re.compile(
    r"(?P<short>['’‘`´]\s?\d{2}(?!\d))"
    r"|(?P<number>\d{1,8}(?!\d))(?P<ordinal>(?:st|nd|rd|th|er|º|ª)(?![^\W\d_]))?"
    r"|(?P<gap>[\s.,\-–—/\\_&+年月日]+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<other>\d{9,}|.)",
    re.DOTALL,
)
# Typewriters wrote 1 as l and 0 as O, and readers still do; only beside the digits of a day or a year.
_TYPED = re.compile(
    r"\b[lIi](?=\d{1,3}\b)|\b[lI](?=[,.]?\s{1,3}[1l]\d{3}\b)|(?<=\d)[lO](?=\d{0,3}\b)|(?<=ly|ne|ch|st|er|ry|ay|LY"
    r"|NE|CH|ST|ER|RY|AY)[lI](?=[,.]\s?[1l]\d{3}\b)"
)
# VllI-21-81 is VIII: small l among the numerals before a day.
_NUMERAL = re.compile(r"(?<![A-Za-z])(?=[XVIl]*l)(?:[XV]?[Il]{1,4}|[Il][XV])(?=[-.]\s?\d{1,2}[-./ ]{1,2}\d{2})")
_AS_DIGITS = str.maketrans("lIiO", "1110")
_STOPS = frozenset(":;()[]{}!?<>=|")


@dataclass(frozen=True, slots=True)
class Token:
    """One letter of a shape: what it says as a number, and where it stands in the text."""

    kind: str
    value: int
    start: int
    end: int
    digits: int = 0


def tokens(text: str) -> list[Token]:
    """All tokens of `text` in order; every gap between two is one token, the strongest sign of it."""
    repaired = _NUMERAL.sub(lambda numeral: numeral.group().upper().replace("L", "I"), _TYPED.sub(_digits, text))
    return [_token(piece) for piece in _PIECE.finditer(repaired)]


def shape(found: list[Token]) -> str:
    return "".join(token.kind for token in found)


def _digits(typed: re.Match[str]) -> str:
    return typed.group().translate(_AS_DIGITS)


def _token(piece: re.Match[str]) -> Token:
    start, end = piece.span()
    if short := piece["short"]:
        return Token("a", int(short[-2:]), start, end, 2)
    if number := piece["number"]:
        return Token(_number_kind(number, bool(piece["ordinal"])), int(number), start, end, len(number))
    if word := piece["word"]:
        return _word(word, start, end)
    if gap := piece["gap"]:
        return Token(_gap_kind(gap), 0, start, end)
    return Token("s" if piece.group() in _STOPS else "x", 0, start, end)


def _number_kind(number: str, ordinal: bool) -> str:
    if len(number) <= 2:
        return "d"
    if ordinal:
        return "x"
    if len(number) == 4 and 1600 <= int(number) <= 2099:
        return "y"
    return "c" if len(number) == 8 else "x"


def _word(word: str, start: int, end: int) -> Token:
    lower = word.lower()
    if month := MONTH_OF.get(lower):
        return Token("m", month, start, end)
    if word in (word.upper(), lower) and (month := ROMAN.get(word.upper())):
        return Token("r", month, start, end)
    if lower in _AND:
        return Token("&", 0, start, end)
    return Token("o" if lower in _OF else "w", 0, start, end)


def _gap_kind(gap: str) -> str:
    if gap.count("\n") > 1:
        return "s"
    for kind, signs in (("&", "&+"), ("-", "-–—_"), ("/", "/\\年月"), (",", ","), (".", ".")):
        if any(sign in gap for sign in signs):
            return kind
    return " "
