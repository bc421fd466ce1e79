"""One table of mistakes: what is said of each, in which order they stand, and what a check says otherwise."""

import pytest

from simulator.core.catalogue import Catalogue, CheckName, Mistake, Wording, shown
from simulator.core.refusal import Finding, Refusal
from simulator.core.verdict import PASSED, SKIPPED, Check

LATE = Mistake(
    "late",
    "time",
    line="late",
    message="It is {found}, not {expected}.",
    hint="Go earlier, by {train}.",
    making="By going late.",
    variants={"train": Wording(hint="Take the {train}."), "snow": Wording("It snows.")},
)
LOST = Mistake("lost", "place", line="lost", message="Not here.", hint="Look.", making="By itself.", page="docs/a.md")


@pytest.fixture
def trip() -> Catalogue:
    return Catalogue(iter([CheckName("place", "It is here."), CheckName("time", "It is now.")]), iter([LOST, LATE]))


def test_a_check_says_one_thing_where_nothing_is_wrong_and_another_where_it_was_not_reached(trip: Catalogue) -> None:
    assert trip.checks == (CheckName("place", "It is here."), CheckName("time", "It is now."))
    assert trip.passed == {
        "place": Check("place", PASSED, "It is here."),
        "time": Check("time", PASSED, "It is now."),
    }
    assert trip.all_passed == (trip.passed["place"], trip.passed["time"])
    assert trip.skipped == tuple(
        Check(name, SKIPPED, "Not reached: an earlier check failed.") for name in ("place", "time")
    )


def test_a_mistake_is_found_by_its_code_and_by_its_check(trip: Catalogue) -> None:
    assert trip["late"] is LATE
    assert trip.of_check("time") == (LATE,)
    assert trip.of_check("money") == ()
    assert trip.order == {"lost": 0, "late": 1}


@pytest.mark.parametrize(
    ("variant", "said"),
    [
        (None, ("It is 9, not 8.", "Go earlier, by bus. (docs/mistakes.md#late)")),
        ("train", ("It is 9, not 8.", "Take the bus. (docs/mistakes.md#late)")),
        ("snow", ("It snows.", "Go earlier, by bus. (docs/mistakes.md#late)")),
    ],
)
def test_special_evidence_has_words_of_its_own(variant: str | None, said: tuple[str, str]) -> None:
    assert LATE.say(Finding("late", 9, 8, variant, {"train": "bus"})) == said


def test_a_mistake_names_the_page_that_has_it() -> None:
    assert LOST.say(Finding("lost"))[1] == "Look. (docs/a.md#lost)"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("text", "text"),
        (8.5, "8.5"),
        (None, "null"),
        ({"é": [True]}, '{"é": [true]}'),
        ("a" * 96, "a" * 96),
        ("a" * 97, "a" * 95 + "…"),
        ("one\ntwo\x1b[1m", "one\\u000atwo\\u001b[1m"),
    ],
    ids=repr,
)
def test_a_value_in_a_sentence_is_cut_and_cannot_drive_a_terminal(value: object, written: str) -> None:
    assert shown(value) == written


def test_a_refusal_is_known_by_its_code() -> None:
    finding = Finding("late", 9, 8, "train", {"train": "bus"})
    for refusal in (Refusal("late", found=9, expected=8, variant="train", train="bus"), Refusal.of(finding)):
        assert refusal.finding == finding
        assert (str(refusal), refusal.code) == ("late", "late")
