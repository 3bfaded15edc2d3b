"""`RESULTS.md`: one section a benchmark, each with the day and the machine it was measured on."""

from __future__ import annotations

import datetime
import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def replace_section(heading: str, lines: Sequence[str]) -> None:
    """Write `lines` under `## heading`, in place of what stood there; other sections stay as they are."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else "# Results\n"
    section = "\n".join([f"## {heading}", "", f"{_where()}", "", *lines]).rstrip() + "\n"
    found = re.search(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    text = text[: found.start()] + section + "\n" + text[found.end() :] if found else f"{text.rstrip()}\n\n{section}"
    RESULTS.write_text(text.rstrip() + "\n", encoding="utf-8")


def _where() -> str:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return f"{today}, {os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}."


def _processor() -> str:
    """The model's name where the system tells it (Linux), else the architecture."""
    told = Path("/proc/cpuinfo")
    model = re.search(r"^model name\s*:\s*(.+)$", told.read_text(), re.MULTILINE) if told.is_file() else None
    return model[1].strip() if model else platform.machine()
