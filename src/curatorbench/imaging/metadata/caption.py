"""What is to be said of a picture, before it is known in which format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# What XML 1.0 cannot hold, the controls that it could, and halves of characters.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Caption:
    """`sha256` is of the original that the picture was made from. `terms` are accepted values by plain Darwin Core
    name. `licence` is a URL, `created` ISO 8601 local time of the exposure; what is not known is empty."""

    sha256: str
    terms: Mapping[str, str] = field(default_factory=dict)
    institution: str = ""
    collection: str = ""
    creator: str = ""
    rights_holder: str = ""
    licence: str = ""
    created: str = ""

    @property
    def source(self) -> str:
        """The original as a URN."""
        return f"urn:sha256:{self.sha256}"

    @property
    def title(self) -> str:
        return " ".join(part for part in (self.term("catalogNumber"), self.term("scientificName")) if part)

    @property
    def description(self) -> str:
        """Who collected what, where and when, in one line."""
        told = ("scientificName", "country", "stateProvince", "locality", "recordedBy", "recordNumber", "eventDate")
        return ", ".join(value for value in map(self.term, told) if value)

    @property
    def rights(self) -> str:
        return f"© {self.rights_holder}" if self.rights_holder else ""

    def term(self, name: str) -> str:
        return self.terms.get(name, "")


def plain(text: str) -> str:
    """Text without control characters; line ends are `\\n`."""
    return _UNSPEAKABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """As `plain`, with all white space as single spaces, for fields that know no lines."""
    return " ".join(plain(text).split())
