"""How tests of the command line run commands."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from curatorbench.bootstrap import parts
from curatorbench.cli import app


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[dict[str, Any]], str]]:
    """Run a command as a script would: (exit code, the JSON lines of stdout, stderr)."""

    def run(*arguments: object, json_too: bool = True) -> tuple[int, list[dict[str, Any]], str]:
        code = app.run(parts, [*map(str, arguments), *(["--json"] if json_too else [])])
        output, errors = capsys.readouterr()
        assert "Traceback" not in output + errors and "foresee" not in errors
        return code, [json.loads(line) for line in output.splitlines()] if json_too else [], errors

    return run
