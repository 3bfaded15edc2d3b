"""Codes on a picture that may be the number of another thing, though the profile's template knows no such number.

Another house's barcode, or one of ours that was misread: the sheet before the lens may not be the one that is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from curatorbench.domain.captures import Became
from curatorbench.domain.codes import Meaning, form, looks_like_number
from curatorbench.models.history import fields
from curatorbench.models.history.searched import catalog_key
from curatorbench.models.opinions import readings
from curatorbench.models.records import catalogue, exposures
from curatorbench.models.store.keys import material_key, number_of
from curatorbench.models.store.store import Session
from curatorbench.workflow.capture.taking import Taking

_OTHERS = 2  # things that bear a code which is none's: it lies beside them all, on a colour target or a ruler
_LOOKED_BACK = 30  # exposures of the sitting in which such a code is looked for
_FEWEST, _LONGEST = 3, 40  # digits, and signs, of what may be a number
_BETWEEN = re.compile("[ ._:-]+")
_NUMBERS = ("catalogNumber", "otherCatalogNumbers", "recordNumber")


def strays(taking: Taking, things: Sequence[str]) -> list[str]:
    """The codes that may be another thing's number, those left out that `things` bear or that lie beside all things.

    Without a template any number is one, and there is none of these. An address is none: one that names a specimen is
    a stable identifier, and others lead to projects and to makers of targets.
    """
    template = taking.sitting.profile.number
    said = (one for one in taking.means if one.meaning is Meaning.OTHER and one.uri is None)
    found = {catalog_key(one.value): one.value for one in said if template and _may_number(one.value, template)}
    if not found:
        return []
    if any(catalog_key(number_of(taking.session, thing) or "") in found for thing in things):
        return []  # the right number is there too, in another spelling
    known = {key for thing in things for key in _borne(taking.session, thing)}
    return [text for key, text in found.items() if key not in known and not _lies_beside(taking, key, things)]


def _may_number(text: str, template: str) -> bool:
    """It looks like a number, of whatever house, or like a scrap of one of ours."""
    digits = sum(sign.isdigit() for sign in text)
    is_scrap = digits > 0 and form(text) == form(template)
    is_coded = digits >= _FEWEST and len(text) <= _LONGEST and all(map(_is_coded, _BETWEEN.split(text)))
    return looks_like_number(text) or is_scrap or is_coded


def _is_coded(part: str) -> bool:
    """No word: a part of `MNHN-P-P00123` or of `US 12-3456`."""
    return part.isalnum() and (part.isupper() or any(sign.isdigit() for sign in part))


def _borne(session: Session, thing: str) -> Iterator[str]:
    """What was read from a thing's pictures, and the numbers that it has, spelled to compare by."""
    key = material_key(session, thing).id
    for link in catalogue.images_of(session, key):
        yield from _codes(session, str(link.values["asset"]))
    for term in _NUMBERS:
        field = fields.current_one(session, key, term)
        yield from map(catalog_key, (field.change.value or "").split("|") if field else ())


def _lies_beside(taking: Taking, key: str, things: Sequence[str]) -> bool:
    """Whether a code was on pictures of several other things of this sitting."""
    others: set[str] = set()
    for kept in islice(exposures.standing(taking.session, taking.sitting.key), _LOOKED_BACK):
        shows = kept.asset if kept.became in (Became.SAVED, Became.MET) else None
        if shows is not None and key in _codes(taking.session, shows[1]):
            others.update(kept.records[:1])
    return len(others.difference(things)) >= _OTHERS


def _codes(session: Session, asset: str) -> list[str]:
    return [catalog_key(code.text) for code in readings.barcodes_of(session, asset)]
