"""base64url as RFC 7515 writes it: one text for each sequence of bytes, and every other text is refused."""

import base64
import tracemalloc

import pytest

from simulator.core.base64url import ALPHABET, NotBase64Url, decode, decode_compact, encode, first_outside

# RFC 7515, appendix C.
PUBLISHED = (bytes([3, 236, 255, 224, 193]), "A-z_4ME")
ASCII = [chr(code) for code in range(128)]


@pytest.mark.parametrize("length", range(70))
def test_all_bytes_come_back(length: int) -> None:
    data = bytes((7 * place + 251 * length) % 256 for place in range(length))
    assert encode(data) == base64.urlsafe_b64encode(data).decode().rstrip("=")
    assert decode(encode(data)) == data


def test_the_standard_s_own_example_is_read_and_written() -> None:
    data, text = PUBLISHED
    assert encode(data) == text
    assert decode(text) == data


@pytest.mark.parametrize("last", ALPHABET)
@pytest.mark.parametrize("before", ["A", "z", "_", "AA", "f8"])
def test_of_all_texts_that_a_lax_reader_takes_for_the_same_bytes_one_is_read(before: str, last: str) -> None:
    text = before + last
    data = base64.urlsafe_b64decode(text + "==")
    if encode(data) == text:
        assert decode(text) == data
        return
    with pytest.raises(NotBase64Url) as error:
        decode(text)
    assert (error.value.problem, error.value.position) == ("trailing-bits", len(before))


@pytest.mark.parametrize("foreign", [each for each in ASCII if each not in ALPHABET] + ["é", "\U0001f511"])
@pytest.mark.parametrize("place", range(5))
def test_a_foreign_character_is_pointed_at(foreign: str, place: int) -> None:
    text = f"{'A' * place}{foreign}{'A' * (4 - place)}"
    assert first_outside(text) == place
    with pytest.raises(NotBase64Url) as error:
        decode(text)
    assert (error.value.problem, error.value.position) == ("character", place)


@pytest.mark.parametrize("foreign", [" ", "\n", "=", "+", "%", "\0", "\x7f"])
def test_foreign_characters_are_not_passed_over_where_the_rest_would_do(foreign: str) -> None:
    text = f"AAAA{foreign * 4}AAAA"
    with pytest.raises(NotBase64Url) as error:
        decode(text)
    assert (error.value.problem, error.value.position) == ("character", 4)
    with pytest.raises(ValueError):  # noqa: PT011 - which one it is, decode says of the part
        decode_compact(f"AAAA.{text}".encode())


@pytest.mark.parametrize("length", [1, 5, 9, 401])
def test_a_length_that_no_bytes_have_is_told_apart(length: int) -> None:
    with pytest.raises(NotBase64Url) as error:
        decode("A" * length)
    assert (error.value.problem, error.value.position) == ("length", length - 1)
    assert str(error.value) == f"length at {length - 1}"


def test_nothing_is_outside_in_a_text_of_the_alphabet_alone() -> None:
    assert first_outside(ALPHABET) is None
    assert first_outside("") is None


@pytest.mark.parametrize("header", [b"", b"{}", b"h" * 767, b"h" * 768, b"h" * 4000])
def test_the_parts_of_a_compact_serialization_are_decoded_one_by_one(header: bytes) -> None:
    parts = [header, b"", b"\xff\xfe\xfd", b"\0" * 1000]
    text = ".".join(encode(part) for part in parts).encode()
    assert decode_compact(text) == parts
    assert decode_compact(text) == parts  # of a header that has been seen before


@pytest.mark.parametrize(
    "text", [b"A", b"AAAA.AB", b"AAAA.AA+A", b"AAAA.AA/A", b"AA==", b"AAAA.AAA=", b"AA A.", b"\xff"]
)
def test_a_compact_serialization_is_refused_for_any_part_that_is_not_canonical(text: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which one it is, decode says of the part
        decode_compact(text)


def test_large_headers_are_not_kept() -> None:
    headers = [f"{'A' * 40_000}{number:04}" for number in range(100)]
    tracemalloc.start()
    for header in headers:
        decode_compact(header.encode())
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 200_000
