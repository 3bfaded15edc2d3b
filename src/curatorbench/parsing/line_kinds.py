"""What a line of a label is: the title of a series, an institution's name, or neither.

Titles and institutions look like people and places (`LICHENS OF NORTH CAROLINA`, `Louisiana State University`); who
looks for those asks here first. Words are of the languages that herbaria and museums print.
"""

from __future__ import annotations

import re
from enum import StrEnum


class LineKind(StrEnum):
    TITLE = "title"
    EXSICCATA = "exsiccata"
    INSTITUTION = "institution"
    OTHER = "other"


LONGEST_TITLE = 90
GROUP = (
    r"(?:plant(?:a|ae|as|es|e|en|s)|pflanzen|rastlin[ay]?|växter|planter|flor(?:a|e|ula)|vegetation|"
    r"lichen(?:s|es|i|ised fungi|ized fungi)|l[ií]quenes|flechten|lavar|fung(?:i|os|hi)|mushrooms|hongos|champignons|"
    r"pilze|svampar|mosses|musc[io]|musgos|mousses|moose|mossor|bryophyt\w{1,3}|bri[oó]fitas|hepatic\w{1,3}|liverworts|"
    r"[ck]ryptogam\w{0,5}|cript[oó]gamas|alg(?:ae|as|ues|en|hae)|seaweeds|ferns|helechos|samambaias|farne|"
    r"foug[eè]res|pt[eé]rid[oó]ph?yt\w{1,3}|pteridofitas|grasses|gramin\w{2,4}|orchids|insect(?:s|a|os|es)|insekten|"
    r"spiders|mollus[ck]s|shells)"
)
# Exsiccata have names of their own: a theca, a fascicle, a century of specimens given out.
EXSICCATA = re.compile(
    r"exsicc?at\w*|\bexs\.|\b(?:licheno|bryo|myco|phyco|hepatico|musco|fungo|crypto|crypo)thecae?\b|"
    r"\b(?:decades|centuri[ae]e?|fasc(?:icul(?:us|e|o))?\.?\s(?:[IVXLC]+|\d+))\b|\breliqui(?:ae?|i)\b"
    rf"|^\W*{GROUP}\s(?:rariores|selecti|selectae?|critici|criticae)\b",
    re.IGNORECASE,
)
_OF = r"(?:of|from|de|del|della|dello|dei|do|da|dos|das|du|des|di|d['’]|von|aus|der|des|van|från|fra|zu[rm]?)"
_JOINED = rf"{GROUP}(?:\s?(?:,|&|and|et|y|e|und|och)\s?{GROUP})?"
_TITLE = re.compile(
    rf"(?:^|\t)\W*(?:no\.?\s*)?(?:\d+\.?\s+)?(?:the\s)?(?:[\wÀ-ÿ.-]+\s){{0,2}}{_JOINED}\s*{_OF}(?:\s+|(?=['’A-ZÀ-Þ]))(?:the\s|la\s|las\s|los\s"
    r"|les\s|l['’])?(?:\w+\s)?(?-i:[A-ZÀ-Þ])"
    r"|^\W*(?:\w+\s){0,3}(?:exploration|expedi[tc]i[oó]n|exp[eé]dition|peregrinati\w+|iter)\s"
    r"(?:of|to|a|au|aux|en|in|per|nach)\b",
    re.IGNORECASE,
)
# `Plantae Mexicanae`, `LICHENES CANADENSES`, `Flora Europaea`: a group and a Latin word for a country.
_LATIN_TITLE = re.compile(
    rf"^\W*(?:{GROUP})\s(?:[\w-]+\s)?[A-ZÀ-Þ][\w-]*(?:ens(?:es|is|ia)|an(?:ae|i|a)|ic(?:ae|i|a)|ae(?:ae|i|a)|orum|arum"
    r"|iae|ides|enses|arctici|boreal\w+|austral\w+)\b",
    re.IGNORECASE,
)
# `LICHENS` alone, `FLORA ROCKY MOUNTAIN NATIONAL PARK`, `MYCOLOGICAL COLLECTIONS`: nothing but capitals.
_CAPITALS = re.compile(
    rf"^\W*(?:no\.?\s*)?(?:{GROUP}|{GROUP}(?-i:(?:\s[A-ZÀ-Þ.,'-]+)+)|\w+ical collections)\W*$", re.IGNORECASE
)
# `CALIFORNIA LICHENS`, `Swedish Mosses`: a place and a group, nothing else, in capitals or with capitals in front.
_PLACE_TITLE = re.compile(rf"^(?-i:(?:[A-ZÀ-Þ][\w.'-]+\s){{1,3}}){GROUP}\.?$", re.IGNORECASE)

