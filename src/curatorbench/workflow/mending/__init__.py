"""Mending what went wrong: every verb is planned first, done as one named batch, and taken back by one key.

`plan_*` says what would happen and writes nothing; the verb of that name does it.
"""

from curatorbench.workflow.mending.batches import (
    LargeStep,
    batches,
    plan_take_back,
    retrace,
    retrace_large,
    retrace_small,
    take_back,
)
from curatorbench.workflow.mending.edit import edit, plan_edit
from curatorbench.workflow.mending.images import move_image, move_images, plan_move_image, plan_move_images
from curatorbench.workflow.mending.merge import merge, plan_merge
from curatorbench.workflow.mending.split import plan_split, split

__all__ = [
    "LargeStep", "batches", "edit", "merge", "move_image", "move_images", "plan_edit", "plan_merge", "plan_move_image",
    "plan_move_images", "plan_split", "plan_take_back", "retrace", "retrace_large", "retrace_small", "split",
    "take_back",
]  # fmt: skip
