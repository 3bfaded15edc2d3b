"""How everything looks, declared once: colours (light, dark, high contrast), the grid, the fonts, the rules of style.

Contrast of every text colour on every ground it stands on is at least 4.5 : 1 (WCAG 2 AA), in the scheme of high
contrast 7 : 1 (AAA); a test measures it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory

GRID = 8  # px; every gap and size is a multiple of it
HIT = 4 * GRID  # px; the least height of anything to be hit
GLIDE = 120  # ms; the one movement there is
IMAGE_GREY = "#767676"  # 18 % reflectance in sRGB: neutral ground that leaves the eye's judgement of colour alone
ON_IMAGE_GREY = "#ffffff"
OUTLINE, OUTLINE_EDGE = "#ffd23f", "#141414"  # around words: light in dark, seen on any paper


class Colours(NamedTuple):  # no dataclass: those take a while to load, and the first paint waits for this
    """One scheme; every colour by its job, as sRGB hex strings, and the width of lines in px."""

    window: str
    panel: str
    field: str
    text: str
    quiet: str
    line: str
    accent: str
    on_accent: str
    chosen: str
    good: str
    doubt: str
    wrong: str
    sticky: str  # ground of a field whose value stays for the next record
    stroke: int = 1

    @property
    def focus_stroke(self) -> int:
        """A line around what has the focus is wider than any other."""
        return self.stroke + 1


LIGHT = Colours(
    window="#f3f3f1",
    panel="#fafaf8",
    field="#ffffff",
    text="#1c1c1a",
    quiet="#5b5b57",
    line="#c4c4be",
    accent="#1f5fa8",
    on_accent="#ffffff",
    chosen="#dbe4ee",
    good="#2b6a35",
    doubt="#8a5300",
    wrong="#a8231c",
    sticky="#f7efd2",
)
DARK = Colours(
    window="#232322",
    panel="#2a2a29",
    field="#1b1b1a",
    text="#ececea",
    quiet="#adada8",
    line="#4c4c49",
    accent="#7db4f0",
    on_accent="#10263d",
    chosen="#34404d",
    good="#8ccb92",
    doubt="#e3b261",
    wrong="#f29a92",
    sticky="#3a3423",
)
CONTRAST = Colours(
    window="#000000",
    panel="#000000",
    field="#000000",
    text="#ffffff",
    quiet="#e6e6e6",
    line="#ffffff",
    accent="#ffe14d",
    on_accent="#000000",
    chosen="#003a70",
    good="#8dffa0",
    doubt="#ffd28a",
    wrong="#ffb3ac",
    sticky="#2e2a00",
    stroke=2,
)
THEMES: dict[str, Colours] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

# A text colour and a ground it is drawn on, by name: what the contrast test goes through.
TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *(
        (text, ground)
        for ground in ("window", "panel", "field", "sticky")
        for text in ("text", "quiet", "good", "doubt", "wrong")
    ),
    *(("accent", ground) for ground in ("window", "panel", "field")),
    ("on_accent", "accent"),
    ("text", "chosen"),
)


def colours() -> Colours:
    """The scheme in force."""
    ground = QApplication.palette().color(QPalette.ColorRole.Window).name()
    return next((scheme for scheme in THEMES.values() if scheme.window == ground), LIGHT)


def theme_in_force() -> str:
    """The name of the scheme in force, among `THEMES`."""
    return next(name for name, scheme in THEMES.items() if scheme is colours())


def colour(name: str) -> QColor:
    """A colour of the scheme in force, by its job."""
    return QColor(getattr(colours(), name))


def dress(app: QApplication, theme: str = "system") -> None:
    """Put `theme` on the whole application; costs nothing if it is on already.

    It is one of `THEMES`, or "system": what the person told the desktop.
    """
    scheme = _scheme(app, theme)
    if app.styleSheet() == _rules(scheme):
        return
    if not app.styleSheet():  # each of these goes through every widget there is: once is enough
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(_figures_aligned(app.font()))
    app.setStyleSheet("")  # from none to some rules is a quarter of the work of from some to others
    app.setPalette(_palette(scheme))
    app.setStyleSheet(_rules(scheme))


def follow_system(app: QApplication, dress_again: Callable[[], object]) -> None:
    """Call `dress_again` when the desktop's wish for dark or for high contrast changes."""
    hints = app.styleHints()  # named: PySide takes what hangs on it for gone as soon as the name is
    hints.colorSchemeChanged.connect(lambda _: dress_again())
    hints.accessibility().contrastPreferenceChanged.connect(lambda _: dress_again())


