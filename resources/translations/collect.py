"""`make texts TO=de`: every text of the window into `curatorbench_de.ts`, for Qt Linguist.

`lupdate` reads the sources of `ui`. What settings are called and what they do stands in `domain`, which knows no Qt, so
their texts are written out for it first. Translations that the file already has are kept. What `poses.py` types for
the pictures is not a text of the window.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from curatorbench.domain.settings import SETTINGS
from curatorbench.ui.settings.words import title_text

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "src" / "curatorbench" / "ui"


def collect(into: Path, sources: Path = SOURCES) -> None:
    """Bring `into` (a .ts file, made if it is not there) up to date. Raises CalledProcessError where lupdate fails."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "settings_texts.py"
        settings.write_text(_settings_texts(), encoding="utf-8")
        files = [*(path for path in sorted(sources.rglob("*.py")) if path.name != "poses.py"), settings]
        alias = ["-tr-function-alias", "QT_TRANSLATE_NOOP+=noop"]
        words = [_lupdate(), *alias, "-no-obsolete", "-locations", "none", *map(str, files), "-ts", str(into)]
        subprocess.run(words, check=True, capture_output=True, text=True)


def _settings_texts() -> str:
    """What `translate("settings", ...)` is asked for at run time, each as a marked constant."""
    texts = [text for known in SETTINGS if known.is_shown for text in (title_text(known), known.help, *known.choices)]
    return "\n".join(f"QT_TRANSLATE_NOOP('settings', {text!r})" for text in texts) + "\n"


def _lupdate() -> str:
    beside = str(Path(sys.executable).parent)
    found = shutil.which("pyside6-lupdate", path=beside) or shutil.which("pyside6-lupdate")
    if found is None:
        raise SystemExit("pyside6-lupdate is not there: it comes with pyside6-essentials (`make setup`).")
    return found


def main(words: list[str]) -> None:
    if len(words) != 1 or not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", words[0]):
        raise SystemExit("Which language? For example: make texts TO=de")
    collect(HERE / f"curatorbench_{words[0]}.ts")


if __name__ == "__main__":
    main(sys.argv[1:])
