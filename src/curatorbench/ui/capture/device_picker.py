"""A line to choose a device: those that were found, those of before, or a folder, file or URL typed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from curatorbench.domain.devices import DeviceFound
from curatorbench.ui.parts.type_ahead import Choice, TypeAhead

_FILMS = (".mp4", ".mov", ".avi", ".mkv", ".mjpeg", ".mjpg")
_KINDS = ("folder", "gphoto2", "sane", "video", "simulated", "wia")


class DevicePicker(TypeAhead):
    def __init__(self, name: str) -> None:
        super().__init__(name, self.tr("Choose, or type a folder, a file or a URL"))
        self._known: tuple[Choice, ...] = ()
        self.typed.connect(self._on_typed)

    @property
    def address(self) -> str:
        return self.choice.id if self.choice else ""

    def show_found(self, devices: Sequence[DeviceFound], before: dict[str, str]) -> None:
        """What is there now, then what was connected here `before` (names by address)."""
        found = {str(device.address): device.name for device in devices}
        rows = [Choice(address, name, address.partition(":")[0]) for address, name in found.items()]
        rows += [
            Choice(address, name, self.tr("used before")) for address, name in before.items() if address not in found
        ]
        self._known = tuple(rows)
        if self.choice:  # what was chosen stays, whatever is found meanwhile
            self._offered_beside(self.choice)
            return
        self.offer([choice for choice in self._known if self._fits(choice, self.line.text())] or self._known)

    def _offered_beside(self, chosen: Choice) -> None:
        self.offer([chosen, *(choice for choice in self._known if choice.id != chosen.id)])

    def choose_address(self, address: str) -> None:
        """As it was connected before."""
        name = next((known.text for known in self._known if known.id == address), address)
        self.choose(Choice(address, name, address.partition(":")[0]) if address else None)

    def _on_typed(self, text: str) -> None:
        found = [choice for choice in self._known if self._fits(choice, text)]
        address = address_of(text)
        if address:
            found.insert(0, Choice(address, text, self.tr("as typed")))
        self.forget()
        self.offer(found)

    @staticmethod
    def _fits(choice: Choice, text: str) -> bool:
        said = f"{choice.text} {choice.id}".casefold()
        return all(word in said for word in text.casefold().split())


def address_of(text: str) -> str:
    """The address that a person means; empty where it is none: letters on the way to a name."""
    text = text.strip()
    if text.startswith(("http://", "https://", "rtsp://")):
        return f"video:{text}"
    if text.partition(":")[0] in _KINDS and ":" in text:
        return text
    path = PurePath(text)
    if not path.is_absolute():
        return ""
    return f"video:{text}" if path.suffix.casefold() in _FILMS else f"folder:{text}"
