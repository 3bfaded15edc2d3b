"""What readers put for the letters of a person's name: `Powel1`, `J0hn`, `A. Gray g B. Hill` for an ampersand.

Every mending keeps the length of the text, so that places stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from curatorbench.domain.suggestion import Finding
from curatorbench.parsing.findings import as_written
from curatorbench.parsing.layout import Layout
from curatorbench.parsing.slips import TO_DIGITS

_INSIDE = re.compile(r"(?<=[A-Za-zÀ-ž][a-zß-ž])[10](?=[a-zß-ž])|(?<=\b[A-Z])[01](?=[a-z]{2})|(?<=[a-z]l)1(?![\w/.-])")
_AT_HEAD = re.compile(r"(?<![\w.,-])0(?=[a-z]{3})")
_INITIAL = re.compile(r"(?<![\w.])[0](?=\.\s?[A-Z][a-z])|(?<=[A-Z]\.)[0](?=\.\s?[A-Z])")
# `&` read as a letter or a figure, between the end of one name and the initials of the next.
_AMPERSAND = re.compile(r"(?<=[a-zß-ž]{2} )[g8S6aR$](?= (?:[A-ZÀ-Þ]\. ?){1,3}[A-ZÀ-Þ][a-zß-ž])")
# Behind No. a letter among figures is one: No. l0762.
_NUMBER = re.compile(r"(?<![^\W_])(?:(?:No|Nr|Num|Núm)[.:]{0,2}|№)\s?(?P<number>[\dlIOQ|]{2,6})(?![\w|])")
_ROLE = re.compile(r"\b[Cc]o(?:l1|1l|11)(?=[ .:,]|ect)|\b1eg(?=[ .])")
_LETTER = {"1": "l", "0": "o"}


def mended(text: str) -> str:
    """`text` with the slips in names put right, letter for letter."""
    text = _ROLE.sub(lambda found: found.group().replace("1", "l"), text)
    text = _INSIDE.sub(lambda found: _LETTER[found.group()], text)
    text = _INITIAL.sub("O", _AT_HEAD.sub("O", text))
    text = _NUMBER.sub(_figures, text)
    return _AMPERSAND.sub("&", text)


def _figures(found: re.Match[str]) -> str:
    written = found["number"]
    head = found.group()[: -len(written)]
    return head + (written.translate(TO_DIGITS) if sum(sign.isdigit() for sign in written) >= 2 else written)


def mended_layout(layout: Layout) -> Layout:
    """The layout with the slips in names put right, letter for letter; itself if there are none."""
    text = mended(layout.text)
    return layout if text == layout.text else Layout(text)


def marked(said: Finding, read: Layout) -> Finding:
    """A finding whose letters are not those that were read says so."""
    verbatim = as_written(read.text, said.spans)
    return said if verbatim == said.verbatim else replace(said, verbatim=verbatim, corrected=True)
