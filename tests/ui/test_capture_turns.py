"""The order of the person's steps, while a device is slower than the hand."""

from curatorbench.ui.capture.turns import Turns


def test_a_step_waits_for_what_was_expected_before() -> None:
    done: list[str] = []
    turns = Turns()
    shot = turns.expect()
    turns.do(lambda: done.append("next thing"))
    assert done == []
    assert len(turns) == 2
    turns.ready(shot, lambda: done.append("shot"))
    assert done == ["shot", "next thing"]
    assert len(turns) == 0


def test_shots_are_taken_in_as_they_were_asked_for() -> None:
    done: list[int] = []
    turns = Turns()
    first, second = turns.expect(), turns.expect()
    turns.ready(second, lambda: done.append(2))
    turns.ready(first, lambda: done.append(1))
    assert done == [1, 2]


def test_a_shot_that_failed_holds_nobody_up() -> None:
    done: list[str] = []
    turns = Turns()
    shot = turns.expect()
    turns.do(lambda: done.append("undo"))
    turns.drop(shot)
    assert done == ["undo"]
    turns.drop(shot)  # a second time is no harm
