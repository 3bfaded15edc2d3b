"""Cut text into the few kinds of token a date is made of, one letter each.

A date's *shape* is a string with one letter per token, so that the forms people write dates in can be
told apart with short regular expressions over shapes instead of long ones over text:

    m a month's name        r a roman numeral I-XII      d a number of one or two digits
    y a year, 1600-2099     a a year written '51         c eight digits run together
    w another word          o "of" in some language         s a sign that parts clauses
    g a word that says that a date follows                  n a word written like a name
    k a word that says that a number follows
    x anything else         and one of  & - / , . or space for what stands between two of them
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from curatorbench.domain.months import ROMAN
from curatorbench.parsing.date_slips import mended

# Month names and abbreviations: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish,
# Danish, Norwegian, Polish, Czech, Latin, Russian (also in our letters), Hungarian, Romanian. What is ambiguous is
# left out.
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
6 june juni juin junio junho giugno junius junii iunius iunii iunio czerwca czerwiec června červen
6 jun giu
7 july juli juillet julio julho luglio julius julii iulius iulii iulio yuli juillt lipca lipiec července červenec
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
1 yanvarya января janvarja gennaro ianuarie leden
2 fevralya февраля fevralja februarie február
3 marta марта martie március
4 aprelya апреля aprelja aprilie április
5 maya мая mája majalis május
6 iyunya июня ijunja iunie június
7 iyulya июля ijulja iulie július juillt
8 avgusta августа augusztus
9 sentyabrya сентября sentjabrja septembrie szeptember septbr septb
10 oktyabrya октября oktjabrja octombrie október octbr octob
11 noyabrya ноября nojabrja noiembrie novbr novb
12 dekabrya декабря dekabrja decembrie decbr decemb
"""
MONTH_OF: dict[str, int] = {
    name: int(line.split()[0]) for line in _MONTHS.strip().splitlines() for name in line.split()[1:]
}
_AND = frozenset({"and", "to", "et", "und", "bis", "through", "thru", "till", "e", "y", "al", "au", "&", "+"})
_BEFORE_DATES = frozenset(
    {"date", "dated", "datum", "fecha", "data", "dato", "coll", "collected", "col", "leg", "legit", "det", "on", "vom"}
    | {"am", "el", "em", "year", "sammeldatum"}
)
_NUMBERED = frozenset({"no", "nr", "nro", "num", "number"})
_OF = frozenset({"de", "del", "of", "di", "do", "den", "der", "the", "le"})

# A numeral run into the word before it: `PowellVIII-26-81`.
_GLUED = r"(?:XI{0,2}|IX|IV|VI{0,3}|I{1,3})[-.]\s?\d{1,2}[-./]\s?\d{2}"
_PIECE = re.compile(
    r"(?P<short>['’‘`´]\s?\d{2}(?!\d))"
    r"|(?P<number>\d{1,8}(?!\d))(?P<ordinal>(?:st|nd|rd|th|er|º|ª)(?![^\W\d_]))?"
    r"|(?P<gap>[\s.,\-–—‐‑−一ー~/\\_&+年月日]+)"
    rf"|(?P<word>[^\W\d_]+?[a-z](?={_GLUED})|[^\W\d_]+)"
    r"|(?P<other>\d{9,}|.)",
    re.DOTALL,
)
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
    found = [_token(piece) for piece in _PIECE.finditer(mended(text, MONTH_OF))]
    return [
        replace(one, kind="s")
        if one.kind in " ." and "\n" in text[one.start : one.end] and _ends_there(found, place)
        else one
        for place, one in enumerate(found)
    ]


def _ends_there(found: list[Token], gap: int) -> bool:
    """What ends its line with a number and a point, or with a word and a number (`A. Smith 12`), ends there."""
    before = shape(found[max(0, gap - 3) : gap])
    return before.endswith("d") and (found[gap].kind == "." or bool(re.fullmatch("[wnx] d", before)))


def shape(found: list[Token]) -> str:
    return "".join(token.kind for token in found)


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
    if lower in _NUMBERED:
        return Token("k", 0, start, end)
    if lower in _OF:
        return Token("o", 0, start, end)
    named = len(word) > 2 and word[0].isupper() and word[1:].islower()
    return Token("g" if lower in _BEFORE_DATES else "n" if named else "w", 0, start, end)


def _gap_kind(gap: str) -> str:
    if gap.count("\n") > 1:
        return "s"
    for kind, signs in (("&", "&+"), ("-", "-–—‐‑−一ー~_"), ("/", "/\\年月"), (",", ","), (".", ".")):
        if any(sign in gap for sign in signs):
            return kind
    return " "
