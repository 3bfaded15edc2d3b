"""How everything looks, declared once: colours (light and dark), the grid, the fonts, the few rules of style.

Contrast of every text colour on every ground it stands on is at least 4.5 : 1 (WCAG 2 AA); a test measures it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory

GRID = 8  # px; every gap and size is a multiple of it
HIT = 4 * GRID  # px; the least height of anything to be hit
GLIDE = 120  # ms; the one movement there is
IMAGE_GREY = "#767676"  # 18 % reflectance in sRGB: neutral ground that leaves the eye's judgement of colour alone
ON_IMAGE_GREY = "#ffffff"
OUTLINE, OUTLINE_EDGE = "#ffd23f", "#141414"  # around words: light in dark, seen on any paper


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme; every colour by its job. All are sRGB hex strings."""

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
)

# A text colour and a ground it is drawn on, by name: what the contrast test goes through.
TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *(
        (text, ground)
        for ground in ("window", "panel", "field")
        for text in ("text", "quiet", "good", "doubt", "wrong")
    ),
    *(("accent", ground) for ground in ("window", "panel", "field")),
    ("on_accent", "accent"),
)


def colours() -> Colours:
    """The scheme in force."""
    return DARK if QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def colour(name: str) -> QColor:
    """A colour of the scheme in force, by its job."""
    return QColor(getattr(colours(), name))


def dress(app: QApplication, theme: str = "system") -> None:
    """Put `theme` (system, light or dark) on the whole application; costs nothing if it is on already."""
    scheme = _scheme(app, theme)
    if app.styleSheet() == _rules(scheme):
        return
    style = QStyleFactory.create("Fusion")
    app.setStyle(style)
    app.setPalette(_palette(scheme))
    app.setFont(_figures_aligned(app.font()))
    app.setStyleSheet(_rules(scheme))


def _scheme(app: QApplication, theme: str) -> Colours:
    if theme == "system":
        return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def _palette(scheme: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(scheme.window))
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


def _rules(c: Colours) -> str:
    """The few rules that Fusion and the palette do not cover: sizes, focus, the states of a field."""
    return f"""
    QPushButton, QToolButton, QLineEdit, QComboBox {{ min-height: {HIT - 10}px; padding: 4px {GRID}px; }}
    QPushButton, QToolButton {{ outline: 0; border: 1px solid {c.line}; border-radius: 4px; background: {c.panel}; }}
    QPushButton:focus, QToolButton:focus, QComboBox:focus {{ border: 2px solid {c.accent}; padding: 3px {GRID - 1}px; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c.line}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.quiet}; border-style: dotted; }}
    QLineEdit, QPlainTextEdit, QComboBox {{
        border: 1px solid {c.line}; border-radius: 4px; background: {c.field}; color: {c.text};
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus {{ border: 2px solid {c.accent}; padding: 3px {GRID - 1}px; }}
    FieldEdit {{ padding: 5px 4px 1px 4px; }}
    FieldEdit:focus {{ border: 2px solid {c.accent}; padding: 4px 3px 0 3px; }}
    FieldEdit[standing="proposed"] {{ border: 1px dashed {c.quiet}; background: {c.panel}; }}
    FieldEdit[standing="proposed"]:focus {{ border: 2px dashed {c.accent}; }}
    QListView, QTreeView {{ border: 1px solid {c.line}; background: {c.field}; outline: 0; }}
    QListView:focus, QTreeView:focus {{ border: 2px solid {c.accent}; }}
    QLineEdit > QToolButton {{ border: 0; background: transparent; min-height: 0; padding: 0; }}
    QListView::item, QTreeView::item {{ min-height: {HIT}px; padding: 0 {GRID // 2}px; }}
    QHeaderView::section {{ background: {c.panel}; color: {c.quiet}; border: 0; border-bottom: 1px solid {c.line};
        padding: 4px {GRID}px; }}
    QToolButton#bench {{ border: 0; border-bottom: 3px solid transparent; border-radius: 0; background: transparent;
        padding: 4px {2 * GRID}px; color: {c.text}; }}
    QToolButton#bench:checked {{ border-bottom: 3px solid {c.accent}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QMenu {{ background: {c.panel}; color: {c.text}; border: 1px solid {c.line}; }}
    QMenu::item {{ padding: {GRID}px {3 * GRID}px; }}
    QMenu::item:selected {{ background: {c.accent}; color: {c.on_accent}; }}
    QMenu::item:disabled {{ color: {c.quiet}; }}
    QSplitter::handle {{ background: {c.window}; }}
    QScrollArea {{ border: 0; background: transparent; }}
    QFrame#finder {{ background: {c.panel}; border: 1px solid {c.quiet}; border-radius: 6px; }}
    QLabel[tone="quiet"] {{ color: {c.quiet}; }}
    QLabel[tone="wrong"] {{ color: {c.wrong}; }}
    """
