"""The table schemas of the Darwin Core Data Package 0.1, and what of them a package of ours says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from curatorbench.domain.resources import resource

_NUMBER = {"integer": re.compile(r"[+-]?\d+", re.ASCII), "number": re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)}


@dataclass(frozen=True, slots=True)
class Field:
    """`entry` is the field as a data package lists it."""

    name: str
    type: str
    entry: Mapping[str, Any]

    def holds(self, value: str) -> bool:
        """Whether the value is of the field's type and within its limits."""
        if self.type not in _NUMBER:
            return True
        limits = self.entry.get("constraints", {})
        if not _NUMBER[self.type].fullmatch(value):
            return False
        return bool(limits.get("minimum", float("-inf")) <= float(value) <= limits.get("maximum", float("inf")))


@dataclass(frozen=True, slots=True)
class Table:
    """`foreign_keys` are (column, table, column there); an empty table means this one."""

    name: str
    primary_key: str
    foreign_keys: tuple[tuple[str, str, str], ...]
    fields: dict[str, Field]

    def order(self) -> dict[str, int]:
        return {name: rank for rank, name in enumerate(self.fields)}

    def schema(self, columns: Sequence[str], present: set[str]) -> dict[str, Any]:
        """The table schema of the columns in use, with the foreign keys into tables that are present."""
        keys = [
            {"fields": column, "reference": {"resource": table, "fields": there}}
            for column, table, there in self.foreign_keys
            if column in columns and (not table or table in present)
        ]
        schema: dict[str, Any] = {"fields": [dict(self.fields[name].entry) for name in columns]}
        if self.primary_key:
            schema["primaryKey"] = self.primary_key
        return {**schema, "foreignKeys": keys} if keys else schema


@cache
def tables() -> dict[str, Table]:
    return {name: _table(name, table) for name, table in _shipped()["tables"].items()}


def profile() -> str:
    """The address of the profile that a package says it follows."""
    return str(_shipped()["profile"])


@cache
def _shipped() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(resource("reference", "dwc_dp.json").read_text(encoding="utf-8"))
    return content


def _table(name: str, table: Mapping[str, Any]) -> Table:
    fields = {entry["name"]: Field(entry["name"], entry["type"], entry) for entry in table["fields"]}
    keys = tuple((column, other, there) for column, other, there in table["foreignKeys"])
    return Table(name, table["primaryKey"], keys, fields)