def _scheme(app: QApplication, theme: str) -> Colours:
    if theme in THEMES:
        return THEMES[theme]
    from PySide6.QtCore import Qt  # all its enumerations are made at once: not before the first paint if it can be

    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _palette(scheme: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()  # not of one colour: that constructor makes all enumerations of Qt, before the first paint
    ground = QColor(scheme.window)
    for shade, tinted in {
        role.Light: ground.lighter(150),
        role.Midlight: ground.lighter(120),
        role.Dark: ground.darker(),
        role.Shadow: QColor(0, 0, 0),
    }.items():
        palette.setColor(shade, tinted)
    for where, said in {
        role.Window: scheme.window,
        role.WindowText: scheme.text,
        role.Base: scheme.field,
        role.AlternateBase: scheme.panel,
        role.Text: scheme.text,
        role.Button: scheme.panel,
        role.ButtonText: scheme.text,
        role.BrightText: scheme.on_accent,
        role.Highlight: scheme.accent,
        role.HighlightedText: scheme.on_accent,
        role.PlaceholderText: scheme.quiet,
        role.ToolTipBase: scheme.panel,
        role.ToolTipText: scheme.text,
        role.Link: scheme.accent,
        role.Accent: scheme.accent,
        role.Mid: scheme.line,
    }.items():
        palette.setColor(where, QColor(said))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(scheme.quiet))
    return palette


def _figures_aligned(font: QFont) -> QFont:
    """`font` with tabular figures, so that columns of numbers stand under one another."""
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def small(font: QFont) -> QFont:
    """The second of the two sizes."""
    smaller = QFont(font)
    smaller.setPointSizeF(max(7.5, font.pointSizeF() - 1))
    return smaller


def strong(font: QFont) -> QFont:
    """The one weight more."""
    heavier = QFont(font)
    heavier.setWeight(QFont.Weight.DemiBold)
    return heavier


def italic(font: QFont) -> QFont:
    slanted = QFont(font)
    slanted.setItalic(True)
    return slanted


def glide_time(animate: bool) -> int:
    """Milliseconds a movement takes: none if the person or the system wants none."""
    wanted = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return GLIDE if animate and wanted > 0 else 0


# Fusion draws the boxes to tick a shade darker than the ground: on a dark one they are not seen. The tick is white, as
# the text of both dark schemes is nearly, and stands on the field's ground: so it is seen on a chosen row, too.
_TICK = Path(__file__).with_name("tick.png").as_posix()
_BOXES = """
    QCheckBox::indicator, QRadioButton::indicator, QListView::indicator, QTreeView::indicator, QTableView::indicator {{
        border: {stroke}px solid {line}; width: 12px; height: 12px; background: {field}; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QRadioButton::indicator:checked {{ background: {accent}; }}
    QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked,
    QTableView::indicator:checked {{ image: url("{tick}"); }}
"""


