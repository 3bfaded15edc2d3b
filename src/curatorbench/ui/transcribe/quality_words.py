"""The quality of a record in words and shapes: level, what is missing, faults, what could be written better."""

from __future__ import annotations

from curatorbench.domain.record_quality import Fault, Missing, Offer, RecordQuality
from curatorbench.ui.look.language import term_label
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.signs import Sign
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate

HIGHEST = 3
# The elements of MIDS as a person at the form calls them.
_ELEMENTS: dict[str, str] = {
    "PhysicalSpecimenID": QT_TRANSLATE_NOOP("quality", "number"),
    "Organization": QT_TRANSLATE_NOOP("quality", "institution"),
    "Name": QT_TRANSLATE_NOOP("quality", "name"),
    "ObjectType": QT_TRANSLATE_NOOP("quality", "kind of preparation"),
    "License": QT_TRANSLATE_NOOP("quality", "licence"),
    "Modified": QT_TRANSLATE_NOOP("quality", "day of change"),
    "QualitativeLocation": QT_TRANSLATE_NOOP("quality", "place"),
    "QuantitativeLocation": QT_TRANSLATE_NOOP("quality", "coordinates"),
    "CollectingAgent": QT_TRANSLATE_NOOP("quality", "collector"),
    "DateCollected": QT_TRANSLATE_NOOP("quality", "date"),
    "CollectingNumber": QT_TRANSLATE_NOOP("quality", "collector's number"),
    "Media": QT_TRANSLATE_NOOP("quality", "image"),
    "OrganizationID": QT_TRANSLATE_NOOP("quality", "identifier of the institution"),
    "CollectingAgentID": QT_TRANSLATE_NOOP("quality", "identifier of the collector"),
    "IdentifiedAsID": QT_TRANSLATE_NOOP("quality", "identifier of the name"),
    "IdentifiedByID": QT_TRANSLATE_NOOP("quality", "identifier of the determiner"),
    "GeographicalLocalityID": QT_TRANSLATE_NOOP("quality", "identifier of the place"),
    "MediaID": QT_TRANSLATE_NOOP("quality", "identifier of the image"),
}


def level_sign(quality: RecordQuality) -> Sign:
    """`MIDS 1 of 3. For 2: coordinates, collector`."""
    words = (
        translate("quality", "Below MIDS 0.")
        if quality.level is None
        else translate("quality", "MIDS {level} of {highest}.").format(level=quality.level, highest=HIGHEST)
    )
    if quality.missing:
        wanted = ", ".join(map(missing_word, quality.missing))
        words += " " + translate("quality", "For {level}: {missing}").format(level=quality.next_level, missing=wanted)
    return _level_mark(quality.level), words


def missing_word(missing: Missing) -> str:
    return translate("quality", _ELEMENTS.get(missing.name, missing.label))


def fault_sign(fault: Fault) -> Sign:
    """A contradiction weighs more than a test that failed."""
    return Mark(Shape.WARNING, "doubt" if fault.guid else "wrong"), fault.sentence


def offer_sign(offer: Offer, at: str, key: str) -> Sign:
    """What the field `at` could be, and what comes with it; `key` takes it."""
    others = ", ".join(f"{term_label(term)} {value}" for term, value in offer.changes.items() if term != at)
    value = offer.changes.get(at, "")
    said = translate("quality", "better: {value}") if value else translate("quality", "better: {others}")
    if value and others:
        said = translate("quality", "better: {value}, with {others}")
    return Mark(Shape.ARROW, "quiet"), f"{said.format(value=value, others=others)}  {key}".rstrip()


def _level_mark(level: int | None) -> Mark:
    if level is None:
        return Mark(Shape.HOLLOW, "doubt")
    return Mark(Shape.FULL, "good") if level == HIGHEST else Mark(Shape.HALF, "quiet")
