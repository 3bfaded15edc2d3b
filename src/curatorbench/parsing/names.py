"""Scientific names, taken apart by GBIF's name parser, with the habits of old labels it does not know."""

from __future__ import annotations

import re
from typing import NamedTuple

from nameparser import Informal, ParsedName, UnparsableNameError, parse

from curatorbench.parsing.hybrids import parents_of
from curatorbench.parsing.known_names import genera, was_published

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
    "nat": "nat", "prol.": "prol|proles", "st.": "st", "morph.": "morph", "nvar.": "nvar", "nothosubsp.": "nothosubsp",
    "nothossp.": "nothossp", "nothovar.": "nothovar", "pathovar.": "pathovar", "convar.": "convar", "ab.": "ab|aberr",
    "subgen.": "subgen|subg", "sect.": "sect", "subsect.": "subsect",
    "ser.": "ser", "subser.": "subser", "trib.": "trib|tr", "subtrib.": "subtrib|subtr", "nothosect.": "nothosect",
    "nothoser.": "nothoser", "unr.": "unr", "div.": "div",
    "agamosp.": "agamosp", "agamossp.": "agamossp", "agamovar.": "agamovar",
}  # fmt: skip
_SIGN_OF = {written: sign for sign, forms in _SIGNS.items() for written in forms.split("|")}
_ANY_SIGN = "|".join(sorted(_SIGN_OF, key=len, reverse=True))
_RANKED = re.compile(rf"(?<![\w.])(?P<sign>{_ANY_SIGN})\b\.?\s?(?:[α-ω]\.?\s?)?(?P<word>[^\W\d_][\w'-]{{2,}})")
# A third word before a rank's sign: `Acipenser gueldenstaedti colchicus natio danubicus`.
_UNRANKED = re.compile(
    r"^\S+ [a-zà-ÿ-]{3,} (?:[^a-z]*[A-ZÀ-Þ][\w.]*\s)*?(?P<word>(?!ex\b|et\b|and\b|fil\b)[a-z]{5,})(?=\s)"
)
_STRAINS = frozenset({"SEROVAR", "STRAIN", "CULTIVAR", "BIOVAR"})
_NUMBERS = {
    "1": "uni", "2": "bi", "3": "tri", "4": "quadri", "5": "quinque", "6": "sex", "7": "septem", "8": "octo",
    "9": "novem", "10": "decem", "11": "undecim", "12": "duodecim", "13": "tredecim", "14": "quatuordecim",
    "15": "quindecim", "16": "sedecim", "17": "septendecim", "18": "duodeviginti", "19": "undeviginti",
    "20": "viginti", "21": "vigintiuni", "22": "vigintiduo", "24": "vigintiquatuor", "28": "vigintiocto",
}  # fmt: skip
_NUMBER = re.compile(r"(?<=[a-z] )(?P<number>\d{1,3})(?:-|\.)?(?=[a-z]{4})")
# Where a name ends for certain: doubt about the rest, an epithet that is none, a rank without a name.
_END = re.compile(
    r"\s(?:ex gr\.|gr\.|spp\.|\(s\.\s?(?:s|l|str|lat)\.\)\s(?=[a-z])|ex\s(?=[a-z]{4})"
    r"|(?:[a-z]{1,5}\.\s?)?[α-ω][a-z]{3,}|[a-z]\.[a-z]\s|-[a-z]{3,}|[a-z]{3,}-(?=\s|$)|[a-z]{3,}'(?=\s|$)|[a-z]{3,}_\w*).*$"
)
# A letter that could not be read stays one: nothing is left out of a name in silence.
_UNREAD, _STAND_IN = "\ufffd", "qzq"
# The letter that some authors of the nineteenth century gave a variety: `angulatus B gracilescens`.
_LETTER = re.compile(r"(?<=[a-z]{3}\s)[A-Fα-ζ]\.?\s(?=[a-z]{4,})")
_GENUS_HYPHEN = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ]+-[A-ZÀ-Þ](?=[a-zà-ÿ]{3})")
# Species whose epithet is a particle of family names elsewhere (the species of NCBI Taxonomy, 2024, that have one).
_PARTICLES = re.compile(
    r"^(?P<genus>Bolitoglossa|Concinnum|Desmoxytes|Lauraesilpha|Leptonetela|Malamatidia|Orcevia|Zodarion)"
    r"\s(?P<epithet>la|ten|des|do|zu|van)(?=\s[A-ZÀ-Þ]|$)"
)


class ScientificName(NamedTuple):
    """`canonical` is the name without authors, with its rank and hybrid signs; `authorship` its authors."""

    canonical: str
    authorship: str


def parse_name(text: str) -> ScientificName | None:
    """The scientific name that `text` is, with or without qualifiers and authors; None if it is no such name.

    A hybrid formula is the names of its parents with a sign between them.
    """
    line = " ".join(text.split())[: LONGEST + 1]
    parents = parents_of(line)
    if parents:
        return _formula([one for one in map(parse_name, parents) if one], len(parents))
    found = taken_apart(line)
    if found is None:
        return None
    if isinstance(found, Informal):
        crossed = "× " if re.match(r"\s*[×xX]\s?[A-Z]", text) else "Candidatus " if found.candidatus else ""
        return ScientificName(crossed + _spelled(str(found.taxon).lstrip("× ")), "")
    words = (["Candidatus"] if found.candidatus else []) + _words(found, _tidied(line))
    canonical = _spelled(" ".join(filter(None, words)))
    return ScientificName(canonical, authorship(found)) if canonical else None


