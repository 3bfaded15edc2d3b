"""Where things are on this machine: the person's own workspace, and whether there is a screen."""

import os
import sys
from pathlib import Path


def default_workspace() -> Path:
    """The workspace that opens when none is named."""
    from platformdirs import user_documents_path  # not before the window's first paint

    return user_documents_path() / "CuratorBench"


def has_screen() -> bool:
    """Whether a window can be shown."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return True
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def log_file() -> Path:
    """Where our own messages go, for reports."""
    from platformdirs import user_log_path

    return user_log_path("curatorbench", appauthor=False) / "curatorbench.log"
