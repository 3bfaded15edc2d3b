"""Lines cut into words by the columns of their letters."""

import pytest
from rapidocr.ch_ppocr_rec.typings import WordInfo

from curatorbench.ocr.columns import spans


def cut(text: str, columns: list[int], length: int = 100) -> list[str]:
    return [text[chars] for _, _, chars in spans(text, WordInfo(word_cols=[columns], line_txt_len=length))]


def test_words_are_what_stands_between_blanks() -> None:
    assert cut("At the Point", [2, 5, 14, 17, 20, 30, 33, 36, 39, 42]) == ["At", "the", "Point"]


@pytest.mark.parametrize(
    ("after_stop", "words"),
    [(3, ["Det.JWT"]), (4, ["Det.", "JWT"]), (6, ["Det.", "JWT"])],
    ids=["no blank", "narrow blank", "wide blank"],
)
def test_a_blank_that_was_lost_after_a_stop_is_known_by_its_width(after_stop: int, words: list[str]) -> None:
    start = 11 + after_stop
    assert cut("Det.JWT", [2, 5, 8, 11, start, start + 3, start + 6]) == words


def test_a_wide_gap_after_a_letter_is_no_blank() -> None:
    assert cut("A L A", [2, 12, 22]) == ["A", "L", "A"]
    assert cut("ALA", [2, 5, 15]) == ["ALA"]


def test_signs_in_a_row_stay_together() -> None:
    assert cut("al.,b", [2, 5, 8, 14, 17]) == ["al.,b"]


def test_words_share_out_the_line_and_hold_their_letters() -> None:
    text, columns = "At the Point", [2, 5, 14, 17, 20, 30, 33, 36, 39, 42]
    found = spans(text, WordInfo(word_cols=[columns], line_txt_len=50))
    ends = [edge for start, end, _ in found for edge in (start, end)]
    assert ends == sorted(ends)
    assert 0 <= ends[0] < 2.5 / 50
    assert 42.5 / 50 < ends[-1] <= 1


def test_a_line_without_letters_has_no_words() -> None:
    assert spans("", WordInfo()) == []
    assert cut("   ", []) == []
