"""What the pages of settings and the settings on them are called."""

from __future__ import annotations

import shlex

from curatorbench.domain.learning import Item
from curatorbench.domain.settings import Setting
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop
from curatorbench.ui.look.wording import translate

_PAGES = {
    "ui": noop("settings", "Window"),
    "reading": noop("settings", "Reading"),
    "learning": noop("settings", "Learning"),
    "jobs": noop("settings", "Jobs"),
    "capture": noop("settings", "Capture"),
    "publish": noop("settings", "Publication"),
    "safety": noop("settings", "Safety"),
    "keys": noop("settings", "Keys"),
}


def page_title(page: str) -> str:
    return translate("settings", _PAGES.get(page, page.replace("_", " ").capitalize()))


def title_text(setting: Setting) -> str:
    """The last part of its name, in words; not yet in the person's language."""
    return setting.name.partition(".")[2].replace("_", " ").capitalize()


def setting_title(setting: Setting) -> str:
    return translate("settings", title_text(setting))


def setting_help(setting: Setting) -> str:
    return translate("settings", setting.help)


def default_words(setting: Setting) -> str:
    said = setting.said(setting.default) or translate("settings", "nothing")
    return translate("settings", "Default: {default}. Allowed: {allowed}.").format(
        default=said, allowed=setting.allowed()
    )


def turning_command(item: Item) -> str:
    """What a person types into a terminal to forget an item, or to use it again."""
    return f"curatorbench learned WORKSPACE --{'remember' if item.forgotten else 'forget'} {shlex.quote(item.id)}"
