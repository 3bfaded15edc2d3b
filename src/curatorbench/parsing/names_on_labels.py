"""How people's names stand in the text of a label, as patterns and as the values made of them."""

from __future__ import annotations

import re

from curatorbench.parsing.people import NOT_PEOPLE, SUFFIX, parse_people, separate

# Latin letters of all of Europe, and Cyrillic ones.
_EXTENDED = [chr(code) for code in range(0x100, 0x180)]
_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄ" + "".join(letter for letter in _EXTENDED if letter.isupper())
_LOWER = "a-zß-öø-ÿ'’а-яёіїє" + "".join(letter for letter in _EXTENDED if letter.islower())
# A given name cut short counts as an initial: Chr. Jensen, Wm. Smith.
_SHORT_GIVEN = (
    r"(?:Chr|Th|Ch|Wm|Jos|Geo|Chas|Jas|Jno|Edw|Thos|Benj|Alex|Robt|Herm|Joh|Alb|Fred|Gust|Jac|Phil|Rud|Yu|Ju|Ya|Vl)"
)
INITIALS = rf"(?:(?:[{_UPPER}]|\b{_SHORT_GIVEN})\.[ -]?){{1,4}}"
# Words of the form that stand beside a name and would pass for one.
_NO_NAME = (
    r"(?!(?i:Coll(?:ect(?:ors?|ed|ion))?s?|Collrs?|Det|Determined|Leg|Legit|No|Nr"
    r"|Date|Alt|Elev|Herb|Univ\w*|Museum|Type|Cult(?:ivad\w*|ivated)?|Dupl\w*|Altitude|Habitat)\b)"
)
_WORD = (
    rf"(?:{_NO_NAME}(?:(?:Mc|Mac|O['’]|D['’]|De|La|Le|Van"
    rf"|St\.?-? ?)?[{_UPPER}][{_LOWER}]{{1,25}}(?:-[{_UPPER}][{_LOWER}]{{1,25}})?"
    rf"|[{_UPPER}]{{2,25}}(?:-[{_UPPER}]{{2,25}})?))"
)
_PARTICLE = r"(?:(?:van|von|de|del|der|den|da|dos|du|la|le|ter|zu|di) ){0,3}"
_TITLE = r"(?:(?:Dr|Drs|Mr|Mrs|Ms|Miss|Prof|Rev|Fr|Bro|Sr|Capt|Col)\.? )?"
_END = r"(?:,? (?:Jr|Sr|II|III)\b\.?)?"
_WITH_INITIALS = (
    rf"(?:{INITIALS} ?{_PARTICLE}{_WORD}(?: {_WORD})?|{_WORD} (?:{INITIALS} ?|[{_UPPER}] ){_PARTICLE}{_WORD}"
    rf"|[{_UPPER}]{{1,3}} {_PARTICLE}(?![{_UPPER}]{{2}}){_WORD}|[{_UPPER}](?: [{_UPPER}]){{1,2}} {_WORD})"
)
# Atomic: a name once read is not read again in other ways, or a line of many names would take for ever.
PERSON = rf"(?>{_TITLE}(?:{_WITH_INITIALS}|{_WORD} {_PARTICLE}{_WORD}(?: {_WORD})?){_END})"
_JOIN = (
    r" ?(?:, ?(?:&|and\b)?|&|\+|/|;"
    r"|\b(?:and|et|y|und|with|e|en|och|og|avec|con|com|met|mit|u\.|и)(?=\W)) ?"
)
_AND_OTHERS = r"(?:,? (?:et\.?|&|and|u\.|y) (?:al(?:ii)?\b\.?|others\b))?"
PEOPLE = rf"(?:(?:{INITIALS}|{_TITLE}) ?(?:&|and) )?{PERSON}(?:{_JOIN}(?:{INITIALS} ?& )?{PERSON}){{0,8}}+{_AND_OTHERS}"
PEOPLE_LINE = re.compile(rf"{PEOPLE}[.,]?")
_INITIALLED = rf"(?>{_TITLE}{_WITH_INITIALS}{_END})"
INITIALLED_LINE = re.compile(rf"{_INITIALLED}(?:{_JOIN}{_INITIALLED}){{0,8}}+{_AND_OTHERS}[.,]?")
# Words that make two capitalised words a place and no person.
_PLACE_WORD = re.compile(
    r"\b(?:co|county|cyn|canyon|canal|lakes?|island|isl|river|creek|cr|mts?|mtns?|mountains?|hills?|valley|point"
    r"|pt|falls|beach|bay|road|rd"
    r"|ranch|springs?|camp|town|city|cape|harbou?r|forest|swamp|bridge|island|islands|desert|pass|peak|trail|north"
    r"|south|east|west|santa"
    r"|rio|san|cerro|isla|sierra|prov|dist|expt|farm|substrat\w*|habitat|trap|malaise|on|in|at|near|mi|km|bark"
    r"|rocks?|type|paratype|holotype"
    r"|plants?|lichens?|flora|fungi|herb|determined|collector|date|locality|altitude|barcode|imaged|copyright"
    r"|reserved|new york)\b|(?-i:\bU\.\s?[A-Z]\.)",
    re.IGNORECASE,
)
_COUPLE = re.compile(r"\b(Drs?|Mr|Prof)\.? ?(?:&|and) ?(Mrs|Ms|Dr)\b\.?")


