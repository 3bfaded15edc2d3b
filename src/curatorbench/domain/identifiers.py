"""Identifiers are minted at capture, opaque, and never reused."""

import os
import time
import uuid


def mint() -> str:
    """A new random UUID (version 4) as a lower-case string."""
    return str(uuid.uuid4())


def mint_many(count: int) -> list[str]:
    """`count` new UUIDs (version 7: time first, the rest random) in rising order.

    An index of identifiers then grows at its end; random ones would touch all of it for every thousand records.
    """
    random, first = os.urandom(8 * count).hex(), (time.time_ns() // 1_000_000) << 12
    return [_seventh(first + number, random[16 * number : 16 * number + 16]) for number in range(count)]


def _seventh(moment: int, random: str) -> str:
    """RFC 9562, 5.7: 48 bits of milliseconds, 12 that count on within them, 62 that are random."""
    said = f"{moment:015x}"
    return f"{said[:8]}-{said[8:12]}-7{said[12:]}-{'89ab'[int(random[0], 16) & 3]}{random[1:4]}-{random[4:]}"
