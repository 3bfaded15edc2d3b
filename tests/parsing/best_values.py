"""The first value of every term that a label's text gives."""

from curatorbench.parsing.label import parse_label


def best(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for one in parse_label(text):
        values.setdefault(one.term, one.value)
    return values
