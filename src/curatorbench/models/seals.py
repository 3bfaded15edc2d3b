"""Hashes of what the database says, so that a flipped bit is found: `integrity_check` looks at its form only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

Part = str | int | float | bool | None
_ENCODE = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
GENESIS = hashlib.sha256(b"").hexdigest()


def document(values: Mapping[str, str]) -> str:
    """Accepted values as canonical JSON: keys sorted, no spaces, text as it is."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


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
