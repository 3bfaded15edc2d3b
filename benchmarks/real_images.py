"""The demonstration over every real label image: what became of each, and the archive before foreign judges."""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from dwca.read import DwCAReader
from lxml import etree

from benchmarks.results import replace_section
from benchmarks.samples import data_folder, real_images
from benchmarks.schemas import schema


def demonstrate(images: Path, workspace: Path) -> dict[str, Any]:
    """The demonstration's own account of `images`."""
    command = [sys.executable, "-m", "curatorbench", "demo", "--no-window", "--json"]
    command += ["--images", str(images), "--workspace", str(workspace)]
    finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    account: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return account


def judged(archive: Path, data: Path) -> dict[str, object]:
    """What python-dwca-reader and the schemas say of an archive."""
    with DwCAReader(str(archive)) as reader:
        rows = [(row.id, len(row.extensions)) for row in reader]
    with zipfile.ZipFile(archive) as opened:
        meta, eml = (etree.fromstring(opened.read(name)) for name in ("meta.xml", "eml.xml"))
    return {
        "records read by python-dwca-reader": len(rows),
        "their images": sum(images for _, images in rows),
        "identifiers unique": len({identifier for identifier, _ in rows}) == len(rows),
        "meta.xml valid": schema(data, "dwc", "tdwg_dwc_text.xsd").validate(meta),
        "eml.xml valid": schema(data, "eml", "eml.xsd").validate(eml),
    }


def main() -> None:
    data = data_folder()
    if data is None:
        real_images()
        return
    with tempfile.TemporaryDirectory() as folder:
        account = demonstrate(data / "labels" / "images", Path(folder, "workspace"))
        verdict = judged(Path(account["archive"]), data)
    rows = ["| what | figure |", "|---|---|"]
    for name in ("images", "taken", "duplicates", "records", "words", "suggestions", "published", "seconds"):
        rows.append(f"| {name} | {account[name]} |")
    rows.append(f"| quarantined | {len(account['quarantined'])} |")
    rows.append(f"| failed jobs | {len(account['failed_jobs'])} |")
    rows.append(f"| problems found by our own checks | {len(account['problems'])} |")
    rows += [f"| {name} | {value} |" for name, value in verdict.items()]
    rows += [f"| filled: {term} | {count} |" for term, count in account["fields_by_term"].items()]
    rows += [f"| judged {what} | {count} |" for what, count in account["judgements"].items()]
    rows += ["", *(f"- {reason}" for reason in (*account["failed_jobs"], *account["problems"]))]
    print("\n".join(rows))
    replace_section("The demonstration on real label images", rows)
