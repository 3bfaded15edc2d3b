"""Make `dwc_dp.json` from the table schemas of the Darwin Core Data Package (gbif/dwc-dp, CC0).

    python make_dwc_dp.py FOLDER      where FOLDER holds index.json and table-schemas/

Only the tables that are written, and of each field only what a data package must say about it.
"""

import json
import sys
from pathlib import Path
from typing import Any

TABLES = (
    "agent",
    "event",
    "identification",
    "identification-agent-role",
    "material",
    "material-agent-role",
    "material-media",
    "media",
    "occurrence",
    "usage-policy",
)


def compact(folder: Path) -> dict[str, Any]:
    """The tables by name: primary key, foreign keys as [column, table, column], fields in order."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return {
        "source": "Darwin Core Data Package (TDWG, GBIF), CC0, https://github.com/gbif/dwc-dp",
        "version": index["version"],
        "profile": f"{index['identifier']}/{index['version']}/dwc-dp-profile.json",
        "tables": {name: _table(folder / "table-schemas" / f"{name}.json") for name in TABLES},
    }


def _table(path: Path) -> dict[str, Any]:
    schema = json.loads(path.read_text(encoding="utf-8"))
    keys = schema.get("foreignKeys", [])
    return {
        "primaryKey": schema.get("primaryKey", ""),
        "foreignKeys": [[k["fields"], k["reference"]["resource"], k["reference"]["fields"]] for k in keys],
        "fields": [_field(field) for field in schema["fields"]],
    }


def _field(field: dict[str, Any]) -> dict[str, Any]:
    kept = {name: field[name] for name in ("name", "title", "description", "type", "dcterms:isVersionOf")}
    constraints = {name: value for name, value in field.get("constraints", {}).items() if value is not False}
    return {**kept, **({"constraints": constraints} if constraints else {})}


if __name__ == "__main__":
    text = json.dumps(compact(Path(sys.argv[1])), indent=1, ensure_ascii=False)
    Path(__file__).with_name("dwc_dp.json").write_text(text + "\n", encoding="utf-8")
