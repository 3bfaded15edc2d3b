"""Errors that a person reads: one sentence of what and why, one of what to do."""


class CuratorError(Exception):
    """Anything that can go wrong for a reason a person can act on.

    `message` says what and why; `hint` says what to do. Screens and commands show both and
    never a traceback.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def as_json(self) -> dict[str, str]:
        return {"message": self.message, "hint": self.hint}


class BadInput(CuratorError):
    """A file, value or archive that cannot be taken as it is."""


class NotFound(CuratorError):
    """A record, field, file or workspace that is not there."""


class Conflict(CuratorError):
    """Somebody else changed the same thing since it was read."""


class Overtaken(Conflict):
    """A step cannot be undone or redone, for somebody has changed the same thing since.

    `step` names it for whoever wants to pass over it; `term` is None where it is no field, `what` names what it is
    (`status`, another fact, a kind of link, `batch`); `by` is empty where nobody in particular stands in the way.
    """

    def __init__(
        self,
        message: str,
        hint: str,
        *,
        step: int,
        material_entity_id: str,
        term: str | None,
        by: str = "",
        what: str = "status",
    ) -> None:
        super().__init__(message, hint)
        self.step = step
        self.material_entity_id = material_entity_id
        self.term = term
        self.by = by
        self.what = what


class DeviceError(CuratorError):
    """A camera, scanner or folder did not do what was asked."""


class DeviceLost(DeviceError):
    """The device is gone, or its process had to be ended: it is connected anew by itself when it is asked again."""


class StorageError(CuratorError):
    """Disk, database or file system refused: nothing of the failed step was kept."""


class Cancelled(Exception):
    """Raised by a progress callable when the person no longer wants the work."""
