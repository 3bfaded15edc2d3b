"""Months as they are named: in the languages of collections, cut short, or in Roman numerals."""

from __future__ import annotations

from functools import cache

from curatorbench.domain.months import ROMAN
from curatorbench.quality.values import fold

_NAMES = (
    "January Januar Jänner janvier enero gennaio janeiro januari januarius tammikuu leden styczeń január январь января",
    "February Februar février febrero febbraio fevereiro februari helmikuu únor luty február февраль февраля",
    "March März mars marzo março maart martius maaliskuu březen marzec marec март марта",
    "April avril abril aprile aprilis huhtikuu duben kwiecień апрель апреля",
    "May Mai mayo maggio maio mei maj majus toukokuu květen máj май мая",
    "June Juni juin junio giugno junho junius kesäkuu červen czerwiec jún июнь июня",
    "July Juli juillet julio luglio julho julius heinäkuu červenec lipiec júl июль июля",
    "August août agosto augustus augusti elokuu srpen sierpień август августа",
    "September septembre septiembre settembre setembro syyskuu září wrzesień сентябрь сентября",
    "October Oktober octobre octubre ottobre outubro lokakuu říjen październik октябрь октября",
    "November novembre noviembre novembro marraskuu listopad ноябрь ноября",
    "December Dezember décembre diciembre dicembre dezembro joulukuu prosinec grudzień декабрь декабря",
)
_SHORTEST = 3


@cache
def _by_name() -> dict[str, int]:
    """Every name and its beginnings of three letters and more that only one month has."""
    whole = {fold(name): month for month, names in enumerate(_NAMES, 1) for name in names.split()}
    begun: dict[str, set[int]] = {}
    for name, month in whole.items():
        for length in range(_SHORTEST, len(name)):
            begun.setdefault(name[:length], set()).add(month)
    return {start: months.copy().pop() for start, months in begun.items() if len(months) == 1} | whole


def month_named(text: str) -> int | None:
    """The month 1-12 of a name or abbreviation; None if it is none, or could be two."""
    return _by_name().get(fold(text))


def month_roman(text: str) -> int | None:
    return ROMAN.get(text.strip(" .").upper())
