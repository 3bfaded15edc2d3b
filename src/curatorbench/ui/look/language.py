"""Names of the field in the person's language: terms, statuses, sources, how sure a machine is."""

from __future__ import annotations

import re

from curatorbench.domain.batch_names import about
from curatorbench.domain.errors import Overtaken
from curatorbench.domain.record import (
    Absence,
    FieldChange,
    RecordStatus,
    Source,
    SourceKind,
    Undone,
    UndoVerb,
)
from curatorbench.domain.suggestion import Judgement
from curatorbench.ui.look.marks import Mark, Shape
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate

_TERMS: dict[str, str] = {
    "catalogNumber": QT_TRANSLATE_NOOP("language", "Catalogue number"),
    "scientificName": QT_TRANSLATE_NOOP("language", "Scientific name"),
    "typeStatus": QT_TRANSLATE_NOOP("language", "Type status"),
    "recordedBy": QT_TRANSLATE_NOOP("language", "Collector"),
    "recordNumber": QT_TRANSLATE_NOOP("language", "Collector's number"),
    "eventDate": QT_TRANSLATE_NOOP("language", "Date collected"),
    "country": QT_TRANSLATE_NOOP("language", "Country"),
    "stateProvince": QT_TRANSLATE_NOOP("language", "State or province"),
    "county": QT_TRANSLATE_NOOP("language", "County"),
    "locality": QT_TRANSLATE_NOOP("language", "Locality"),
    "habitat": QT_TRANSLATE_NOOP("language", "Habitat"),
    "decimalLatitude": QT_TRANSLATE_NOOP("language", "Latitude"),
    "decimalLongitude": QT_TRANSLATE_NOOP("language", "Longitude"),
    "verbatimElevation": QT_TRANSLATE_NOOP("language", "Elevation as written"),
    "minimumElevationInMeters": QT_TRANSLATE_NOOP("language", "Lowest elevation, m"),
    "maximumElevationInMeters": QT_TRANSLATE_NOOP("language", "Highest elevation, m"),
    "identifiedBy": QT_TRANSLATE_NOOP("language", "Determined by"),
    "dateIdentified": QT_TRANSLATE_NOOP("language", "Date determined"),
}
_STATUS: dict[RecordStatus, tuple[str, Mark]] = {
    RecordStatus.CAPTURED: (QT_TRANSLATE_NOOP("language", "captured"), Mark(Shape.HOLLOW, "quiet")),
    RecordStatus.READ: (QT_TRANSLATE_NOOP("language", "read"), Mark(Shape.HALF, "quiet")),
    RecordStatus.CHECKED: (QT_TRANSLATE_NOOP("language", "checked"), Mark(Shape.FULL, "good")),
    RecordStatus.APPROVED: (QT_TRANSLATE_NOOP("language", "approved"), Mark(Shape.TICK, "good")),
    RecordStatus.WITHHELD: (QT_TRANSLATE_NOOP("language", "withheld"), Mark(Shape.DASH, "wrong")),
}
_ABSENCE: dict[Absence, str] = {
    Absence.EMPTY: QT_TRANSLATE_NOOP("language", "nothing is written"),
    Absence.UNREADABLE: QT_TRANSLATE_NOOP("language", "unreadable"),
}
_SOURCE: dict[SourceKind, tuple[str, Mark]] = {
    SourceKind.PERSON: (QT_TRANSLATE_NOOP("language", "{name}"), Mark(Shape.TICK, "good")),
    SourceKind.RULE: (QT_TRANSLATE_NOOP("language", "rule “{name}”"), Mark(Shape.GEAR, "doubt")),
    SourceKind.IMPORT: (QT_TRANSLATE_NOOP("language", "import “{name}”"), Mark(Shape.ARROW, "doubt")),
    SourceKind.CAPTURE: (QT_TRANSLATE_NOOP("language", "capture, {name}"), Mark(Shape.ARROW, "doubt")),
    SourceKind.SYNC: (QT_TRANSLATE_NOOP("language", "sync, {name}"), Mark(Shape.ARROW, "doubt")),
}
_SURE, _CHECK = 0.9, 0.6  # a person reads a word and a shape, never a percentage
_JOBS: dict[str, str] = {
    "running": QT_TRANSLATE_NOOP("language", "running"),
    "waiting": QT_TRANSLATE_NOOP("language", "waiting"),
    "failed": QT_TRANSLATE_NOOP("language", "failed"),
    "done": QT_TRANSLATE_NOOP("language", "done"),
    "cancelled": QT_TRANSLATE_NOOP("language", "cancelled"),
}
_UNIT_KINDS: dict[str, str] = {
    "building": QT_TRANSLATE_NOOP("language", "building"),
    "room": QT_TRANSLATE_NOOP("language", "room"),
    "cabinet": QT_TRANSLATE_NOOP("language", "cabinet"),
    "shelf": QT_TRANSLATE_NOOP("language", "shelf"),
    "drawer": QT_TRANSLATE_NOOP("language", "drawer"),
    "tray": QT_TRANSLATE_NOOP("language", "tray"),
    "box": QT_TRANSLATE_NOOP("language", "box"),
    "folder": QT_TRANSLATE_NOOP("language", "folder"),
    "jar": QT_TRANSLATE_NOOP("language", "jar"),
}
_JOB_KINDS: dict[str, str] = {
    "inspect": QT_TRANSLATE_NOOP("language", "Inspect the image"),
    "segment": QT_TRANSLATE_NOOP("language", "Find the labels"),
    "read": QT_TRANSLATE_NOOP("language", "Read the labels"),
    "suggest": QT_TRANSLATE_NOOP("language", "Suggest values"),
    "judge": QT_TRANSLATE_NOOP("language", "Judge the specimen"),
    "export": QT_TRANSLATE_NOOP("language", "Publish"),
    "backup": QT_TRANSLATE_NOOP("language", "Back the catalogue up"),
    "fixity": QT_TRANSLATE_NOOP("language", "Read again what is kept"),
}
# Facts of records and storage units, and kinds of links, as `models` calls them.
_PARTS: dict[str, str] = {
    "status": QT_TRANSLATE_NOOP("language", "Status"),
    "storageUnit": QT_TRANSLATE_NOOP("language", "Storage place"),
    "objectQuantity": QT_TRANSLATE_NOOP("language", "Number of objects"),
    "kind": QT_TRANSLATE_NOOP("language", "Kind"),
    "category": QT_TRANSLATE_NOOP("language", "Category"),
    "mergedInto": QT_TRANSLATE_NOOP("language", "Merge"),
    "retired": QT_TRANSLATE_NOOP("language", "Presence"),
    "name": QT_TRANSLATE_NOOP("language", "Name"),
    "parent": QT_TRANSLATE_NOOP("language", "Place in the tree"),
    "position": QT_TRANSLATE_NOOP("language", "Order"),
    "identifier": QT_TRANSLATE_NOOP("language", "Identifier"),
    "image": QT_TRANSLATE_NOOP("language", "Image"),
    "relation": QT_TRANSLATE_NOOP("language", "Relation"),
    "identification": QT_TRANSLATE_NOOP("language", "Determination"),
    "type": QT_TRANSLATE_NOOP("language", "Type designation"),
    "assertion": QT_TRANSLATE_NOOP("language", "Answer"),
}
# A word with a capital within it is a name of Darwin Core or of ours: `recordedBy`, `storageUnit`. Those without are
# words of the language as well: they are names where the sentences of `workflow.mending` have one.
_PLAIN = "|".join(name for name in _TERMS if name.islower())
_BEGINS = r"(?:\A|(?<=\Arevert of )|(?<=\Aundo of )|(?<=\Aredo of ))"
_NAMES = re.compile(
    rf"\b[a-z]+(?:[A-Z][a-z]+)+\b|{_BEGINS}(?:{_PLAIN})(?= (?:set|filled|cleared)|:)|(?<=: )(?:{_PLAIN})(?= was )"
)
_QUOTED = re.compile(r"(“[^”]*”|'[^']*')")
_JUDGED: dict[str, str] = {
    "mercury": QT_TRANSLATE_NOOP("language", "Mercury stain"),
    "family": QT_TRANSLATE_NOOP("language", "Family"),
    "lycopod-genus": QT_TRANSLATE_NOOP("language", "Genus of Lycopodiaceae"),
}


