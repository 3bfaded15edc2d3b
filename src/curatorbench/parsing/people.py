"""People as they are written on labels and in databases: given names and family names, institutions left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from curatorbench.parsing.dates import find_dates

PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "dell'",
        "der",
        "den",
        "des",
        "di",
        "do",
        "dos",
        "da",
        "das",
        "du",
        "la",
        "le",
        "las",
        "los",
        "van",
        "von",
        "vom",
        "zu",
        "zur",
        "zum",
        "ter",
        "ten",
        "af",
        "av",
        "el",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
    ]
)
_TITLES = re.compile(
    r"\b(?:drs?|prof|mrs?|ms|miss|mme|mlle|herr|frau|sr|sra|sr\.?a|rev|fr(?:ater)?|frère|bro|sister|hno|pater|capt"
    r"|maj|lt|col"
    r"|gen|sgt|ing|lic|dipl|esq|ph\.?d|m\.?d|p\.)\b\.?(?=\s|,|$|&)",
    re.IGNORECASE,
)
SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|filius|fil|esq|bis|ter)\.?$", re.IGNORECASE)
# Words of institutions and of no one at all. Whole words, so that Mr Gardens is still a person.
NOT_PEOPLE = re.compile(
    r"\b(?:universi\w*|univ|museu?m?s?|muséum|museo|herbari\w*|institut\w*|college|collections?|botanic\w*|gardens?"
    r"|jard[ií]n|jardim|garten|botan\w*|botán\w*|musée|museu|muzeum|muzej|herbier|laboratoire"
    r"|academia|académie|akademi\w*|sociedad\w*|société|gesellschaft|verein|facult(?:y|ad|é)|fakult\w*|escuela"
    r"|école|schule|estación|estação|fundación|fundação|ministerio|ministério|proyecto|projet|projeto|programa"
    r"|academy|society|department|dept|service|survey|expedition|exp|team|staff|students?|class|club|station"
    r"|laborator\w*|lab|forest\w*"
    r"|park|canadian|national|nature|natural|history|unknown|anonymous|anon|no data|no disponible|unidentified"
    r"|not given|none"
    r"|collector|person string|school|company|project|program|agency|ministry|center|centre|county|state|interim)\b",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:coll?(?:ect(?:or|ed|eur|ors))?(?:\(s\))?s?|colln|colls|leg(?:it)?|det(?:ermin\w+)?|id(?:entified)?"
    r"|annot(?:ated)?|verif(?:ied|\.)?"
    r"|vérifié|ver|conf(?:irm(?:ed|avit))?|check(?:ed)?|rev(?:is(?:ed|it))?|dupl?|prep(?:ared)?|gift|via|per|fide"
    r"|prob|stet"
    r"|communicate?d|comm|importer|photo(?:graph\w*)?|source|operator|sight)"
)
_LEAD = re.compile(rf"^\W*(?:{_ROLE}\b[.:]*\s*)+(?:by\b|to\b)?[\s.:]*|^\W*by\s+", re.IGNORECASE)
_ROLE_INSIDE = re.compile(
    r"\s*[;,/]?\s(?:(?:dupl?|conf|ver|verif|check|confirmed|checked|verified|verifi[ée]|annotated|revised|redet"
    r"|fide|per|prep|stet|ex"
    r"|examined|in part|communicate?d|rev)\b[.:!]*(?:\s*(?:by|to)\b)?:?|with\b:?|w/|and\b|et\b|und\b|och\b|og\b"
    r"|or\b|con\b|avec\b|mit\b|met\b|com\b|u\.(?=\s[A-ZÀ-Þ])"
    r"|(?-i:in|en|y|e|i|a\.|и)(?=\s[A-ZÀ-ÞА-Я]))\s*",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\bet\.?\s+al(?:ii|\b)\.?|&\s*al\b\.?|(?:\band|&)\s+others\b|\betc\b\.?|\bet coll\b\.?"
    r"|[(\[{][^()\[\]{}]*[)\]}]|\bORCID:?\s*[\dX-]+|https?://\S+|\bstet\b\s*!?|\b(?:coll(?:n|s)?|leg|prep"
    r"|det)\b\.?\s*$|\bnom\. rev\.?"
    r"|[-–]\s*sight identification|\bmaybe\s*$|[!?*]",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?:(?<=[a-z]{3})|\b[A-Za-z]?)\d[\w/-]*")
_SPLIT = re.compile(r"\s*(?:[;|&+/\n]|\s[-–—:]\s)\s*")
# Initials run into the name, and codes: no telling who that is.
_CODE = re.compile(r"^[A-Z]{2,}[a-z]{2,}|^(?:[A-Z]{2,3}\s?){2}$|^[A-Z][a-z]+\s[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]+$")
_INITIAL = r"[^\W\d_a-zß-ÿ]\."
_INITIALS = re.compile(rf"^(?:{_INITIAL}[\s-]?)+$|^[^\W\d_a-zß-ÿ]{{1,3}}$|^(?:[^\W\d_a-zß-ÿ]\.?\s?){{1,4}}$")
# `K. & G. Ball`: who is written with initials only bears the next one's family name.
_INITIALS_ONLY = re.compile(r"^(?:[A-ZÀ-Þ]\.?\s?){1,4}$")


class Person(NamedTuple):
    """`given` holds initials or given names, `family` the family name with its particles; either may be empty."""

    given: str
    family: str


def parse_people(text: str) -> list[Person]:
    """Everyone named in `text`, in order; institutions, numbers, dates and remarks are left out."""
    people: list[Person] = []
    waiting: list[str] = []
    for name in separate(_bare(text)):
        person = person_of(name)
        if person:
            people += [Person(_given(initials), person.family) for initials in waiting] + [person]
        waiting = [name] if not person and _INITIALS_ONLY.match(name) else []
    return people


def _bare(text: str) -> str:
    """The text without its dates and remarks."""
    text, kept, at = re.sub(r" ?\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text)).strip(), "", 0
    for found in find_dates(text):
        kept, at = f"{kept}{text[at : found.start]};", found.end
    return re.sub(r" {2,}", " ", _NOISE.sub(" ", kept + text[at:]))


def separate(text: str) -> list[str]:
    """The names in a list of names, still as they were written."""
    names: list[str] = []
    for part in _SPLIT.split(text):
        for name in _ROLE_INSIDE.split(part):
            names += _by_commas(_LEAD.sub("", name).strip(" ,:;"))
    return [name for name in names if name]


def _by_commas(text: str) -> list[str]:
    """Commas part people, or family from given name: `Tanner, C.A.` is one person, `A. Ros, J. Tru` are two."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    names: list[str] = []
    for part in parts:
        turned = bool(names) and "," not in names[-1] and _is_family(names[-1])
        if names and (SUFFIX.match(part) or (turned and _is_given(part, alone=len(parts) == 2))):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return names


