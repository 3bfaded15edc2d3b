"""Every text of the window goes through `tr`, and `lupdate` finds it under the context it is asked for at run time."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from curatorbench.domain.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
UI = ROOT / "src" / "curatorbench" / "ui"
# Calls whose first argument is seen or heard.
SHOWN = {
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QListWidgetItem", "QPushButton", "QRadioButton", "QToolButton",
    "addAction", "addItem", "addMenu", "addRow", "addTab", "quiet_label", "setAccessibleDescription",
    "setAccessibleName", "setPlaceholderText", "setPrefix", "setStatusTip", "setSuffix", "setText", "setTitle",
    "setToolTip", "setWindowTitle",
}  # fmt: skip
# A name, and what a person types into a terminal, are the same in every language.
SAME_EVERYWHERE = {"CuratorBench", "\n\ncuratorbench settings WORKSPACE ", " VALUE"}
MARKS = {"translate", "noop", "QT_TRANSLATE_NOOP"}  # context, text

Text = tuple[str, str]  # context, source


def sources() -> list[Path]:
    return [path for path in sorted(UI.rglob("*.py")) if path.name != "poses.py"]


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def literals(node: ast.expr) -> Iterator[str]:
    """The bare strings of an expression: those in calls are the business of what is called, save str.format."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        yield from literals(node.func.value)
    elif isinstance(node, ast.JoinedStr | ast.BinOp | ast.IfExp | ast.BoolOp | ast.FormattedValue):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from literals(child)


def bare_texts(source: str) -> list[str]:
    """`line: text` of what would be shown as it stands in the source."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    shown = (call for call in calls if called(call) in SHOWN and call.args)
    said = ((call.lineno, text) for call in shown for text in literals(call.args[0]) if text not in SAME_EVERYWHERE)
    return [f"{line}: {text}" for line, text in said if re.search(r"[^\W\d_]{2}", text)]


def texts_of(node: ast.AST, inside: str = "") -> Iterator[tuple[int, Text]]:
    """(line, text) of all that is asked for in a language; `inside` is the class around, the context of `self.tr`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and child.args:
            yield from text_of(child, inside)
        yield from texts_of(child, child.name if isinstance(child, ast.ClassDef) else inside)


def text_of(call: ast.Call, inside: str) -> Iterator[tuple[int, Text]]:
    said = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if called(call) == "tr" and said:
        # Whose `tr` it is decides the context at run time; `lupdate` takes the name before the dot for it.
        is_own = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "self"
        yield call.lineno, (inside if is_own else f"tr of {ast.unparse(call.func)}", said[0])
    elif called(call) in MARKS and len(said) > 1:
        yield call.lineno, (said[0], said[1])


@pytest.fixture(scope="module")
def collector() -> ModuleType:
    spec = importlib.util.spec_from_file_location("collect", ROOT / "resources" / "translations" / "collect.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts_in(file: Path) -> set[Text]:
    contexts = ElementTree.parse(file).iter("context")
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in contexts
        for message in context.iter("message")
    }


@pytest.fixture(scope="module")
def collected(collector: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> set[Text]:
    """What `make texts` gives to translators."""
    file = tmp_path_factory.mktemp("texts") / "curatorbench_xx.ts"
    collector.collect(file)
    return texts_in(file)


def test_nothing_is_shown_as_it_stands_in_the_source() -> None:
    found = {path.relative_to(UI).as_posix(): bare_texts(path.read_text(encoding="utf-8")) for path in sources()}
    assert {path: bare for path, bare in found.items() if bare} == {}


def test_a_bare_text_would_be_found() -> None:
    assert bare_texts("label.setText('Saved')") == ["1: Saved"]
    assert bare_texts("QLabel(f'{n} records')") == ["1:  records"]
    assert bare_texts("label.setText(self.tr('Saved') + ' – ' + number)") == []


def test_translators_get_every_text(collected: set[Text]) -> None:
    asked = {
        f"{path.relative_to(UI).as_posix()}:{line}": text
        for path in sources()
        for line, text in texts_of(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert len(asked) > 500
    missed = {where: text for where, text in asked.items() if text not in collected}
    assert missed == {}, "lupdate sees into no f-string, and takes the x of x.tr(...) for the context"


def test_the_texts_of_settings_are_among_them(collected: set[Text]) -> None:
    shown = [setting for setting in SETTINGS if setting.is_shown]
    assert {("settings", setting.help) for setting in shown} <= collected
    assert {("settings", choice) for setting in shown for choice in setting.choices} <= collected


def test_what_was_translated_is_kept(collector: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "curatorbench_de.ts"
    collector.collect(file)
    done = file.read_text(encoding="utf-8").replace(
        '<source>Undo</source>\n        <translation type="unfinished"></translation>',
        "<source>Undo</source>\n        <translation>Zurück</translation>",
    )
    assert "Zurück" in done
    file.write_text(done, encoding="utf-8")
    collector.collect(file)
    assert "<translation>Zurück</translation>" in file.read_text(encoding="utf-8")
