from __future__ import annotations

from drawn import grid_of, only_table, words_of, x_of

from extract.model import Word

BODY = """
Omraade          12     14     17
Dagtilbud        13     15     18
Tandpleje        14     16     19
Kultur           15     17     20
"""


def turned(text: str, column: float, bottom: float) -> list[Word]:
    """Words above a column that are read from below upwards."""
    out, low = [], bottom
    for word in text.split():
        high = low - 5 * len(word)
        x = x_of(column)
        out.append(Word(word, x, high, x + 10, low, x + 8, 10, angle=270))
        low = high - 3
    return out


def test_heads_set_sideways_stand_over_their_columns() -> None:
    heads = [*turned("Budget", 17, 99), *turned("Regnskab 2024", 24, 99), *turned("Rest", 31, 99)]
    table = only_table([*words_of(BODY), *heads])
    assert grid_of(table)[0] == ["", "Budget", "Regnskab 2024", "Rest"]
    assert grid_of(table)[1] == ["Omraade", "12", "14", "17"]
    assert table.header_rows == 1


def test_a_label_at_the_side_is_no_head() -> None:
    assert grid_of(only_table([*words_of(BODY), *turned("Kommunen", 0, 140)])) == grid_of(only_table(BODY))
