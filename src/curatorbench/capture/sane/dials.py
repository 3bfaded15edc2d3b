"""What a person has set at a scanner, kept so that it stands again when the scanner is connected anew."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from curatorbench.capture.sane import area
from curatorbench.capture.sane.handle import Handle, SaneStatus
from curatorbench.capture.sane.options import Kind, Option, as_setting, is_for_people, nearest, read
from curatorbench.capture.sane.pages import PageFormat
from curatorbench.capture.sane.trials import Trial, Trials
from curatorbench.domain.devices import DeviceSetting
from curatorbench.domain.errors import BadInput

SOURCE, MODE, DEPTH, RESOLUTION, FILE = "source", "mode", "depth", "resolution", "file"
DAILY = (SOURCE, MODE, RESOLUTION, DEPTH, area.NAME, FILE, "brightness", "contrast")
DPI = 300.0
BITS = 8.0


class Dials:
    """The settings of one scanner: the backend's own, the paper, and what a page is written as."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self.form = PageFormat.TIFF
        self.chosen = dict(chosen or {})
        self.trials = Trials()

    def stand(self, handle: Handle) -> None:
        """Set a scanner that was just connected: colour, 300 dpi, 8 bits, the whole area; then what was chosen."""
        options = handle.options()
        first = {MODE: next((str(c) for c in _choices(options, MODE) if "color" in str(c).lower()), "")}
        first |= {name: _near(options.get(name), wanted) for name, wanted in ((DEPTH, BITS), (RESOLUTION, DPI))}
        first |= {area.NAME: area.WHOLE} if area.has_area(options) else {}
        for name, value in first.items():
            with suppress(BadInput, SaneStatus):  # an option that another mode or source has put to sleep
                self._set(handle, name, value)
        for name, value in self.chosen.items():
            with suppress(BadInput, SaneStatus):
                self._try(handle, name, value, chosen=None)

    def settings(self, handle: Handle) -> tuple[DeviceSetting, ...]:
        """What is changed every day first, then the backend's own in its order."""
        options = handle.options()
        shown = [as_setting(option, handle.get(option)) for option in options.values() if is_for_people(option)]
        shown.append(DeviceSetting(FILE, "File", self.form.value, tuple(form.value for form in PageFormat)))
        if area.has_area(options):
            now = {name: float(handle.get(options[name])) for name in area.CORNERS}
            shown.append(area.as_setting(options, now))
        return tuple(sorted(shown, key=_place))

    def adjust(self, handle: Handle, name: str, value: str) -> None:
        """Raises BadInput for what the setting cannot be; then nothing is changed."""
        self._try(handle, name, value, chosen=self.chosen.get(name))
        if name == area.NAME:
            for corner in area.CORNERS:
                self.chosen.pop(corner, None)
        elif name in area.CORNERS:
            self.chosen.pop(area.NAME, None)
        self.chosen.pop(name, None)
        self.chosen[name] = value

    def kept(self) -> dict[str, str]:
        """What shall stand in another process: not what no page was scanned with yet, for it might let none be."""
        return {name: value for name, value in self.chosen.items() if name not in self.trials}

    def take_back(self, handle: Handle) -> str:
        """Set back what no page was scanned with yet, and say what that was; empty for nothing."""
        back = self.trials.end()
        for name, trial in back.items():
            self.chosen.pop(name, None)
            if trial.chosen is not None:
                self.chosen[name] = trial.chosen
            with suppress(BadInput, SaneStatus):
                self._set(handle, name, trial.before)
        return ", ".join(f"{trial.title} from {trial.value} to {trial.before}" for trial in back.values())

    def take_from(self, handle: Handle, *, is_feeder: bool) -> bool:
        """Scan from the feeder or from the glass; False where there is no such source.

        A source that a person chose stays if it is of the wanted sort (`ADF Duplex`).
        """
        options = handle.options()
        sources = [str(choice) for choice in _choices(options, SOURCE)]
        if not sources:
            return not is_feeder
        if is_feeding(str(handle.get(options[SOURCE]))) == is_feeder:
            return True
        wanted = [source for source in sources if is_feeding(source) == is_feeder]
        chosen = self.chosen.get(SOURCE)
        if wanted:
            self._set(handle, SOURCE, chosen if chosen in wanted else wanted[0])
        return bool(wanted)

    def _try(self, handle: Handle, name: str, value: str, *, chosen: str | None) -> None:
        """Set it, on trial if it is nothing of every day."""
        option = handle.options().get(name)
        is_daily = name in (*DAILY, *area.CORNERS)
        before = None if is_daily or option is None else as_setting(option, handle.get(option)).value
        self._set(handle, name, value)
        if option is not None and before is not None:
            self.trials.begin(name, Trial(option.title, value, before, chosen))

    def _set(self, handle: Handle, name: str, value: str) -> None:
        if name == FILE:
            self.form = _form(value)
        elif name == area.NAME:
            self._lay(handle, value)
        else:
            option = handle.options().get(name)
            if option is None:
                raise BadInput(f"This scanner has no setting {name!r}.", "Choose one of those that it shows.")
            handle.set(option, read(option, value))

    def _lay(self, handle: Handle, paper: str) -> None:
        options = handle.options()
        if not area.has_area(options):
            raise BadInput("This scanner does not say how large its area is.", "Set the corners themselves.")
        for name, where in area.corners(options, paper).items():
            handle.set(options[name], nearest(options[name], where))


def is_feeding(source: str) -> bool:
    """Backends name their feeders freely: `ADF`, `ADF Duplex`, `Automatic Document Feeder(left aligned)`."""
    return "adf" in source.lower() or "feeder" in source.lower()


def has_feeder(handle: Handle) -> bool:
    return any(is_feeding(str(source)) for source in _choices(handle.options(), SOURCE))


def dpi(handle: Handle) -> float:
    """As the scanner stands now, 0 if it does not say."""
    option = handle.options().get(RESOLUTION)
    return float(handle.get(option)) if option is not None and option.is_active else 0.0


def _choices(options: Mapping[str, Option], name: str) -> tuple[object, ...]:
    option = options.get(name)
    return option.choices if option is not None and option.is_writable else ()


def _near(option: Option | None, wanted: float) -> str:
    """Empty where there is no such number to set; some backends have words for it."""
    if option is None or option.kind not in (Kind.INT, Kind.FIXED):
        return ""
    return f"{nearest(option, wanted):g}"


def _place(setting: DeviceSetting) -> int:
    return DAILY.index(setting.name) if setting.name in DAILY else len(DAILY)


def _form(value: str) -> PageFormat:
    try:
        return PageFormat(value)
    except ValueError:
        raise BadInput(
            f"A page cannot be written as {value!r}.", f"Choose one of: {', '.join(form.value for form in PageFormat)}."
        ) from None