def _say(text: str) -> str:
    """A text marked above, in the person's language."""
    return translate("language", text)


def term_label(term: str) -> str:
    """`Collector` for recordedBy; a term without a name of its own is spelt out: `field number` for fieldNumber."""
    if term in _TERMS:
        return _say(_TERMS[term])
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", term).capitalize()


def in_words(sentence: str) -> str:
    """A sentence or the name of a batch with the names of fields and facts as people call them, but within quotes."""
    parts = re.split(_QUOTED, sentence)
    return "".join(part if number % 2 else _NAMES.sub(_named, part) for number, part in enumerate(parts))


def _named(found: re.Match[str]) -> str:
    name = found.group()
    return part_word(name) if name in _PARTS else term_label(name)


def status_word(status: RecordStatus) -> str:
    return _say(_STATUS[status][0])


def status_mark(status: RecordStatus) -> Mark:
    return _STATUS[status][1]


def absence_word(absence: Absence) -> str:
    return _say(_ABSENCE[absence])


def source_words(source: Source) -> str:
    return _say(_SOURCE[source.kind][0]).format(name=source.name)


def source_mark(source: Source) -> Mark:
    return _SOURCE[source.kind][1]


def confidence_word(confidence: float) -> str:
    """`confidence` 0-1 in a word."""
    if confidence >= _SURE:
        return translate("language", "sure")
    return translate("language", "check") if confidence >= _CHECK else translate("language", "doubtful")


