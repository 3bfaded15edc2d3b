"""The kinds of edit: what each looks at, what it makes of it, and the change that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from curatorbench.domain.errors import BadInput
from curatorbench.domain.mending import ClearTerm, Edit, FillEmpty, MoveStatus, PutInto, ReplaceText, SetTerm
from curatorbench.domain.terms import term_name
from curatorbench.models.history import fields
from curatorbench.models.history.content import Fact, NewValue
from curatorbench.models.records import mending_edit, storage
from curatorbench.models.records.mending_edit import Found
from curatorbench.models.store.store import Session
from curatorbench.workflow import values
from curatorbench.workflow.mending.texts import TermEdit, becomes

# Letters of a value that the name of a batch quotes.
_QUOTED = 60

Change = tuple[list[NewValue], dict[str, Fact]]


class Kind(Protocol):
    """An edit ready to be made: `what` it is about, `name` for its batch, `warnings` before it is done."""

    what: str
    name: str
    warnings: tuple[str, ...]

    def found(self, session: Session, keys: Sequence[int]) -> list[Found]:
        """The records with what they have now."""
        ...

    def after(self, session: Session, found: Sequence[Found]) -> list[str | None]:
        """What each of them will have; the same as now where nothing changes."""
        ...

    def shown(self, value: str | None) -> str | None:
        """A value as people read it."""
        ...

    def change(self, session: Session, found: Found, after: str | None) -> Change:
        """The fields and facts that make it so."""
        ...


def kind_of(session: Session, edit: Edit) -> Kind:
    """Raises BadInput for what no batch may do or no term can be, NotFound for an unknown storage unit."""
    if isinstance(edit, MoveStatus):
        return _OfStatus(edit)
    if isinstance(edit, PutInto):
        return _OfUnit(edit, str(storage.path_of(session, edit.storage_unit)) if edit.storage_unit else None)
    return _OfTerm(_checked(edit))


class _OfTerm:
    """An edit of one term's value."""

    def __init__(self, edit: TermEdit) -> None:
        self.what = edit.term
        self.name, self.warnings = _said(edit)
        self._edit = edit
        self._becomes = becomes(edit)

    def found(self, session: Session, keys: Sequence[int]) -> list[Found]:
        return mending_edit.of_term(session, keys, self.what)

    def after(self, session: Session, found: Sequence[Found]) -> list[str | None]:
        absent = self._absent(session, found)
        return [self._allowed(record.value, self._becomes(record.value, record.key.id in absent)) for record in found]

    def shown(self, value: str | None) -> str | None:
        return value

    def change(self, session: Session, found: Found, after: str | None) -> Change:
        """A person's value. The label has not changed, so what it says is kept, and so is, for letters replaced
        inside a value that nobody has looked at, that it is unchecked."""
        before = fields.current_one(session, found.key.id, self.what) if found.value is not None else None
        verbatim = before.change.verbatim if before and after is not None else None
        checked = before.change.checked if before and isinstance(self._edit, ReplaceText) else True
        return [NewValue(self.what, after, verbatim, checked=checked)], {}

    def _allowed(self, before: str | None, after: str | None) -> str | None:
        """Raises BadInput for what letters replaced inside a value must not make of it."""
        if after is not None and after != before:
            values.check(self.what, after)
            if len(after) > len(before or ""):
                values.clean(after)
        return after

    def _absent(self, session: Session, found: Sequence[Found]) -> frozenset[int]:
        """Those of which a person said that they have no value; only filling asks."""
        if not isinstance(self._edit, FillEmpty):
            return frozenset()
        return mending_edit.said_absent(session, [f.key.id for f in found if f.value is None], self.what)


class _OfStatus:
    """A move of many records to one status."""

    what = "status"
    warnings: tuple[str, ...] = ()

    def __init__(self, edit: MoveStatus) -> None:
        self.name = f"moved to {edit.status.value}"
        self._status = edit.status.value

    def found(self, session: Session, keys: Sequence[int]) -> list[Found]:
        return mending_edit.of_status(session, keys)

    def after(self, session: Session, found: Sequence[Found]) -> list[str | None]:
        return [self._status] * len(found)

    def shown(self, value: str | None) -> str | None:
        return value

    def change(self, session: Session, found: Found, after: str | None) -> Change:
        return [], {"status": after}


class _OfUnit:
    """Many things put into one storage unit."""

    what = "storageUnit"
    warnings: tuple[str, ...] = ()

    def __init__(self, edit: PutInto, path: str | None) -> None:
        self.name = f"put into {path}" if path else "taken out of storage"
        self._unit, self._paths = edit.storage_unit, {edit.storage_unit: path}

    def found(self, session: Session, keys: Sequence[int]) -> list[Found]:
        found = mending_edit.of_unit(session, keys)
        for unit in {record.value for record in found} - self._paths.keys():
            self._paths[unit] = str(storage.path_of(session, unit)) if unit else None
        return found

    def after(self, session: Session, found: Sequence[Found]) -> list[str | None]:
        return [self._unit] * len(found)

    def shown(self, value: str | None) -> str | None:
        return self._paths[value]

    def change(self, session: Session, found: Found, after: str | None) -> Change:
        return [], {"storageUnit": after}


def _checked(edit: TermEdit) -> TermEdit:
    """The edit with a plain term and clean values."""
    term = term_name(edit.term)
    values.check(term, None)
    if term == "catalogNumber" and not isinstance(edit, ReplaceText):
        raise BadInput(
            "A catalogue number is one object's; it cannot be the same for many.",
            "Write it record by record, or replace the letters inside the numbers that are wrong.",
        )
    if isinstance(edit, ReplaceText):
        if not edit.find:
            raise BadInput("There is nothing to look for.", "Say which letters are to be replaced.")
        return replace(edit, term=term, replacement=values.printable(edit.replacement))
    if isinstance(edit, ClearTerm):
        return ClearTerm(term)
    value = values.clean(edit.value)
    if value is None:
        raise BadInput(f"There is no value to give {term}.", "To take values away, clear the term.")
    values.check(term, value)
    return replace(edit, term=term, value=value)


def _said(edit: TermEdit) -> tuple[str, tuple[str, ...]]:
    """The batch's name, and what cannot be about the value."""
    match edit:
        case SetTerm(term, value):
            return f"{term} set to {_quoted(value)}", values.warnings(term, value)
        case FillEmpty(term, value):
            return f"{term} filled with {_quoted(value)}", values.warnings(term, value)
        case ReplaceText(term, find, replacement):
            return f"{term}: {_quoted(find)} replaced by {_quoted(replacement)}", ()
        case ClearTerm(term):
            return f"{term} cleared", ()


def _quoted(value: str) -> str:
    """A value on one line, cut to what a list can show."""
    line = " ".join(value.splitlines())
    return f"“{line[: _QUOTED - 1]}…”" if len(line) > _QUOTED else f"“{line}”"
