"""Letters from the network's columns, and lines cut into words by them."""

import numpy as np
import pytest

from curatorbench.ocr.letters import Letter, letters, reaches, words

SIGNS = ["", "A", "L", "b", " "]


def line(text: str, columns: list[int], blanks: float = 0.0) -> list[Letter]:
    return [Letter(sign, at, at + 1, 1.0, blanks) for sign, at in zip(text, columns, strict=True)]


def cut(found: list[Letter]) -> list[str]:
    return ["".join(letter.sign for letter in word) for word in words(found)]


def told(columns: str, sure: float = 0.9) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    """A network's answer in which each column is sure of one sign, `_` of none."""
    answer = np.full((len(columns), len(SIGNS)), (1 - sure) / (len(SIGNS) - 1), dtype=np.float32)
    for column, sign in enumerate(columns.replace("_", "\0")):
        answer[column, SIGNS.index(sign.strip("\0"))] = sure
    return answer


def test_a_run_of_columns_is_one_letter_and_a_pause_parts_two() -> None:
    assert [(found.sign, found.start, found.end) for found in letters(told("_AA_A_b"), SIGNS)] == [
        ("A", 1, 3),
        ("A", 4, 5),
        ("b", 6, 7),
    ]


def test_blanks_are_kept_as_the_chance_that_a_word_ended() -> None:
    first, second = letters(told("A_ _b"), SIGNS)
    assert first.blank_before == 0
    assert second.blank_before == pytest.approx(0.9)
    assert cut([first, second]) == ["A", "b"]


def test_a_blank_that_is_likely_but_not_likeliest_still_parts_words() -> None:
    answer = told("A___b")
    answer[2] = [0.6, 0, 0, 0, 0.4]
    assert cut(letters(answer, SIGNS)) == ["A", "b"]


def test_a_line_in_which_nothing_is_seen_has_no_letters() -> None:
    assert letters(told("_____"), SIGNS) == []
    assert words([]) == []
    assert reaches([], 10) == []


@pytest.mark.parametrize(
    ("after_stop", "expected"),
    [(3, ["Det.JWT"]), (4, ["Det.", "JWT"]), (6, ["Det.", "JWT"])],
    ids=["no blank", "narrow blank", "wide blank"],
)
def test_a_blank_that_was_lost_after_a_stop_is_known_by_its_width(after_stop: int, expected: list[str]) -> None:
    start = 11 + after_stop
    assert cut(line("Det.JWT", [2, 5, 8, 11, start, start + 3, start + 6])) == expected


def test_a_wide_gap_after_a_letter_is_no_blank() -> None:
    assert cut(line("ALA", [2, 5, 15])) == ["ALA"]


def test_signs_in_a_row_stay_together() -> None:
    assert cut(line("al.,b", [2, 5, 8, 14, 17])) == ["al.,b"]


def test_words_share_out_the_line_and_hold_their_letters() -> None:
    parts = [line("At", [2, 5]), line("the", [14, 17, 20]), line("Point", [30, 33, 36, 39, 42])]
    ends = [edge for reach in reaches(parts, 50) for edge in reach]
    assert ends == sorted(ends)
    assert 0 <= ends[0] < 2.5 / 50
    assert 42.5 / 50 < ends[-1] <= 1