def _is_family(text: str) -> bool:
    words = text.split()
    if re.match(r"[^\W\d_]\.", text):  # H.J.Sørbye has its initials already
        return False
    return len([word for word in words if word.lower() not in PARTICLES]) == 1 and not _INITIALS.match(text)


def _is_given(text: str, alone: bool) -> bool:
    return bool(_INITIALS.match(text)) or (alone and 1 <= len(text.split()) <= 3 and text[0].isupper())


def person_of(text: str) -> Person | None:
    """One person from one name; None for institutions, codes and scraps."""
    name = _TITLES.sub(" ", _NUMBERS.sub(" ", text))
    name = " ".join(name.split()).strip(" ,.;:-–_'\"")
    if NOT_PEOPLE.search(name) or not re.search(r"[^\W\d_]{2}", name) or _CODE.search(name):
        return None
    family, comma, given = name.partition(",")
    if comma and SUFFIX.match(given.strip()):
        family, comma, given = family, "", ""
    return _tidy(given, family) if comma else _plain(family)


def _plain(name: str) -> Person | None:
    """`J.R. van der Smith Jr.` or `Groom Q.`: initials and given names first, or last."""
    words = [word for word in re.sub(r"(?<=\.)(?=[^\s.,-])", " ", name).split() if not SUFFIX.match(word)]
    words = [word for word in words if re.search(r"[^\W\d_]", word)]
    if not words:
        return None
    if len(words) == 1:
        return _tidy("", words[0]) if not words[0].isupper() or len(words[0]) > 3 else None
    if _INITIALS.match(words[-1]) and not _INITIALS.match(words[0]):
        cut = next(i for i, word in enumerate(words) if i and _INITIALS.match(word))
        return _tidy(" ".join(words[cut:]), " ".join(words[:cut]))
    cut = _family_start(words)
    return _tidy(" ".join(words[:cut]), " ".join(words[cut:]))


def _family_start(words: list[str]) -> int:
    """Where the family name begins: at its first particle, else at the last word."""
    for place, word in enumerate(words[1:-1], start=1):
        if (word.lower() in PARTICLES and word[0].islower()) or word in ("St.", "Ste.", "Saint"):
            return place
    return len(words) - 1


def _tidy(given: str, family: str) -> Person | None:
    family = _cased(family.strip(" .,"))
    if not family or (len(family) < 2 and not given):
        return None
    return Person(_given(given.strip(" ,")), family)


def _given(given: str) -> str:
    """Initials closed up with points: `A B` and `A. B.` are `A.B.`; a given name keeps its space."""
    words = re.sub(r"(?<=\.)(?=[^\s.-])", " ", given).split()
    out = ""
    for word in words:
        letters = word.replace(".", "")
        initials = (
            len(letters) <= 3 and letters.isupper() and (word.endswith(".") or len(letters) == 1 or len(words) == 1)
        )
        piece = "".join(f"{letter}." for letter in letters) if initials and "-" not in word else _cased(word)
        out += piece if out.endswith(".") and initials and len(out.split()[-1].replace(".", "")) <= 3 else f" {piece}"
    return out.strip()


def _cased(name: str) -> str:
    """Capitals only, or none, are made a name's usual case; anything else is left as it is."""
    if (name.isupper() or re.fullmatch(r"[A-Z][a-z]+[A-Z]", name)) and len(name) > 3:
        return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)
    return name[0].upper() + name[1:] if name.islower() and name else name
