"""What the catalogue says of an answer: how many records, what narrows it, and what to do where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from curatorbench.domain.question import Question
from curatorbench.ui.look.numbers import grouped
from curatorbench.ui.look.wording import translate
from curatorbench.ui.records.columns import column_label


def count(records: int, is_complete: bool, is_narrowed: bool) -> str:
    """`records` are those that are known of so far."""
    if not is_complete:
        return translate("found", "{count} records and more").format(count=grouped(records))
    said = translate("found", "found: {count}") if is_narrowed else translate("found", "records: {count}")
    return said.format(count=grouped(records))


def picked(records: int, *, is_growing: bool = False) -> str:
    if is_growing:
        return translate("found", "selected: all, being counted")
    return translate("found", "selected: {count}").format(count=grouped(records))


def filter_(name: str, value: str | None) -> str:
    """What a chip says of a filter that no facet has."""
    said = translate("found", "none") if value is None else value
    return f"{column_label(name)}: {said}"


def sorting(question: Question) -> str:
    if not question.sort:
        return translate("found", "In the order of capture.")
    name = column_label(question.sort)
    said = (
        translate("found", "{column}, downwards.") if question.descending else translate("found", "{column}, upwards.")
    )
    return translate("found", "Sorted by {what}").format(what=said.format(column=name))


def nothing(text: str, chips: Sequence[str], keys: Mapping[str, str]) -> str:
    """An empty table: what this place is for, or what to take off. `keys` are those in force, by action."""
    if not text and not chips:
        said = translate(
            "found",
            "This is where every record of the collection stands.\n\n"
            "{capture} takes in images, {entry} keys in records without one.\n"
            "“curatorbench import” brings in the records that you have.",
        )
        return said.format(capture=keys.get("bench.capture", ""), entry=keys.get("entry.begin", ""))
    key = keys.get("table.everything", "")
    lines = [translate("found", "No record holds all of this:"), *([f"“{text}”"] if text else []), *chips, ""]
    if text:
        lines.append(translate("found", "Esc in the search empties it."))
    if chips:
        lines.append(translate("found", "Each chip above takes off one, {key} takes off everything.").format(key=key))
    return "\n".join(lines)
