"""What a record's page says, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from curatorbench.domain.record import FieldChange, RecordPage
from curatorbench.domain.terms import LABEL_TERMS
from curatorbench.domain.things import About, IdentificationView, RelationView
from curatorbench.ui.look.language import (
    absence_word,
    change_words,
    judgement_mark,
    judgement_words,
    source_mark,
    source_words,
    term_label,
)
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.names import runs
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.signs import Sign
from curatorbench.ui.look.times import local_time
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate
from curatorbench.ui.parts.field_state import FieldState
from curatorbench.ui.records.record_lines import Line
from curatorbench.workflow import values

_RELATIONS: dict[str, str] = {
    "part of": QT_TRANSLATE_NOOP("record", "part of"),
    "has part": QT_TRANSLATE_NOOP("record", "has part"),
    "derived from": QT_TRANSLATE_NOOP("record", "derived from"),
    "source of": QT_TRANSLATE_NOOP("record", "source of"),
    "same sheet": QT_TRANSLATE_NOOP("record", "same sheet"),
    "hosted on": QT_TRANSLATE_NOOP("record", "hosted on"),
    "host of": QT_TRANSLATE_NOOP("record", "host of"),
    "same individual": QT_TRANSLATE_NOOP("record", "same individual"),
    "duplicate of": QT_TRANSLATE_NOOP("record", "duplicate of"),
}
_NAMES = ("scientificName", "verbatimIdentification")


def flags(page: RecordPage) -> list[Sign]:
    """What somebody should look at: faults of the images, values that cannot be, what the classifiers think."""
    signs = [(Mark(Shape.WARNING, "doubt"), fault) for fault in page.image_faults]
    for term, change in page.values.items():
        if change.value:
            signs += [(Mark(Shape.WARNING, "wrong"), said) for said in values.warnings(term, change.value)]
    signs += [(judgement_mark(judgement), judgement_words(judgement)) for judgement in page.judgements]
    return list(dict.fromkeys(signs))  # two images of one thing may be judged alike


def value_lines(page: RecordPage) -> list[Line]:
    """The accepted values in the order of the work; Enter goes to the field, and its words are lit up."""
    ordered = [*LABEL_TERMS, *(term for term in page.values if term not in LABEL_TERMS)]
    return [_value_line(page, page.values[term]) for term in ordered if term in page.values]


def waiting_words(page: RecordPage) -> str:
    """How many fields have a suggestion that nobody has decided on."""
    count = len({s.term for s in page.suggestions} - page.values.keys())
    if not count:
        return ""
    return translate("record", "Suggestions that wait for a person: {count}").format(count=grouped(count))


def identification_lines(about: About) -> list[Line]:
    """The one that stands first, then the newest."""
    return [_identification_line(view) for view in about.identifications]


def relation_lines(about: About) -> list[Line]:
    """How it belongs to others, and the names that it is a type of; Enter goes to the other."""
    types = [
        Line(name_html(view.scientific_name), view.scientific_name, view.type_status, detail=view.source)
        for view in about.types
    ]
    return [*types, *(_relation_line(view) for view in about.relations)]


def thing_lines(about: About) -> list[Line]:
    """Where it lies, what it is, how many."""
    lines = []
    if about.storage:
        lines.append(_plain(translate("record", "Lies in"), str(about.storage), about.storage.identifier or ""))
    lines.append(_plain(translate("record", "Kind"), about.kind))
    if about.quantity != 1 or about.kind == "lot":
        lines.append(_plain(translate("record", "Count"), grouped(about.quantity)))
    if about.numberless:
        lines.append(_plain(translate("record", "Number"), translate("record", "a person looked; it has none")))
    return lines


def name_html(name: str) -> str:
    """A name with genus and epithets in italics."""
    return "".join(f"<i>{escape(text)}</i>" if slanted else escape(text) for text, slanted in runs(name))


def origin_words(change: FieldChange) -> str:
    """Who made it so, when, in which batch, and what the label has where that differs."""
    parts = list(_origin(change))
    return " · ".join(parts)


def _origin(change: FieldChange) -> Iterator[str]:
    who = source_words(change.source)
    yield who if change.checked else translate("record", "{who}, unchecked").format(who=who)
    yield local_time(change.at)
    if change.verbatim and change.verbatim != change.value:
        yield translate("record", "as written: “{text}”").format(text=change.verbatim)


def _value_line(page: RecordPage, change: FieldChange) -> Line:
    words = change_words(change)
    if change.absence:
        html = f"<span class='quiet'>{escape(absence_word(change.absence))}</span>"
    else:
        html = name_html(words) if change.term in _NAMES else escape(words)
    state = FieldState(change.term, change, tuple(s for s in page.suggestions if s.term == change.term))
    mark = None if change.checked else source_mark(change.source)
    return Line(
        html, words, term_label(change.term), mark, origin_words(change), goal=change.term, lights=state.rests_on()
    )


def _identification_line(view: IdentificationView) -> Line:
    name = " ".join(part for part in (view.qualifier, view.scientific_name or view.verbatim) if part)
    by = [part for part in (view.identified_by, view.date_identified) if part]
    said = ", ".join(by)
    html = name_html(name) + (f"<br><span class='quiet'>{escape(said)}</span>" if said else "")
    stands = translate("record", "stands") if view.stands else translate("record", "before")
    detail = [view.remarks, view.type_status]
    if view.verbatim and view.verbatim != view.scientific_name:
        detail.append(translate("record", "as written: “{text}”").format(text=view.verbatim))
    mark = Mark(Shape.TICK, "good") if view.stands else Mark(Shape.HOLLOW, "quiet")
    return Line(html, f"{name}, {said}" if said else name, stands, mark, " · ".join(filter(None, detail)))


def _relation_line(view: RelationView) -> Line:
    number = view.catalog_number or translate("record", "no number")
    name = view.scientific_name or ""
    html = f"{escape(number)} {name_html(name)}" if name else escape(number)
    kind = translate("record", _RELATIONS.get(view.kind, view.kind))
    follows = "" if view.stated else translate("record", "follows from another relation")
    mark = Mark(Shape.ARROW, "accent")
    return Line(html, f"{number} {name}".strip(), kind, mark, follows, goal=view.material_entity_id)


def _plain(name: str, said: str, detail: str = "") -> Line:
    return Line(escape(said), said, name, detail=detail)
