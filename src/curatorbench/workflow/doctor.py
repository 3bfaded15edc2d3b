"""What is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from curatorbench.domain.resources import resource


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: `ok`, its version or what is wrong, whether the main job needs it, and what mends it."""

    part: str
    ok: bool
    detail: str
    needed: bool = True
    mend: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "part": self.part, "ok": self.ok, "detail": self.detail, "needed": self.needed, "mend": self.mend,
        }  # fmt: skip


def examine() -> list[Finding]:
    """Look at every part the program leans on. Runs nothing longer than a version question."""
    checks: tuple[Callable[[], Finding], ...] = (
        _python, *(_package(name) for name in _PACKAGES), _tesseract, _screen_libraries, _classifiers,
        _optional("gphoto2", "camera", "cameras"), _optional("python-sane", "scanner", "scanners"),
        _optional("psycopg", "central", "the central database"),
    )  # fmt: skip
    return [check() for check in checks]


_PACKAGES = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "pillow", "opencv-python-headless", "pytesseract", "rapidocr",
    "onnxruntime", "zxing-cpp", "gbif-name-parser",
)  # fmt: skip


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), version, mend="Install Python 3.11 or newer.")


def _package(name: str) -> Callable[[], Finding]:
    def look() -> Finding:
        try:
            return Finding(name, True, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            return Finding(name, False, "not installed", mend="make setup")

    return look


def _optional(name: str, extra: str, purpose: str) -> Callable[[], Finding]:
    def look() -> Finding:
        try:
            return Finding(name, True, importlib.metadata.version(name), needed=False)
        except importlib.metadata.PackageNotFoundError:
            mend = f".venv/bin/pip install -e '.[{extra}]'"
            return Finding(name, False, f"not installed; only {purpose} need it", needed=False, mend=mend)

    return look


def _tesseract() -> Finding:
    program = shutil.which("tesseract")
    mend = "apt-get install tesseract-ocr tesseract-ocr-eng"
    if program is None:
        return Finding("Tesseract", False, "not found; the second reading engine is off", needed=False, mend=mend)
    answer = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    languages = answer.stdout.split()[-20:] if answer.returncode == 0 else []
    known = ", ".join(word for word in languages if word.islower() and len(word) == 3)
    return Finding("Tesseract", "eng" in languages, f"languages: {known or 'none'}", needed=False, mend=mend)


def _screen_libraries() -> Finding:
    """Qt blames xcb-cursor0 whatever is missing; asking the loader tells the truth."""
    mend = "apt-get install the libraries of requirements/debian.txt (make setup does)"
    if not sys.platform.startswith("linux"):
        return Finding("Qt screen libraries", True, "not asked on this system")
    try:
        files = importlib.metadata.files("PySide6-Essentials") or []
    except importlib.metadata.PackageNotFoundError:
        return Finding("Qt screen libraries", False, "PySide6 is not installed", mend="make setup")
    plugin = next((str(f.locate()) for f in files if f.name == "libqxcb.so"), "")
    ldd = shutil.which("ldd")
    if not plugin or ldd is None:
        return Finding("Qt screen libraries", False, "the xcb plugin was not found", mend="make setup")
    answer = subprocess.run([ldd, plugin], capture_output=True, text=True, timeout=20, check=False)
    missing = sorted({line.split()[0] for line in answer.stdout.splitlines() if "not found" in line})
    return Finding(
        "Qt screen libraries", not missing, "missing: " + ", ".join(missing) if missing else "all there", mend=mend
    )


def _classifiers() -> Finding:
    cards = sorted(path.stem for path in resource("classifiers").glob("*.json"))
    return Finding(
        "Classifiers",
        bool(cards),
        ", ".join(cards) or "none found",
        mend="restore resources/classifiers from the release",
    )
