"""The two ways to translate outside a QObject, typed; `lupdate` knows both by name."""

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str) -> str:
    """`text` in the person's language."""
    return QCoreApplication.translate(context, text)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks a constant for translation; it is translated where it is shown, under the same context."""
    return text