def _formula(parents: list[ScientificName], wanted: int) -> ScientificName | None:
    if not parents or len(parents) + 1 < wanted:
        return None
    canonical = " × ".join(one.canonical for one in parents)
    return ScientificName(canonical if len(parents) == wanted else f"{canonical} ×", "")


def taken_apart(text: str) -> ParsedName | Informal | None:
    """What the parser says of `text`, or None; too long a text is no name."""
    line = " ".join(text.split())
    if not line or len(line) > LONGEST:
        return None
    line = _tidied(line)
    particle = _PARTICLES.match(line)
    try:
        return parse(line if particle is None else f"{particle.group()}us{line[particle.end() :]}")
    except UnparsableNameError:
        return None


def _tidied(line: str) -> str:
    """The name as the parser knows names: without what ends it, its numbers spelled, old capitals small."""
    line = line.replace(_UNREAD, _STAND_IN)
    line = _CAPITAL_EPITHET.sub(lambda m: m["genus"] + m["epithet"].lower(), _END.sub("", line))
    line = _GENUS_HYPHEN.sub(lambda name: name.group().capitalize(), _LETTER.sub("", line))
    number = _NUMBER.search(line)
    if number and number["number"] not in _NUMBERS:
        return line[: number.start()].rstrip()
    return _NUMBER.sub(lambda found: _NUMBERS[found["number"]], line)


def authorship(found: ParsedName) -> str:
    """Authors and years in the parser's own form, "" if none were written."""
    return str(found.authorship_complete() or "")


def _words(found: ParsedName, text: str) -> list[str]:
    """The words of the bare name, only as far as its writer was certain: `Alectoria aff. nigricans` is an Alectoria."""
    signs = (found.epithet_qualifier or {}).items()
    doubtful = {
        part for part, sign in signs if "cf" not in sign and (sign != "?" or f" ? {found.specific_epithet}" in text)
    }
    if not found.genus or not found.specific_epithet:
        return _above_species(found, text)
    words = [_crossed(found, "GENERIC", found.genus)]
    if "SPECIFIC" in doubtful:
        return words
    words.append(_crossed(found, "SPECIFIC", _particle(found.specific_epithet, text)))
    last = found.infraspecific_epithet
    below_doubt = "SPECIFIC" in (found.epithet_qualifier or {}) or "INFRASPECIFIC" in doubtful or found.rank in _STRAINS
    return words if not last or below_doubt else words + _below_species(found, text, last)


def _below_species(found: ParsedName, text: str, last: str) -> list[str]:
    """The parts below the species with the signs they were written with; animals have none."""
    ranked = list(_RANKED.finditer(text))
    parts = [(match["sign"], match["word"].strip("-'")) for match in ranked]
    words = [word for _, word in parts]
    if last not in words:
        return [_crossed(found, "INFRASPECIFIC", last)]
    end = len(words) - words[::-1].index(last)
    unranked = _UNRANKED.search(text[: ranked[0].start()])
    pieces = [piece for sign, word in parts[:end] if word.islower() for piece in (_SIGN_OF[sign], word)]
    return ([unranked["word"]] if unranked and unranked["word"] != found.specific_epithet else []) + pieces


def _particle(epithet: str, text: str) -> str:
    particle = _PARTICLES.match(text)
    return particle["epithet"] if particle else epithet


def _above_species(found: ParsedName, text: str) -> list[str]:
    """A genus or higher name, with its division where one is written (`Aconitum sect. Acopellus`)."""
    name = found.genus or found.uninomial or ""
    if found.infrageneric_epithet and f"({found.infrageneric_epithet})" in text:
        if not _is_genus(str(found.infrageneric_epithet)):
            return [_crossed(found, "GENERIC", name)]  # the first author in brackets
        return [_crossed(found, "GENERIC", name), "subgen.", str(found.infrageneric_epithet)]
    division = next((match for match in _RANKED.finditer(text) if match["word"][0].isupper()), None)
    if division and division["word"] in (found.infrageneric_epithet, name):
        first = text.split()[0] if name == division["word"] else _crossed(found, "GENERIC", name)
        sign = _SIGN_OF[division["sign"]]
        return [first, sign if sign != "div." or "div." in text else "div", division["word"]]
    return [_crossed(found, "GENERIC", name)]


def _is_genus(word: str) -> bool:
    """Whether a word in brackets behind a genus is a subgenus: it is known as a genus, an author is not."""
    return word in genera() or was_published(word)


def _crossed(found: ParsedName, part: str, word: str) -> str:
    return f"× {word}" if word and part in (found.notho or ()) else word


def _spelled(name: str) -> str:
    """Letters that names may not have written out, and numbers in epithets as words (`4-gibbus`)."""
    return name.replace("st.-", "st-").replace(_STAND_IN, _UNREAD).translate(_LETTERS)
