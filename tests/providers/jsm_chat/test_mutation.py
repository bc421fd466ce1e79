"""A good token, damaged in every position: never accepted, never an exception."""

from collections.abc import Iterator

from tests import forge
from tests.forge.encoding import ALPHABET
from tests.providers.jsm_chat.judging import expect_faultless, judge, well_formed

GOOD = forge.chat_token()


def neighbour(character: str, distance: int) -> str:
    return ALPHABET[ALPHABET.index(character) ^ distance] if character in ALPHABET else "A"


def damaged(text: str) -> Iterator[str]:
    """Every character changed in each of its bits, made alien, removed, doubled, swapped with the next."""
    for place, character in enumerate(text):
        before, after = text[:place], text[place + 1 :]
        for bit in range(6):
            yield before + neighbour(character, 1 << bit) + after
        yield before + "=" + after
        yield before + after
        yield before + character * 2 + after
        if after and after[0] != character:
            yield before + after[0] + character + after[1:]


def refused(token: str) -> None:
    verdict = judge(token)
    well_formed(verdict)
    assert not verdict.accepted, token


def test_damaged_in_every_position_it_is_refused() -> None:
    expect_faultless(judge(GOOD))
    for token in damaged(GOOD):
        refused(token)


def test_cut_off_at_every_position_it_is_refused() -> None:
    for end in range(len(GOOD)):
        refused(GOOD[:end])
        refused(GOOD[end + 1 :])


def test_every_bit_of_each_part_counts() -> None:
    parts = GOOD.split(".")
    for place, part in enumerate(parts):
        data = forge.unb64(part)
        for bit in range(8 * len(data)):
            changed = bytearray(data)
            changed[bit // 8] ^= 1 << bit % 8
            refused(".".join([*parts[:place], forge.b64(bytes(changed)), *parts[place + 1 :]]))


def test_every_bit_of_a_header_counts_though_it_was_signed() -> None:
    header = b'{"alg":"HS256"}'
    for bit in range(8 * len(header)):
        changed = bytearray(header)
        changed[bit // 8] ^= 1 << bit % 8
        refused(forge.chat_token(header=bytes(changed)))


def test_parts_of_two_good_tokens_make_no_third() -> None:
    first, second = GOOD.split("."), forge.chat_token(forge.chat_claims(email="root@example.com")).split(".")
    for swap in ([first[0], second[1], first[2]], [first[0], first[1], second[2]]):
        refused(".".join(swap))
