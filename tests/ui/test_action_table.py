"""One table of actions: no key twice where both could be meant, every action found by its words."""

from collections import Counter

from PySide6.QtGui import QKeySequence

from curatorbench.ui.actions.table import ACTIONS
from curatorbench.ui.benches import BENCHES


def test_ids_are_unique() -> None:
    assert not [id_ for id_, count in Counter(a.id for a in ACTIONS).items() if count > 1]


def test_no_key_means_two_things_on_one_bench() -> None:
    for bench in (known.id for known in BENCHES):
        keys = [QKeySequence(key).toString() for a in ACTIONS if a.bench in ("", bench) for key in a.keys]
        assert not [key for key, count in Counter(keys).items() if count > 1]


def test_every_key_is_one() -> None:
    for action in ACTIONS:
        for key in action.keys:
            assert QKeySequence(key).count() == 1, action.id
            assert QKeySequence(key).toString(), action.id


def test_benches_have_the_keys_of_the_frame() -> None:
    keys = {a.id: a.keys for a in ACTIONS}
    named = [known.id for known in BENCHES if known.is_named]
    assert named == ["capture", "catalogue", "transcribe", "review", "publish", "jobs"]
    assert [keys[f"bench.{id_}"] for id_ in named] == [(f"Ctrl+{number}",) for number in range(1, 7)]
