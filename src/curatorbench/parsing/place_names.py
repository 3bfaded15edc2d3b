"""How names of places stand in a label: which mean the place, where they stand, and how they end."""

from __future__ import annotations

import re

from curatorbench.parsing.gazetteer import Mention
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.line_kinds import GROUP

NAME = r"(?:[A-ZÀ-Þ][\w'’.-]{0,25}|(?:d[aeiou]s?|del|la|las|los)\b)"
# "Peru Creek", "New York Botanical Garden", "Town of Peru": named after the place, not in it.
_NAMED_AFTER = re.compile(
    r"\s*(?:river|creek|lake|street|st\.|road|rd|avenue|ave|highway|hwy|botanic\w*|city|point|mountains?|mts?\b"
    r"|canyon|springs?|bay|peak"
    r"|universit\w*|state univ\w*|college|museum|national|academy|institut\w*|falls|gulch|ranch|natural history"
    r"|geological|'s\b|(?:\w+ )?rail(?:road|way)|turnpike|state (?:agricultural|park|forest)"
    r"|district\b(?! of)|herbarium)\b|\s*\(\s?[A-Z]{2,}",
    re.IGNORECASE,
)
_NAMED_FOR = re.compile(
    r"(?:town|gulf|lake|mt|mount|city|univ\w*\.?|bank|sea|bay|near|from|port|fort|village|rio"
    r"|cape|st\.?|prince) (?:of )?$",
    re.IGNORECASE,
)

# (Mass.), (Ach.) Mass., & Mass.: an author's short name; TENN-L-0001, (TENN): a herbarium's.
_OF_AN_AUTHOR = re.compile(r"[()&]\s?\0|\0\.?\)|\0-[A-Z\d]|-\0")
_INSTITUTION_WORD = re.compile(
    r"\b(?:universi\w+|muse\w+|herbari\w+|botan\w+|institut\w+|society|college)\b", re.IGNORECASE
)
_INSTITUTION_ENDS = re.compile(
    r"\(\s?[A-Z]{1,6}\s?\)|\b[A-Z]{2,5}-[A-Z0-9-]{1,12}|\s{3,}|(?=\b(?:Co|County|Loc|State)\b[.:])"
)
_TITLE_FOLLOWS = re.compile(rf"\s?{GROUP}\b", re.IGNORECASE)
_TITLE_BEFORE = re.compile(rf"\b{GROUP}\s(?:of|de|von)\s$", re.IGNORECASE)
# `Boulder, Colorado 80309`: where the post goes.
_ADDRESS = re.compile(r"\.?,? \d{5}(?:-\d{4})?\b(?!\s?(?:ft|feet|f\.|m\b|'))")
# "Washington County:", but neither the form's empty "Ontario  Co." nor "State North Carolina County Yancey".
_COUNTY_OF_THE_NAME = re.compile(r"\s?(?:county|parish|borough|township|twp|co\.?\s?[,:;])", re.IGNORECASE)
# "Col. J. Smith" is a collector, or a colonel; "Col.." and "Col:" ask for one.
_A_PERSON = re.compile(r"\.{2}|\.?:|\.?\s*\n|[.:]?\s?(?:[A-Z]\.|[A-Z][a-z]+\s[A-Z])")
# A form's "County" with what was filled in: Grenada is no country there.
_COUNTY_ASKED = re.compile(r"(?:\n|\s{2}|[,;:]\s?)(?:county|parish):?\s{0,3}$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){2,3}")


def in_institution(layout: Layout, place: int) -> bool:
    """Whether an institution's name is being said at `place`. It ends with its acronym, or where the line leaves a wide
    gap or says what comes as a form does: `University of Tennessee (TENN) Co. Sevier`."""
    line = layout.line_at(place)
    if line is None or not line.is_institution_at(place):
        return False
    at = place - line.start
    ends = [found.end() for found in _INSTITUTION_ENDS.finditer(line.text[: at + 5]) if found.end() <= at]
    another = _INSTITUTION_WORD.search(line.text, ends[-1]) if ends else None
    return not ends or (another is not None and another.start() - 5 <= at)


def means_the_place(layout: Layout, mention: Mention) -> bool:
    """Whether the name stands for the place itself, not for an author, a herbarium, a creek or a garden."""
    text = layout.text
    titled = _TITLE_FOLLOWS.match(text, mention.end) or _TITLE_BEFORE.search(text[: mention.start][-30:])
    line = layout.line_at(mention.start) if titled or not in_institution(layout, mention.start) else None
    if line is None or _ADDRESS.match(text, mention.end):
        return False
    before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end : mention.end + 25]
    if mention.places[0].short and (_OF_AN_AUTHOR.search(f"{before}\0{after}") or _of_a_person(text, mention, after)):
        return False
    if not line.title and _COUNTY_OF_THE_NAME.match(after) and not re.search(r"\bstate:?\s*$", before, re.IGNORECASE):
        return False
    if text[mention.start : mention.end] in ("Col", "Coll") and _A_PERSON.match(after):
        return False
    if _COUNTY_ASKED.search(text[max(0, mention.start - 24) : mention.start]):
        return False
    return not _NAMED_AFTER.match(after) and not _NAMED_FOR.search(before)


def _of_a_person(text: str, mention: Mention, after: str) -> bool:
    """W. A. Weber is no Western Australia."""
    initials = _INITIALS.fullmatch(text[mention.start : mention.end])
    return initials is not None and re.match(r"\.?[ ]?[A-Z][a-z]", after) is not None


def standing(layout: Layout, start: int, end: int) -> str:
    """How a name stands in its line: in a title, at the head of a clause, at the end of a list, or just anywhere."""
    line = layout.line_at(start)
    before, after = layout.text[line.start : start] if line else "", layout.text[end : end + 4]
    if line and line.title:
        return "title"
    if re.match(r"\.?\s?[:;—]|\.\s+[A-Z]?|,? ?U", after) and not re.search(r"[a-z]", before):
        return "head"
    if re.search(r"(?:[,:;(.]|\bCo\.?|\bCounty|\bParish|\bState|\bSTATE)\s*$", before) or not before.strip():
        return "list"
    return "anywhere"


def cut_name(written: str) -> str:
    """A division's name ends with its sentence: `Macoris. Boca` is Macoris."""
    name = re.split(r"(?<=[a-zà-ÿ]{3})\.|,|:", written)[0]
    return re.sub(r"(?:\s(?:d[eou]s?|del|la|las|los))+$", "", name).strip(" .,'’-")


def cased(name: str) -> str:
    """Capitals only are made a name's usual case."""
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name) if name.isupper() else name


def span_of(layout: Layout, mention: Mention) -> tuple[int, int]:
    """The mention with the point of its abbreviation."""
    written = layout.text[mention.start : mention.end + 1]
    return mention.start, mention.end + (written.endswith(".") and ("." in written[:-1] or len(written) < 7))
