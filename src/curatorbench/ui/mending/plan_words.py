"""A plan in a person's words, as text and as rich text."""

from __future__ import annotations

from html import escape

from curatorbench.domain.batch_names import REVERT, about
from curatorbench.domain.mending import Done, Part, Plan, PlannedRecord
from curatorbench.domain.record import RecordStatus
from curatorbench.ui.look.language import in_words, status_word, term_label
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.palette import colours
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP, translate

_WHATS: dict[str, str] = {
    "status": QT_TRANSLATE_NOOP("plan", "Status"),
    "storageUnit": QT_TRANSLATE_NOOP("plan", "Lies in"),
    "image": QT_TRANSLATE_NOOP("plan", "Image"),
    "relation": QT_TRANSLATE_NOOP("plan", "Relation"),
    "identification": QT_TRANSLATE_NOOP("plan", "Determination"),
    "identifier": QT_TRANSLATE_NOOP("plan", "Identifier"),
    "kind": QT_TRANSLATE_NOOP("plan", "Kind"),
    "objectQuantity": QT_TRANSLATE_NOOP("plan", "Count"),
    "mergedInto": QT_TRANSLATE_NOOP("plan", "Becomes part of"),
    "retired": QT_TRANSLATE_NOOP("plan", "Retired"),
}


def what_word(what: str) -> str:
    """`Lies in` for storageUnit, `Collector` for recordedBy."""
    return translate("plan", _WHATS[what]) if what in _WHATS else term_label(what)


def count_words(plan: Plan) -> str:
    """How many records, how many are so already, how many of them somebody has signed."""
    said = [_changing(plan.count)]
    if plan.already:
        said.append(translate("plan", "{count} so already.").format(count=grouped(plan.already)))
    if plan.approved:
        said.append(translate("plan", "{count} of them approved.").format(count=grouped(plan.approved)))
    if plan.withheld:
        said.append(translate("plan", "{count} of them withheld.").format(count=grouped(plan.withheld)))
    return " ".join(said)


def _changing(count: int) -> str:
    if count == 0:
        return translate("plan", "Nothing would change.")
    if count == 1:
        return translate("plan", "One record would change.")
    return translate("plan", "{count} records would change.").format(count=grouped(count))


def done_words(done: Done) -> str:
    """What was done, for the notice."""
    name = in_words(about(done.name.removeprefix(REVERT)))
    if done.name.startswith(REVERT):
        name = translate("plan", "Took back: {batch}").format(batch=name)
    name = name[:1].upper() + name[1:]
    records = translate("plan", "{count} records").format(count=grouped(done.records))
    said = f"{name}." if done.records == 1 else f"{name}: {records}."
    if done.skipped:
        left = translate("plan", "{count} left as they are: {why}")
        said += " " + left.format(count=grouped(len(done.skipped)), why=done.skipped[0].why)
    return said


def record_html(record: PlannedRecord) -> str:
    """A record with what was and what will be, the old struck out."""
    parts = "".join(f"<div style='margin-left:8px'>{_part_html(part)}</div>" for part in record.parts)
    return f"<div style='margin-top:6px'><b>{escape(_number_words(record))}</b></div>{parts}"


def _number_words(record: PlannedRecord) -> str:
    if record.catalog_number:
        return record.catalog_number
    if record.material_entity_id is None:
        return translate("plan", "a new record")
    return translate("plan", "no number")


def _part_html(part: Part) -> str:
    quiet = colours().quiet
    what = f"<span style='color:{quiet}'>{escape(what_word(part.what))}:</span>"
    if part.what == "image":
        coming = translate("plan", "comes here") if part.before is None else translate("plan", "goes")
        return f"{what} {escape(coming)}"
    if part.before is None:
        return f"{what} {escape(_said(part, part.after))}"
    before = f"<s style='color:{quiet}'>{escape(_said(part, part.before))}</s>"
    return f"{what} {before} → {escape(_said(part, part.after))}"


def _said(part: Part, value: str | None) -> str:
    if value is None:
        return translate("plan", "nothing")
    if part.what == "status" and value in set(RecordStatus):
        return status_word(RecordStatus(value))
    return value