_DEPARTMENT = r"bot|biol|zool|ent|agri|plant|crop|forest|natural|hort|ecol|life|conserv|science|mycol|geol"
_INSTITUTION = re.compile(
    r"\b(?:universit(?:y|ies|é|ät|à|at|as|aire|ies|eit|etet|et|atis)|universidad\w*|universidade|uniwersytet\w*"
    r"|univerzit\w+|univ\.|museu?ms?|muséum|museo|muzeum|múzeum|museet|naturalis\b|herbari(?:um|o|a|us)|herbier|erbario"
    r"|rijksherbarium|staatssammlung|staatsherbarium|landesmuseum|zoologische\sstaatssammlung|naturhistoris\w+"
    r"|riksmuseet|botanical|botanic|botanique|botanische[rn]?|botanisch\w*|botânico|botánico|orto\sbotanico"
    r"|hortus\sbotanic\w+|jardim\sbot\w+|jard[ií]n\sbot\w+|jardins?\sbot\w+|instituto?s?|institution|institut[aeo]?\w{0,2}"
    r"|academ(?:y|ia|iae)|akademi\w*|accademia|académie"
    rf"|(?:dep(?:artmen)?t|dpto|dept)\.?\s(?:of\s|de\s)?(?:the\s)?(?:{_DEPARTMENT})\w*"
    r"|department\sof\sagriculture|smithsonian|laborator(?:y|io|ium|ies)|laboratoire"
    r"|college(?!\s(?:station|park|place|corner|point|road|rd|st|hill|creek))"
    r"|society(?!\s(?:is|islands?)\b)|soci[eé]t[eé](?:\sbotanique|\sd['’e])?|sociedad|gesellschaft"
    r"|foundation|fundaci[oó]n|stiftung|copyright|arboretum|distributed|deposited|exsiccat\w*|csiro"
    r"|(?:insect|entomolog\w+|zoological|botanical|type)\scollections?)(?!\w)",
    re.IGNORECASE,
)
# `University City`, `Museum Road`, `Herbario Creek`: places that are called after one.
_PLACE_OF = re.compile(
    r"\b(?:university|museum|institute|academy)\s(?:city|park|place|heights|road|rd|st|street|hill|creek|canyon|lake"
    r"|peak|mt|mountain|avenue|ave)\b",
    re.IGNORECASE,
)


def is_title(text: str) -> bool:
    """`LICHENS OF MISSOURI`, `Plantae Mexicanae`, `Flora of St. Croix`: says the group and often the country."""
    if len(text) >= LONGEST_TITLE:
        return False
    loose = any(form.search(text) for form in (_CAPITALS, _PLACE_TITLE)) and institution_in(text) is None
    return loose or any(form.search(text) for form in (EXSICCATA, _TITLE, _LATIN_TITLE))


def institution_in(text: str) -> re.Match[str] | None:
    """Where the words of an institution's name begin on a line, None where it names none."""
    found = _INSTITUTION.search(text)
    return None if found is None or _PLACE_OF.match(text, found.start()) else found


def kind_of(text: str) -> LineKind:
    """What a line is as a whole."""
    if EXSICCATA.search(text):
        return LineKind.EXSICCATA
    if is_title(text):
        return LineKind.TITLE
    return LineKind.INSTITUTION if institution_in(text) else LineKind.OTHER