_OTHERS = re.compile(
    r"[,;]?\s(?:et|&|and|y|e|u|und|och|og)\.?\s?(?:al(?:ii|iae)?|others?|otros|outros)\b\.?|,?\s(?:m\. ?fl|etc)\b\.?",
    re.IGNORECASE,
)


def names_value(written: str) -> str | None:
    """Names as on the label, with Darwin Core's sign between them (`A. B. Smith | C. Jones`), or None.

    Initials that lean on the next name (`R. A. & E. S. Howard`) get its family name; a couple stays one.
    """
    cleaned = _OTHERS.sub(" ", re.sub(r"[(\[][^)\]]*[)\]]", " ", " ".join(written.split())))
    cleaned = _COUPLE.sub(lambda couple: couple.group().replace("&", "\0").replace("and", "\0"), cleaned)
    parts = [part.replace("\0", "&").strip(" ,;:-–}{|/") for part in separate(cleaned)]
    parts = [part for part in parts if re.search(r"[^\W\d_]", part) and not NOT_PEOPLE.search(part)]
    if not parts or not parse_people(written):
        return None
    names: list[str] = []
    leaning: list[str] = []
    for part in parts:
        if re.fullmatch(r"(?:[A-ZÀ-Þ]\.\s?){1,3}", part):
            leaning.append(part)
            continue
        people = parse_people(part)
        names += [f"{initials} {people[0].family}" for initials in leaning if people] + [part]
        leaning = []
    return " | ".join(_ended(name) for name in names) or None


def plausible(value: str) -> bool:
    """Every name has a word of letters that begins with a capital: `J.... rp` and `E. L. rattlo, Jr.` are scraps."""
    names = [re.findall(r"[^\W\d_]{2,}", name) for name in value.split(" | ")]
    families = [[word for word in words if not SUFFIX.match(word)] for words in names]
    return ".." not in value and all(any(word[0].isupper() for word in words) for words in families)


def is_place_name(written: str) -> bool:
    """Whether two capitalised words are rather a place: `Contra Costa Co` is nobody."""
    return bool(_PLACE_WORD.search(written))


def _ended(name: str) -> str:
    """Without the sentence's point, but with that of `Jr.` or of a last initial."""
    last = name.split()[-1] if name.split() else ""
    return name if SUFFIX.match(last) or re.search(r"\b[A-ZÀ-Þ]\.$", name) else name.rstrip(".")
