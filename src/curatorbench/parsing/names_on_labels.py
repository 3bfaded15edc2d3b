"""How people's names stand in the text of a label, as patterns and as the values made of them."""

from __future__ import annotations

import re

from curatorbench.parsing.people import NOT_PEOPLE, SUFFIX, parse_people, separate

_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ'’"
_INITIAL = rf"(?:[{_UPPER}]\.[ -]?)"
_WORD = rf"(?:(?:Mc|Mac|O['’]|D['’]|De|La|Le|Van|St\.?-?)?[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?|[{_UPPER}]{{2,}}(?:-[{_UPPER}]{{2,}})?)"
_PARTICLE = r"(?:(?:van|von|de|del|der|den|da|dos|du|la|le|ter|zu|di)\s){0,3}"
_TITLE = r"(?:(?:Dr|Drs|Mr|Mrs|Ms|Miss|Prof|Rev|Fr|Bro|Sr|Capt|Col)\.?\s)?"
_END = r"(?:,?\s(?:Jr|Sr|II|III)\b\.?)?"
PERSON = (
    rf"{_TITLE}(?:{_INITIAL}{{1,4}}\s?{_PARTICLE}{_WORD}(?:\s{_WORD})?"
    rf"|{_WORD}\s(?:{_INITIAL}{{1,3}}\s?|[{_UPPER}]\s){_PARTICLE}{_WORD}"
    rf"|[{_UPPER}]{{1,3}}\s{_PARTICLE}{_WORD}|[{_UPPER}](?:\s[{_UPPER}]){{1,2}}\s{_WORD}"
    rf"|{_WORD}\s{_PARTICLE}{_WORD}(?:\s{_WORD})?){_END}"
)
_JOIN = r"\s?(?:,\s?(?:&|and\b)?|&|\+|\band\b|\bet\b|\by\b|\bund\b|\bwith\b|;|\be\b)\s?"
PEOPLE = (
    rf"(?:(?:{_INITIAL}{{1,3}}|{_TITLE})\s?(?:&|and)\s)?{PERSON}(?:{_JOIN}(?:{_INITIAL}{{1,3}}\s?&\s)?{PERSON}){{0,8}}"
)
PEOPLE_LINE = re.compile(rf"{PEOPLE}[.,]?")


def names_value(written: str) -> str | None:
    """Names as on the label with Darwin Core's list sign between them, `A. B. Smith | C. Jones`; None if nobody is named.

    Initials that lean on the next name (`R. A. & E. S. Howard`) get its family name.
    """
    cleaned = re.sub(r"[(\[][^)\]]*[)\]]", " ", " ".join(written.split()))
    parts = [part.strip(" ,;:&-–}{|/") for part in separate(cleaned)]
    parts = [part for part in parts if re.search(r"[^\W\d_]", part) and not NOT_PEOPLE.search(part)]
    if not parts or not parse_people(written):
        return None
    names: list[str] = []
    leaning: list[str] = []
    for part in parts:
        if _leans(part):
            leaning.append(part)
            continue
        family = _family(part)
        names += [f"{initials} {family}" for initials in leaning] + [part]
        leaning = []
    return " | ".join(_ended(name) for name in names) or None


def _leans(part: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-ZÀ-Þ]\.\s?){1,3}|(?:Dr|Mr|Mrs|Ms)s?\.?", part))


def _family(name: str) -> str:
    people = parse_people(name)
    return people[0].family if people else ""


def _ended(name: str) -> str:
    """Without the sentence's point, but with that of `Jr.` or a last initial."""
    last = name.split()[-1] if name.split() else ""
    return name if SUFFIX.match(last) or re.search(r"\b[A-ZÀ-Þ]\.$", name) else name.rstrip(".")
