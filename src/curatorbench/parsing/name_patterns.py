"""The forms in which labels write scientific names, their authors, and what stands around them, as patterns."""

from __future__ import annotations

import re

LEAD = re.compile(
    r"(?:n?o\b[.:]?\s?|(?:nr|number)\b[.:]?\s?)?(?:[A-Z]{0,3}-?\d{1,6}[A-Za-z]?\b[.:)]?(?:\s+|(?<=[.:)])))?"
    r"(?:(?:botanical name|sci(?:entific|\.)? name|species name|name|species|taxon|esp[eéè]c(?:ie|e)|art|lichen|fungus"
    r"|nom(?:bre|e|en)?(?:\s(?:cient[ií]fico|scientifique|latino?))?|(?:wissenschaftlicher )?name|determination)\b"
    r"\s?[:.]?\s+)?[=(*]?\s?",
    re.IGNORECASE,
)
GENUS = r"(?:[×xX]\s)?[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:-[a-z]{3,})?|[A-ZÀ-Þ]{4,}"
# A sign of sex, or what readers make of one: a lone 8, o+, 2, f.
SEX = r"(?:\s?[{(]?(?:(?:fe)?male|[♂♀]+)[})]?|\s[^\sA-ZÀ-Þ.,;:(&/][+*]?(?=\s|$))"
BINOMIAL = re.compile(
    rf"(?P<genus>{GENUS}|[A-Z]\.)(?P<sex>{SEX})?\s{{0,2}}(?<=[.\s}})♂♀])"
    rf"(?:\([A-ZÀ-Þ][a-z]{{3,}}\)\s)?(?P<qualifier>(?:(?:cf|aff|nr|near)\.?|(?:ef|of|fo|fr|ct|cl)\.|\?|[×xX])\s)?"
    r"(?P<epithet>[a-zà-ÿ]{3,}(?:-[a-z]{2,})?|[A-ZÀ-Þ]{4,}(?:\s[A-ZÀ-Þ]{5,}(?=\s*$))?)(?P<rest>.*)"
)
# Until about 1950 epithets after people and old genera kept their capital: Alectoria Fremontii Tuck.
CAPITAL = re.compile(
    r"(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{2,})\s(?P<epithet>[A-Z][a-zà-ÿ]{3,})(?P<rest>\s+(?:\([A-Z]|[A-ZÀ-Þ][a-zà-ÿ]{0,8}\.).*)"
)
# An epithet with a capital and nothing behind it, as handwriting and headings have it.
TITLED = re.compile(r"(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{3,20}) (?P<epithet>[A-ZÀ-Þ][a-zà-ÿ]{4,20})(?P<rest>\.?)")
INSIDE = re.compile(
    r"(?<![\w-])(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{3,25}) (?P<epithet>[a-zà-ÿ-]{4,25})"
    r"(?P<authors> ?\([A-ZÀ-Þ][\w.& -]{0,25}\))?(?!\w)"
)
# What stands before the name of another: a host, a substrate, a companion.
COMPANION = re.compile(
    r"\b(?:on|with|of|from|under|beneath|among|amongst|near|in|by|and|or|to|assoc\w*|host|hosts|bark|wood|trunk|trunks"
    r"|branch|branches|twigs?|leaves|dead|old|living|fallen|log|logs|forest|woods?|shell|shells|ad|super|supra"
    r"|cortice|auf|an|bei|mit|unter|von|und|zwischen|sur|sous|avec|parmi|de|et|écorce|sobre|con|en|bajo|entre|y|com|sob|em|e|cf"
    r"|corteza|tronco|intermixed|dominant\w*|nom(?:en)?|det|syn|not|plus|trees?|mats?|clumps?)\b[\s.,:;\"'(]*$"
    r"|[&+,–—/=-]\s*$",
    re.IGNORECASE,
)
OPEN = re.compile(rf"(?P<genus>{GENUS})\s(?P<open>spp?|spec|indet)\b\.?", re.IGNORECASE)
LONE = re.compile(rf"(?P<genus>{GENUS})(?P<sex>{SEX})?[.,]?(?:\s['’]?\d\d|(?:\s[A-Z]{{5,}}){{1,4}})?")
# Forms that ask for genus and species apart.
APART = re.compile(
    r"\b(?:genus|g[eéê]n(?:ero|re)|gattung)\b\s?[:.]?\s{1,9}(?P<genus>[A-ZÀ-Þ][a-zà-ÿ]{2,20})\s{1,9}"
    r"(?:species|esp[eéè]c(?:ie|e)|art|epithet)\b\s?[:.]?\s{1,9}(?P<epithet>[a-zà-ÿ-]{3,25})(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
EPITHETS = re.compile(
    r"(?P<epithets>[a-zà-ÿ]{3,}(?:-[a-z]{2,})?(?:\s(?:(?:var|subsp|ssp"
    r"|f)\.\s)?[a-zà-ÿ]{4,}){0,2})(?P<rest>[\s.,{(♂♀'’].*|\d.*)?"
)
MARKS = re.compile(r"\s*(?:\{(?:fe)?male\}|[♂♀]+|['’‘`]\d{2}\b|(?<=\s)\d{2}$|(?<=\s)[a-z0-9$?+][+*]?(?=\s|$))")
# Capitalised words behind a name that are no author: what the next line, or the one beside it, begins with.
NO_AUTHOR = (
    r"[A-ZÀ-Þ]{4}|Univ|Museum|Herb|Garden|(?:On|Over|The|In|An?|At|From|Near|Along|Among|Around|Above|Below|By|With|And"
    r"|Under|Upon|To|Of|Edge|Open|Dry|Wet|Very|Common|Rare|Scattered|Growing|Collected|Coll?|Co|Leg|Det|Date|No|Nr|Loc"
    r"|Alt|Elev|Hab|Habitat|Host|Substrat\w*|Country|State|County|Auf|Bei|Am|Im|Zwischen|Sur|Sous|Dans|Près|Au|Aux|Bord"
    r"|Sobre|En|Entre|Cerca|Sob|Em|Perto|Rock|Rocks|Soil|Bark|Tree|Trees|Form|Type|Not|This|Plants?|Flowers?|Fruits?"
    r"|Corolla|Leaves|Shrub|Annual|Perennial|Small|Large|Roadside|Locality|Lichens?|Flora|Fungi)\b"
)
AUTHOR = (
    rf"[(\[]?(?:(?!{NO_AUTHOR})[A-ZÀ-Þ][^\W\d_]*(?:['’.-]+[^\W\d_]*)*(?!\w)"
    r"|d'|de|ex|in|et|and|&|f\.|fil\.|von|van|al\."
    r"|(?!(?:var|subsp|ssp|sp|spp|nov|det|coll|leg|alt|elev|cf|aff|loc|hab|no|nr|co|ca|km|ft)\b)[a-z]{2,5}\.(?=\s*(?:\(|$)))"
    r"[)\]]?[,.:;]?"
)
AUTHORS = re.compile(
    rf"(?:(?!\s*\([A-Z]{{2,6}}\)?(?:\s|$))[\s,]*(?:(?:var|subsp|ssp|fo?|forma|subvar)\.?\s[a-zà-ÿ-]{{3,}}"
    r"|(?!(?:with|from|over|near|upon|along|among|under|auf|avec|sobre|entre|unter|zwischen|sous)\b)"
    rf"[a-zà-ÿ-]{{4,}}(?=\s*$|\s[(A-ZÀ-Þ])|(?<=\))\s?[A-ZÀ-Þ]{{4,12}}(?=\W|$)"
    rf"|{AUTHOR}|[()\[\].&,]|1[789]\d\d))*"
)
AUTHOR_ONLY = re.compile(
    r"(?:\d\d\.?\s)?(?:\([\w .&]+\)\s?)?(?:[A-ZÀ-Þ][\wà-ÿ]{0,10}\.?\s?(?:(?:&|et|ex|f\.)\s?)?){1,5}"
)
EPITHET_BELOW = re.compile(r"(?:(?:var|subsp|ssp|f)\. )?[a-z]{4,}(?P<author> [A-Z][\w.& ]{0,20})?")
HOST = re.compile(r"(?:on|ad|in|auf|sur|sobre|host|parasit\w*|epiphyt\w*|associat\w*|with|assoc)\b", re.IGNORECASE)
# What readers make of signs of sex and of the year at the line's end.
NO_WORDS = re.compile(r"\W*(?:\w{1,2}(?:\W+|$)){0,2}")
AUTHORS_FOLLOW = re.compile(r"\s+(?:\([A-ZÀ-Þ][\w.& ]*\)|[A-ZÀ-Þ][a-zà-ÿ]{0,8}\.(?:\s|$|&|,))")
# A line that holds but one sign: of a sex, or a speck.
SCRAP = re.compile(r"\W*[^\WA-ZÀ-Þ]?\W*")
# Brackets whose author could not be read.
UNREAD_AUTHORS = re.compile(r"\s*\([\W\d]*\)")
# Authors behind the words of the line below their name: `Longs Peak, on bark. (Hoffm.) Ach.`
AUTHORS_AT_END = re.compile(
    rf"(?<=[.,;:\w])\s+(?P<authors>\([A-ZÀ-Þ][^\W\d_]{{0,10}}\.?(?:\s?(?:&|ex)\s?[A-ZÀ-Þ][^\W\d_]{{0,10}}\.?)?\)"
    rf"\s?(?!{NO_AUTHOR})(?:[A-ZÀ-Þ]\.\s?){{0,2}}[A-ZÀ-Þ][^\W\d_]{{0,12}}\.?)$"
)
# The one author who stands alone so often that the line can be nothing else.
LINNAEUS = re.compile(r"(?P<authors>\(?L(?:inn)?\.\)?|\(?Linnaeus,?(?: 17\d\d)?\)?)")
# Authors who are told from their namesakes by where they lived: `Müll. Arg.`
NAMESAKE = re.compile(r"\bM(?:ü|u|ue)ll\.?$")
BYNAME = re.compile(r"(?:Arg|Berol|Hal|Stuttg|Freib)\b\.?")
