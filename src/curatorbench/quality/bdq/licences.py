"""Licences of Creative Commons, by the addresses that the standard's expression allows."""

from __future__ import annotations

import re

from curatorbench.quality.bdq.authority import asked
from curatorbench.quality.bdq.parameters import Parameters, Rows
from curatorbench.quality.bdq.responses import Response, amended, judged, unamended, unmet
from curatorbench.quality.values import Values, value

_LANGUAGES = "id|eu|da|de|en|es|fr|fy|hr|it|lv|lt|mi|ni|no|pl|pt|ro|si|fi|sv|tr|cs|el|ru|uk|ar|jp|zh-hans|zh-hant|ko"
_KINDS = "by|by-sa|by-nc|by-nc-sa|by-nd|by-nc-nd"
_ADDRESS = re.compile(
    rf"https?://creativecommons\.org/(?:licenses/(?:{_KINDS})/4\.0|publicdomain/zero/1\.0)/"
    rf"(?:(?:deed|legalcode)(?:\.(?:{_LANGUAGES}))?)?\Z"
)
_NO_SPACES = re.compile(r"[\s_()-]+")
_ZERO = re.compile(r"(?:(?:https?://)?(?:www\.)?creativecommons\.org/publicdomain/zero/1\.0.*|(?:cc|creativecommons)?(?:cc)?0?zero|cc0)(?:v?1\.0)?(?:universal)?(?:publicdomaindedication)?\Z")  # fmt: skip  # noqa: E501
_CODED = re.compile(r"(?:cc|creativecommons)?(by(?:nc)?(?:sa|nd)?)v?4(?:\.0)?(?:international|int)?(?:licen[sc]e)?\Z")
_LINKED = re.compile(rf"(?:https?://)?(?:www\.)?creativecommons\.org/licenses/({_KINDS})/4\.0(?:/.*)?\Z")
_WORDS = (
    ("attribution", "by"),
    ("noncommercial", "nc"),
    ("sharealike", "sa"),
    ("noderivatives", "nd"),
    ("noderivs", "nd"),
)
_CODES = {code.replace("-", ""): code for code in _KINDS.split("|")}


def licence_of(text: str) -> str | None:
    """The address of the licence text that a name, abbreviation or address can only mean; a version must be said."""
    plain = text.strip().lower()
    linked = _LINKED.match(plain)
    if linked:
        return _address(linked[1])
    squeezed = _NO_SPACES.sub("", plain)
    if _ZERO.match(squeezed):
        return "https://creativecommons.org/publicdomain/zero/1.0/legalcode"
    for word, code in _WORDS:
        squeezed = squeezed.replace(word, code)
    coded = _CODED.match(squeezed)
    return _address(_CODES[coded[1]]) if coded and coded[1] in _CODES else None


def _address(kind: str) -> str:
    return f"https://creativecommons.org/licenses/{kind}/4.0/legalcode"


def standard(values: Values, parameters: Parameters) -> Response:
    text = values.get("license", "")
    if not value(values, "license"):
        return unmet("license is empty.")
    return asked(parameters) or judged(
        bool(_ADDRESS.match(text)), f"{text} is no address of a Creative Commons licence."
    )


def standardized(values: Values, parameters: Parameters) -> Response:
    unasked = asked(parameters)
    if unasked:
        return unasked
    text = value(values, "license")
    found = licence_of(text) if text else None
    if found is None or _ADDRESS.match(values.get("license", "")):
        return unamended("It is the address of a licence already, or names none that is known.")
    return amended(f"{text} is {found}.", license=found)


ROWS: Rows = {
    "VALIDATION_LICENSE_STANDARD": standard,
    "AMENDMENT_LICENSE_STANDARDIZED": standardized,
}
