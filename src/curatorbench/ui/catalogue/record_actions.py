"""What can be done on the page of a record, beside the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from curatorbench.ui.actions.action import Action, Group
from curatorbench.ui.images.image_view import STEP
from curatorbench.ui.look.wording import QT_TRANSLATE_NOOP as noop

if TYPE_CHECKING:
    from curatorbench.ui.catalogue.bench import Catalogue

_PAGE: Group[Catalogue] = Group("catalogue", noop("actions", "Record"))
_IMAGE: Group[Catalogue] = Group("catalogue", noop("actions", "Image"))

ACTIONS: tuple[Action, ...] = (
    *_PAGE.of(
        ("page.tell", noop("actions", "Who said it, when, from what"), "Ctrl+H", lambda b: b.record.page.tell_all()),
        ("page.fold", noop("actions", "Fold or unfold all parts"), "Ctrl+Shift+F", lambda b: b.record.page.fold_all()),
    ),
    *_IMAGE.of(
        ("page.larger", noop("actions", "Enlarge the image"), "Ctrl+= Ctrl++", lambda b: b.record.image.zoom(STEP)),
        ("page.smaller", noop("actions", "Reduce the image"), "Ctrl+-", lambda b: b.record.image.zoom(1 / STEP)),
        ("page.fit", noop("actions", "The whole image"), "Ctrl+0", lambda b: b.record.image.fit()),
        (
            "page.image_next",
            noop("actions", "Next image of the record"),
            "Ctrl+Alt+PgDown",
            lambda b: b.record.page.turn_image(1),
        ),
        (
            "page.image_last",
            noop("actions", "Previous image of the record"),
            "Ctrl+Alt+PgUp",
            lambda b: b.record.page.turn_image(-1),
        ),
        repeats=True,
    ),
)
