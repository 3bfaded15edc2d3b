"""Hashes of what the database says, so that a flipped bit is found: `integrity_check` looks at its form only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring

Part = str | int | float | bool | None
_ENCODE = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
GENESIS = hashlib.sha256(b"").hexdigest()


def document(values: Mapping[str, str]) -> str:
    """Accepted values as canonical JSON: keys sorted, no spaces, text as it is."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def documents(records: Sequence[Mapping[str, str]]) -> list[str]:
    """`document` of each: the rows of a file mostly have the same terms, so these are sorted and written once."""
    frames = dict[tuple[str, ...], tuple[str, list[str]]]()
    found = list[str]()
    for values in records:
        terms = tuple(values)
        if terms not in frames:
            frames[terms] = _frame(terms)
        frame, order = frames[terms]
        found.append(frame % tuple([encode_basestring(values[term]) for term in order]))
    return found


def _frame(terms: Sequence[str]) -> tuple[str, list[str]]:
    """A document of these terms with a place for each value, and the terms in the order of the places."""
    order = sorted(terms)
    named = (encode_basestring(term).replace("%", "%%") for term in order)
    return "{" + ",".join(f"{name}:%s" for name in named) + "}", order


def of_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, lone surrogates included, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def of_rows(rows: Sequence[Sequence[Part | bytes]]) -> str:
    """SHA-256 of rows in their order; bytes count as hexadecimal."""
    plain = [[part.hex() if isinstance(part, bytes) else part for part in row] for row in rows]
    return of_text(json.dumps(plain, separators=(",", ":"), ensure_ascii=False))


def chained(before: str, change: Sequence[Part], content: str) -> str:
    """The hash of a history after one more change, given the hash before it and the change's columns and content."""
    return of_text(f"{before}{_ENCODE(change)}{content}")


def first_of_many(change: Sequence[Part], contents: Sequence[str]) -> list[str]:
    """The hashes of histories that begin alike with these contents: `chained`, what they share hashed once."""
    common, found = hashlib.sha256(f"{GENESIS}{_ENCODE(change)}".encode()), list[str]()
    for content in contents:
        digest = common.copy()
        digest.update(content.encode("utf-8", "surrogatepass"))
        found.append(digest.hexdigest())
    return found