def confidence_mark(confidence: float) -> Mark:
    if confidence >= _SURE:
        return Mark(Shape.FULL, "quiet")
    return Mark(Shape.HALF, "doubt") if confidence >= _CHECK else Mark(Shape.HOLLOW, "wrong")


def job_word(state: str) -> str:
    return _say(_JOBS.get(state, state))


def job_mark(state: str) -> Mark:
    return {
        "failed": Mark(Shape.WARNING, "wrong"),
        "running": Mark(Shape.ARROW, "accent"),
        "waiting": Mark(Shape.HOLLOW, "quiet"),
        "done": Mark(Shape.TICK, "good"),
    }.get(state, Mark(Shape.DASH, "quiet"))


def unit_kind_word(kind: str) -> str:
    """What people call a kind of storage unit."""
    return _say(_UNIT_KINDS.get(kind, kind))


def job_kind(kind: str) -> str:
    return _say(_JOB_KINDS[kind]) if kind in _JOB_KINDS else kind.replace("-", " ").capitalize()


def judgement_words(judgement: Judgement) -> str:
    """A judgement in one line, with what its network was trained on where that is not the real thing."""
    name = judged_word(judgement)
    said = _stain_words(judgement) if judgement.probability is not None else _naming_words(judgement)
    return f"{name}: {said}{_training_words(judgement)}"


def judged_word(judgement: Judgement) -> str:
    """What a judgement is about: `Family`."""
    return _say(_JUDGED.get(judgement.model, judgement.model))


def _training_words(judgement: Judgement) -> str:
    if judgement.trained_on == "real":
        return ""
    if judgement.probability is not None:
        return " · " + translate("language", "trained on simulated staining")
    return " · " + translate("language", "trained on simulated images")


def judgement_mark(judgement: Judgement) -> Mark:
    return {
        "flag": Mark(Shape.WARNING, "doubt"),
        "clear": Mark(Shape.FULL, "quiet"),
        "suggest": Mark(Shape.FULL, "quiet"),
    }.get(judgement.decision, Mark(Shape.HOLLOW, "quiet"))


def _stain_words(judgement: Judgement) -> str:
    decided = {"flag": translate("language", "likely, look for yourself"), "clear": translate("language", "none seen")}
    chance = translate("language", "chance {percent} %").format(percent=round(100 * (judgement.probability or 0)))
    said = decided.get(judgement.decision, translate("language", "cannot say"))
    return f"{said} ({chance})"


def _naming_words(judgement: Judgement) -> str:
    ranked = ", ".join(f"{label} {round(100 * p)} %" for label, p in judgement.top[:3])
    if judgement.decision == "suggest":
        return ranked
    return translate("language", "cannot say; nearest {names}").format(names=ranked)


def undone_words(undone: Undone) -> str:
    """`Took back: Country of B 10 1001: “Peru” again.`, in the person's language."""
    number = undone.catalog_number or translate("language", "the record without a number")
    if undone.batch is not None:
        one, many = translate("language", "{batch}."), translate("language", "{batch}: {count} records.")
        said = (one if undone.records == 1 else many).format(batch=in_words(about(undone.batch)), count=undone.records)
    elif undone.what == "retired":
        said = _presence_words(undone.is_there).format(record=number)
    elif undone.what:
        said = translate("language", "{what} of {record} as it was.").format(record=number, what=part_word(undone.what))
    elif undone.status is not None:
        said = translate("language", "{record} is {status} again.")
        said = said.format(record=number, status=status_word(undone.status))
    else:
        said = translate("language", "{field} of {record}: {value}.")
        said = said.format(field=term_label(undone.term or ""), record=number, value=_value_words(undone))
    is_undo = undone.verb is UndoVerb.UNDO
    verb = translate("language", "Took back") if is_undo else translate("language", "Did again")
    return f"{verb}: {said}"


def _presence_words(is_there: bool) -> str:
    if is_there:
        return translate("language", "{record} is there again.")
    return translate("language", "{record} is no longer there.")


def part_word(part: str) -> str:
    """What a change changed where it is no field: a fact of a record or storage unit, or a kind of link."""
    return _say(_PARTS[part]) if part in _PARTS else part


def _value_words(undone: Undone) -> str:
    if undone.absence:
        return absence_word(undone.absence)
    if undone.value is None:
        return translate("language", "no value again")
    return translate("language", "“{value}” again").format(value=undone.value)


def overtaken_words(error: Overtaken) -> tuple[str, str]:
    """Why a step stays as it is, and what to do."""
    what = term_label(error.term) if error.term else translate("language", "The status of the record")
    if not error.term and error.what != "status":
        said = error.message
    elif error.by:
        said = translate("language", "{what} was changed by {who} since, and stays.").format(what=what, who=error.by)
    else:
        said = translate("language", "{what} stays: what it was before is another record's now.").format(what=what)
    return said, translate("language", "The same key again goes on to the step before.")


def change_words(change: FieldChange) -> str:
    """What a change made of its field."""
    if change.absence:
        return absence_word(change.absence)
    return change.value if change.value is not None else translate("language", "withdrawn")
