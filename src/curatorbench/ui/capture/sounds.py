"""Three short sounds, for eyes that rest on the specimen. Nothing of it is loaded until a person wants to hear them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, qInstallMessageHandler

from curatorbench.domain.resources import resource

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

NAMES = ("shutter", "good", "wrong")
_VOLUME = 0.6


class Sounds(QObject):
    """Silent without a device to play on, and without a word about it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._effects: dict[str, QSoundEffect] | None = None
        self.is_on = False

    @property
    def is_loaded(self) -> bool:
        return self._effects is not None

    def switch(self, on: bool) -> None:
        self.is_on = on
        if on and self._effects is None:
            self._effects = self._load()

    def play(self, name: str) -> None:
        """One of `NAMES`; nothing while sounds are off."""
        if self.is_on and self._effects:
            self._effects[name].play()

    def _load(self) -> dict[str, QSoundEffect]:
        """Empty where the machine has nothing to play on, or Qt no way to it."""
        told = qInstallMessageHandler(_say_nothing)  # Qt warns of each sound library and server that is not there
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

            if QMediaDevices.defaultAudioOutput().isNull():
                return {}
            return {name: self._effect(QSoundEffect(self), name) for name in NAMES}
        except ImportError:  # a machine without any of them
            return {}
        finally:
            qInstallMessageHandler(told)

    @staticmethod
    def _effect(effect: QSoundEffect, name: str) -> QSoundEffect:
        effect.setSource(QUrl.fromLocalFile(str(resource("sounds") / f"{name}.wav")))
        effect.setVolume(_VOLUME)
        return effect


def _say_nothing(*_: object) -> None:
    """A handler of Qt's messages."""
