"""Identifiers are minted at capture, opaque, and never reused."""

import uuid


def mint() -> str:
    """A new random UUID (version 4) as a lower-case string."""
    return str(uuid.uuid4())
