from typing import Any

import pytest

from simulator.core.explanation.plain import clipped, columns, plain, value, wrapped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("as it is: é 日本 ✓", "as it is: é 日本 ✓"),
        ("\x1b[31m", "\\u001b[31m"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\udc80", "\\udc80"),
        ("\u2028", "\\u2028"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_whatever_could_move_a_cursor_is_written_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("RS256", "RS256"),
        ("", '""'),
        (" x", '" x"'),
        ("\n", '"\\n"'),
        (None, "nothing"),
        (True, "true"),
        (1.23456, "1.235"),
        (1795209354.02, "1795209354.02"),
        (["a", "b"], "a, b"),
        ([], "none"),
        ([1, "a"], '[1, "a"]'),
        ({"zip": 1}, '{"zip": 1}'),
    ],
)
def test_a_value_is_shown_in_one_line(found: Any, shown: str) -> None:
    assert value(found) == shown


def test_columns_are_counted_as_a_terminal_does() -> None:
    assert [columns(text) for text in ("abc", "é", "e\u0301", "日本")] == [3, 1, 1, 4]


def test_a_text_is_cut_with_an_ellipsis() -> None:
    assert clipped("abcdef", 6) == "abcdef"
    assert clipped("abcdef", 4) == "abc…"


def test_lines_hang_below_the_first() -> None:
    assert wrapped("one two three", 9, "- ") == ["- one two", "  three"]
