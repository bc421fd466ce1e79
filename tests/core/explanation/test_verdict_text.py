import pytest
from msgspec.structs import replace

from simulator.core.explanation import Anatomy, Evidence, Fix, Line, Part, Snippet, Span, Style, render_verdict
from simulator.core.verdict import FAILED, PASSED, SKIPPED, WARNING, AlsoFound, Check, Verdict

PASSED_CHECK = Check("one", PASSED, "All is well.")
FAILED_CHECK = Check(
    "two", FAILED, "It is broken.", "two_broken", "Mend it. (docs/mistakes.md#two_broken)", "a", ["b", "c"]
)
REJECTED = Verdict(
    accepted=False,
    code="two_broken",
    reason="a reason",
    checks=(PASSED_CHECK, FAILED_CHECK, Check("three", SKIPPED, "Not reached.")),
)
ACCEPTED = Verdict(accepted=True, code=None, reason=None, checks=(PASSED_CHECK,), user_id="u-1", expires_at=160)


def test_a_rejection_in_full() -> None:
    assert render_verdict(REJECTED).splitlines() == [
        "✗ rejected: two_broken",
        "",
        "  ✓ one           All is well.",
        "  ✗ two           It is broken.",
        "    found         a",
        "    expected      b, c",
        "    help          Mend it.",
        "    more          docs/mistakes.md#two_broken",
        "  · three         not reached",
        "",
        "All that iAdvize says of it",
        "",
        '    "a reason"',
    ]


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        (300, "300 (5 minutes)"),
        (1_760_000_000, "1760000000 (2025-10-09T08:53:20Z)"),
        (1_760_000_000_000, "1760000000000"),
    ],
)
def test_seconds_are_told_in_words_as_far_as_the_calendar_reaches(seen: int, shown: str) -> None:
    check = Check("lifetime", FAILED, "It is off.", code="off", hint="Mend it.", found=seen)
    verdict = Verdict(accepted=False, code="off", reason=None, checks=(check,))
    assert f"    found         {shown}\n" in render_verdict(verdict)


def test_an_acceptance_says_who_and_for_how_long() -> None:
    first = render_verdict(ACCEPTED, evidence=Evidence(now=100)).splitlines()[0]
    assert first == '✓ accepted: user "u-1", valid for 1 minute more'


def test_a_warning_is_counted_and_explained() -> None:
    warned = replace(ACCEPTED, checks=(Check("one", WARNING, "Hm.", "one_odd", "Look. (docs/mistakes.md#one_odd)"),))
    text = render_verdict(warned)
    assert text.splitlines()[0] == '✓ accepted: user "u-1", with 1 warning'
    assert "  ! one           Hm.\n    code          one_odd\n" in text


def test_what_else_was_found_is_listed() -> None:
    also = AlsoFound("three", "three_odd", "That too.", "Mend that. (docs/mistakes.md#three_odd)")
    text = render_verdict(replace(REJECTED, also_found=(also,)))
    assert "Also found\n\n  ! three_odd: That too.\n    help: Mend that.\n" in text
    text = render_verdict(replace(REJECTED, also_found=(also,)), evidence=Evidence(warnings=frozenset()))
    assert "\n  ✗ three_odd: That too.\n" in text


@pytest.mark.parametrize("width", [0, 40, 63, 80, 200])
def test_text_is_wrapped_to_the_width_but_never_wider_than_is_easy_to_read(width: int) -> None:
    wordy = replace(FAILED_CHECK, message="word " * 100, hint="hint " * 100)
    lines = render_verdict(replace(REJECTED, checks=(wordy,)), Style(width)).splitlines()
    assert max(map(len, lines)) <= min(max(width, 40), 100)


def test_plain_text_has_no_escape_sequence_and_colour_changes_nothing_else() -> None:
    plain = render_verdict(REJECTED, Style())
    coloured = render_verdict(REJECTED, Style(colour=True))
    assert "\x1b" not in plain
    assert "\x1b[31m✗\x1b[0m" in coloured
    for code in ("0", "1", "2", "31", "32", "33", "36", "31;1", "32;1", "33;1"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert [line.rstrip() for line in coloured.splitlines()] == plain.splitlines()


def test_ascii_signs_stand_in_where_no_others_can_be_shown() -> None:
    anatomy = Anatomy("Token", (Part("1", "head", 3, "", (Line("x" * 100, (Span(0, 1, "wrong"),)),), FAILED),))
    text = render_verdict(REJECTED, Style(unicode=False), Evidence(anatomy))
    assert text.isascii()
    assert "  + one" in text
    assert "  x two" in text
    assert "  - three" in text


def test_nothing_from_a_token_reaches_the_terminal_raw() -> None:
    evil = "\x1b[2J\r\n\u202e\u2028\x7f\x9b"
    check = Check("two\x00"[:3], FAILED, evil, "two_broken", evil, [evil], {evil: evil})
    verdict = replace(REJECTED, checks=(check,), also_found=(AlsoFound("x", "y", evil, evil),), user_id=evil)
    anatomy = Anatomy("Token", (Part("1", "head", 3, evil, (Line(evil, (Span(0, 2, evil),), evil),), FAILED),))
    for shown in (verdict, replace(verdict, accepted=True)):
        text = render_verdict(shown, Style(), Evidence(anatomy))
        assert not set(text) & set(evil) - set("[2J\n")


def test_the_fix_comes_last_and_the_outcome_is_repeated_below_it_with_its_help() -> None:
    fix = Fix("Do it right", (Snippet("Language", "first()\nsecond('right')", ("right",)),))
    text = render_verdict(REJECTED, Style(), Evidence(fix=fix))
    assert text.endswith(
        "The fix as code: Do it right\n\n  Language\n    first()\n  > second('right')\n"
        "\n✗ rejected: two_broken\n  Mend it."
    )
