import pytest

from simulator.core.explanation import Anatomy, Line, Part, Span, Style
from simulator.core.explanation.anatomy import render_anatomy
from simulator.core.verdict import FAILED

INDENT = " " * 9 + "│ "


def drawn(line: Line, width: int = 60) -> list[str]:
    rendered = render_anatomy(Anatomy("Token", (Part("1", "header", 5, "4 bytes", (line,), FAILED),)), Style(width))
    assert rendered[:2] == ["Token", ""]
    assert all(text.startswith(INDENT) for text in rendered[3:])
    return [text.removeprefix(INDENT) for text in rendered[3:]]


def test_a_part_says_its_size_and_that_something_is_wrong_in_it() -> None:
    part = Part("1", "header", 1234, "4 bytes", (), FAILED)
    line = render_anatomy(Anatomy("Token", (part,)), Style(80))[2]
    assert line == "  ✗ 1    header                 1,234 characters  4 bytes"


def test_carets_stand_under_what_is_wrong_with_the_label_beside_them() -> None:
    assert drawn(Line('{"alg": "none"}', (Span(8, 14, "expected RS256"),))) == [
        '{"alg": "none"}',
        "        ^^^^^^ expected RS256",
    ]


def test_a_label_without_room_to_its_right_goes_to_its_left() -> None:
    text = "x" * 49
    assert drawn(Line(text, (Span(40, 41, "no good at all"),))) == [text, " " * 25 + "no good at all ^"]


def test_or_below() -> None:
    text = "x" * 49
    label = "a label of so many words that no side of it has room for them"
    lines = drawn(Line(text, (Span(20, 25, label),)))
    assert lines[:2] == [text, " " * 20 + "^^^^^"]
    assert " ".join(lines[2:]) == label


def test_a_mark_at_the_end_of_a_text_points_behind_it() -> None:
    assert drawn(Line("abc", (Span(3, 4, "cut"),))) == ["abc", "   ^ cut"]


def test_of_a_long_line_the_marked_place_is_shown() -> None:
    text = "a" * 500 + "+" + "b" * 500
    shown, caret = drawn(Line(text, (Span(500, 501, "odd"),)))
    assert len(shown) <= 49
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[caret.index("^")] == "+"


@pytest.mark.parametrize("position", [0, 5, 36, 37, 38, 47, 48, 49, 50, 60, 99])
def test_wherever_it_is(position: int) -> None:
    text = "a" * position + "+" + "a" * (99 - position)
    shown, caret = drawn(Line(text, (Span(position, position + 1, "odd"),)))
    assert shown[caret.index("^")] == "+"


def test_several_marks_on_a_line_each_have_their_own() -> None:
    assert drawn(Line("abc def", (Span(0, 3, "one"), Span(4, 7, "two")))) == ["abc def", "    ^^^ two", "^^^ one"]


def test_wide_characters_take_two_carets() -> None:
    assert drawn(Line("日本x", (Span(1, 3, "odd"),))) == ["日本x", "  ^^^ odd"]


def test_marks_move_with_what_had_to_be_escaped() -> None:
    assert drawn(Line("\x1b+\x1b", (Span(1, 2, "odd"),))) == ["\\u001b+\\u001b", "      ^ odd"]


def test_a_remark_stands_beside_its_line_or_below_it() -> None:
    assert drawn(Line("exp", (), "tomorrow")) == ["exp   tomorrow"]
    text = "x" * 45
    assert drawn(Line(text, (), "tomorrow")) == [text, "   tomorrow"]