def _rules(c: Colours) -> str:
    """The few rules that Fusion and the palette do not cover: sizes, focus, the states of a field."""
    line, focus = f"{c.stroke}px solid {c.line}", f"{c.focus_stroke}px solid {c.accent}"
    boxes = (
        _BOXES.format(stroke=c.stroke, line=c.quiet, accent=c.accent, field=c.field, tick=_TICK)
        if c is not LIGHT
        else ""
    )
    pad = 4 - c.stroke + 1  # a wider line takes its room from the padding: nothing moves when the focus comes
    return f"""
    QPushButton, QToolButton, QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {{
        min-height: {HIT - 10}px; padding: {pad}px {GRID}px; }}
    QPushButton, QToolButton {{ outline: 0; border: {line}; border-radius: 4px; background: {c.panel}; }}
    QPushButton:focus, QToolButton:focus, QComboBox:focus {{ border: {focus}; padding: {pad - 1}px {GRID - 1}px; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c.line}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.quiet}; border-style: dotted; }}
    QCheckBox:focus, QRadioButton:focus {{ border: {focus}; border-radius: 4px; }}
    QCheckBox, QRadioButton {{
        min-height: {HIT - 2 * c.focus_stroke}px; border: {c.focus_stroke}px solid transparent; }}
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QTextBrowser {{
        border: {line}; border-radius: 4px; background: {c.field}; color: {c.text};
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus {{ border: {focus}; padding: {pad - 1}px {GRID - 1}px; }}
    QPlainTextEdit:focus, QTextBrowser:focus {{ border: {focus}; }}
    QLineEdit[sticky="true"], QPlainTextEdit[sticky="true"], QComboBox[sticky="true"] {{ background: {c.sticky}; }}
    QPlainTextEdit[sticky="asked"] {{ background: {c.sticky}; border: 2px dashed {c.doubt}; }}
    QToolButton#section {{ border: 0; border-bottom: {line}; border-radius: 0; background: transparent;
        text-align: left; padding: 0 {GRID // 2}px; min-height: {HIT}px; }}
    QToolButton#section:focus {{ border: {focus}; }}
    QListView#lines {{ border: 1px solid transparent; background: transparent; }}
    QListView#lines:focus {{ border: {focus}; }}
    FieldEdit {{ padding: {pad + 1}px 4px 1px 4px; }}
    FieldEdit:focus {{ border: {focus}; padding: {pad}px 3px 0 3px; }}
    FieldEdit[standing="proposed"] {{ border: {c.stroke}px dashed {c.quiet}; background: {c.panel}; }}
    FieldEdit[standing="proposed"]:focus {{ border: {c.focus_stroke}px dashed {c.accent}; }}
    QListView, QTreeView, QTableView {{ border: {line}; background: {c.field}; outline: 0; }}
    QListView:focus, QTreeView:focus, QTableView:focus {{ border: {focus}; }}
    QTableView {{ gridline-color: {c.line}; }}
    QLineEdit > QToolButton {{ border: 0; background: transparent; min-height: 0; padding: 0; }}
    QListView::item, QTreeView::item {{ min-height: {HIT}px; padding: 0 {GRID // 2}px; }}
    QHeaderView::section {{ background: {c.panel}; color: {c.quiet}; border: 0; border-bottom: {line};
        padding: 4px {GRID}px; }}
    QToolButton#bench {{ border: 0; border-bottom: 3px solid transparent; border-radius: 0; background: transparent;
        padding: 4px {GRID}px; color: {c.text}; }}
    QToolButton#bench:checked {{ border-bottom: 3px solid {c.accent}; }}
    QToolButton#status {{
        border: 0; background: transparent; padding: 0 4px; min-height: {HIT}px; color: {c.text}; }}
    QComboBox::drop-down {{ border: 0; width: {3 * GRID}px; }}
    QComboBox::down-arrow {{ width: 0; height: 0; border-left: 5px solid {c.field}; border-right: 5px solid {c.field};
        border-top: 6px solid {c.text}; }}
    {boxes}
    QToolButton::menu-indicator {{ image: none; }}
    QMenu {{ background: {c.panel}; color: {c.text}; border: {line}; }}
    QMenu::item {{ padding: {GRID}px {3 * GRID}px; }}
    QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
    QMenu::item:disabled {{ color: {c.quiet}; }}
    QProgressBar {{ border: {line}; border-radius: 4px; background: {c.field}; max-height: {GRID}px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QSplitter::handle {{ background: {c.window}; }}
    QSplitter::handle:hover {{ background: {c.line}; }}
    QScrollArea {{ border: {c.focus_stroke}px solid transparent; background: transparent; }}
    Scrolled {{ border: 0; }}
    QScrollArea:focus, ImageView:focus {{ border: {focus}; }}
    QFrame#overlay {{ background: {c.panel}; border: {c.stroke}px solid {c.quiet}; border-radius: 6px; }}
    QFrame#empty {{ background: {c.field}; border: {line}; }}
    QFrame#ground {{ background: {IMAGE_GREY}; }}
    QLabel[tone="quiet"] {{ color: {c.quiet}; }}
    QLabel[tone="wrong"] {{ color: {c.wrong}; }}
    QLabel[tone="good"] {{ color: {c.good}; }}
    QLabel[tone="doubt"] {{ color: {c.doubt}; }}
    """
