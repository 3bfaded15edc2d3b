"""Scientific names, taken apart by GBIF's name parser, with the habits of old labels it does not know."""

from __future__ import annotations

import re
from typing import NamedTuple

from nameparser import Informal, ParsedName, UnparsableNameError, parse

LONGEST = 300

# An epithet after a person written with a capital (Alectoria Fremontii Tuck.) is an epithet still.
_CAPITAL_EPITHET = re.compile(
    r"^(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{2,}\s)"
    r"(?P<epithet>[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:ii|[aeiouy]i|[iao]n[aiu][sm]?|[ei]ae|rae|eri|lli|ensis))(?=\s+[(A-ZÀ-Þ]|\s*$)"
)
# Signs that no name may have (ICN art. 60.7, ICZN art. 32.5.2), written out.
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "ao", "æ": "ae", "œ": "oe", "ß": "ss", "ſ": "s"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Ao", "Æ": "Ae", "Œ": "Oe", "'": "", "’": "", "?": ""}
    | dict(zip("éèêëïîíñçáàâãóòôõúùûÉÈÊË", "eeeeiiincaaaaoooouuuEEEE", strict=True))
)
# A rank's sign as the codes write it, and as people do.
_SIGNS = {
    "subsp.": "subsp|ssp|subspec", "var.": "var|variety", "f.": "f|fo|form|forma|fma|fm", "nothof.": "nothof",
    "subfam.": "subfam", "supertrib.": "supertrib", "subvar.": "subvar", "subf.": "subf", "pv.": "pv", "natio": "natio",
    "prol.": "prol|proles", "st.": "st", "morph.": "morph", "nvar.": "nvar", "nothosubsp.": "nothosubsp",
    "nothossp.": "nothossp", "nothovar.": "nothovar", "pathovar.": "pathovar", "convar.": "convar", "ab.": "ab|aberr",
    "subgen.": "subgen|subg", "sect.": "sect", "subsect.": "subsect",
    "ser.": "ser", "subser.": "subser", "trib.": "trib|tr", "subtrib.": "subtrib|subtr", "nothosect.": "nothosect",
    "nothoser.": "nothoser", "unr.": "unr", "div.": "div",
    "agamosp.": "agamosp", "agamossp.": "agamossp", "agamovar.": "agamovar",
}  # fmt: skip
_SIGN_OF = {written: sign for sign, forms in _SIGNS.items() for written in forms.split("|")}
_ANY_SIGN = "|".join(sorted(_SIGN_OF, key=len, reverse=True))
_RANKED = re.compile(rf"(?<![\w.])(?P<sign>{_ANY_SIGN})\b\.?\s?(?:[α-ω]\.?\s?)?(?P<word>[^\W\d_][\w'-]{{2,}})")
_STRAINS = frozenset({"SEROVAR", "STRAIN", "CULTIVAR", "BIOVAR"})
_NUMBERS = {
    "2": "bi", "3": "tri", "4": "quadri", "5": "quinque", "6": "sex", "7": "septem", "8": "octo", "9": "novem",
    "10": "decem", "11": "undecim", "12": "duodecim",
}  # fmt: skip


class ScientificName(NamedTuple):
    """`canonical` is the name without authors, with its rank and hybrid signs; `authorship` its authors."""

    canonical: str
    authorship: str


def parse_name(text: str) -> ScientificName | None:
    """The scientific name that `text` is, with or without qualifiers and authors; None if it is no such name."""
    found = taken_apart(text)
    if found is None:
        return None
    if isinstance(found, Informal):
        crossed = "× " if re.match(r"\s*[×xX]\s?[A-Z]", text) else ""
        return ScientificName(crossed + _spelled(str(found.taxon).lstrip("× ")), "")
    words = (["Candidatus"] if found.candidatus else []) + _words(found, " ".join(text.split()))
    canonical = _spelled(" ".join(filter(None, words)))
    return ScientificName(canonical, authorship(found)) if canonical else None


def taken_apart(text: str) -> ParsedName | Informal | None:
    """What the parser says of `text`, or None; too long a text is no name."""
    line = " ".join(text.split())
    if not line or len(line) > LONGEST:
        return None
    line = _CAPITAL_EPITHET.sub(lambda m: m["genus"] + m["epithet"].lower(), line)
    try:
        return parse(line)
    except UnparsableNameError:
        return None


def authorship(found: ParsedName) -> str:
    """Authors and years in the parser's own form, "" if none were written."""
    return str(found.authorship_complete() or "")


def _words(found: ParsedName, text: str) -> list[str]:
    """The words of the bare name, only as far as its writer was certain: `Alectoria aff. nigricans` is an Alectoria."""
    doubtful = {part for part, sign in (found.epithet_qualifier or {}).items() if "aff" in sign or "nr" in sign}
    if not found.genus or not found.specific_epithet:
        return _above_species(found, text)
    words = [_crossed(found, "GENERIC", found.genus)]
    if "SPECIFIC" in doubtful:
        return words
    words.append(_crossed(found, "SPECIFIC", found.specific_epithet))
    last = found.infraspecific_epithet
    below_doubt = "SPECIFIC" in (found.epithet_qualifier or {}) or "INFRASPECIFIC" in doubtful or found.rank in _STRAINS
    return words if not last or below_doubt else words + _below_species(found, text, last)


def _below_species(found: ParsedName, text: str, last: str) -> list[str]:
    """The parts below the species with the signs they were written with; animals have none."""
    parts = [(match["sign"], match["word"].strip("-'")) for match in _RANKED.finditer(text)]
    words = [word for _, word in parts]
    if last not in words:
        return [_crossed(found, "INFRASPECIFIC", last)]
    end = len(words) - words[::-1].index(last)
    return [piece for sign, word in parts[:end] if word.islower() for piece in (_SIGN_OF[sign], word)]


def _above_species(found: ParsedName, text: str) -> list[str]:
    """A genus or higher name, with its division where one is written (`Aconitum sect. Acopellus`)."""
    name = found.genus or found.uninomial or ""
    if found.infrageneric_epithet and f"({found.infrageneric_epithet})" in text:
        return [_crossed(found, "GENERIC", name), "subgen.", str(found.infrageneric_epithet)]
    division = next((match for match in _RANKED.finditer(text) if match["word"][0].isupper()), None)
    if division and division["word"] in (found.infrageneric_epithet, name):
        first = text.split()[0] if name == division["word"] else _crossed(found, "GENERIC", name)
        return [first, _SIGN_OF[division["sign"]], division["word"]]
    return [_crossed(found, "GENERIC", name)]


def _crossed(found: ParsedName, part: str, word: str) -> str:
    return f"× {word}" if word and part in (found.notho or ()) else word


def _spelled(name: str) -> str:
    """Letters that names may not have written out, and numbers in epithets as words (`4-gibbus`)."""
    spelled = re.sub(r"(?<= )(\d{1,2})-(?=[a-z])", lambda number: _NUMBERS.get(number[1], number[0]), name)
    return spelled.replace("st.-", "st-").translate(_LETTERS)
