"""From characters of the text back to the words, whatever the lines are."""

from hypothesis import given
from hypothesis import strategies as st

from curatorbench.domain.box import WHOLE, Box
from curatorbench.domain.reading import Line, Reading, Word

_words = st.builds(
    Word, st.text(st.characters(exclude_characters="\n "), min_size=1, max_size=8), st.just(WHOLE), st.floats(0, 1)
)
_lines = st.builds(Line, st.lists(_words, max_size=4).map(tuple))
_readings = st.builds(Reading, st.lists(_lines, max_size=6).map(tuple))


@given(_readings)
def test_every_word_lies_where_it_is_said_to_lie(reading: Reading) -> None:
    placed = list(reading.placed_words())
    assert [word for _, _, word in placed] == list(reading.words)
    for start, end, word in placed:
        assert reading.text[start:end] == word.text


@given(_readings)
def test_words_at_a_place_are_those_it_touches(reading: Reading) -> None:
    for start, end, word in reading.placed_words():
        assert reading.words_at(start, end) == (word,)
        assert reading.words_at(end, end + 1) == ()  # the space or the end of the line
    assert reading.words_at(0, len(reading.text)) == reading.words


def test_a_span_over_a_line_end_touches_both_lines() -> None:
    one, two, three = (Word(text, WHOLE, 1.0) for text in ("Mt.", "Kenya", "1951"))
    reading = Reading((Line((one, two)), Line(()), Line((three,))))
    assert reading.text == "Mt. Kenya\n\n1951"
    assert reading.words_at(4, 15) == (two, three)
    assert reading.words_at(1, 2) == (one,)


def test_lines_weigh_words_by_length() -> None:
    line = Line((Word("a", Box(0, 0, 0.1, 0.1), 0.0), Word("bbb", Box(0.2, 0, 0.2, 0.2), 1.0)))
    assert line.confidence == 0.75
    assert line.box.as_list() == [0, 0, 0.4, 0.2]
    assert Line(()).confidence == 0
    assert Reading().text == "" and Reading().words == ()
