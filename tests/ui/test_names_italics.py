"""Species names in italics, authors and ranks not."""

import pytest

from curatorbench.ui.look.names import italic_spans, runs


@pytest.mark.parametrize(
    ("name", "slanted"),
    [
        ("Quercus alba L.", ["Quercus", "alba"]),
        ("Lycopodium clavatum", ["Lycopodium", "clavatum"]),
        ("Carex nigra (L.) Reichard subsp. juncea (Fr.) Soó", ["Carex", "nigra", "juncea"]),
        ("Salix cf. alba L.", ["Salix", "alba"]),
        ("Aus bus de Vries", ["Aus", "bus"]),
        ("Mentha ×piperita L.", ["Mentha", "×piperita"]),
        ("Lycopodiaceae", []),
        ("Lucanidae", []),
        ("Rosa sp.", ["Rosa"]),
        ("indet.", []),
        ("", []),
    ],
)
def test_italic_parts(name: str, slanted: list[str]) -> None:
    assert [name[start:end] for start, end in italic_spans(name)] == slanted


def test_runs_make_up_the_name() -> None:
    name = "Carex nigra (L.) Reichard subsp. juncea (Fr.) Soó"
    assert "".join(text for text, _ in runs(name)) == name
