"""Bytes that a strict reader must refuse as a JSON object, whatever members it looks for."""

from collections.abc import Callable

UNREADABLE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "white space": lambda _: b"  ",
    "no JSON": lambda _: b"header",
    "null": lambda _: b"null",
    "a string": lambda _: b'"text"',
    "a number": lambda _: b"1",
    "an array around it": lambda good: b"[" + good + b"]",
    "cut short": lambda good: good[:-1],
    "followed by more": lambda good: good + b"{}",
    "followed by a brace": lambda good: good + b"}",
    "followed by a NUL": lambda good: good + b"\0",
    "a comma too many": lambda good: good[:-1] + b",}",
    "single quotes": lambda good: good.replace(b'"', b"'"),
    "a comment in it": lambda good: good[:-1] + b"/**/}",
    "UTF-16": lambda good: good.decode().encode("utf-16-le"),
    "UTF-16 with its mark": lambda good: good.decode().encode("utf-16"),
    "UTF-32": lambda good: good.decode().encode("utf-32-be"),
    "a byte order mark": lambda good: b"\xef\xbb\xbf" + good,
    "Latin-1": lambda good: with_member(good, b'"x":"\xe9"'),
    "a stray continuation byte": lambda good: with_member(good, b'"x":"\x80"'),
    "an overlong slash": lambda good: with_member(good, b'"x":"\xc0\xaf"'),
    "an overlong NUL": lambda good: with_member(good, b'"x":"\xc0\x80"'),
    "an encoded surrogate": lambda good: with_member(good, b'"x":"\xed\xa0\x80"'),
    "beyond Unicode": lambda good: with_member(good, b'"x":"\xf4\x90\x80\x80"'),
    "half a surrogate pair": lambda good: with_member(good, b'"x":"\\ud800"'),
    "a surrogate pair the wrong way round": lambda good: with_member(good, b'"x":"\\udc00\\ud800"'),
    "half a surrogate pair as a name": lambda good: with_member(good, b'"\\udfff":1'),
    "half a surrogate pair in depth": lambda good: with_member(good, b'"x":[{"y":["\\ud800"]}]'),
    "NaN": lambda good: with_member(good, b'"x":NaN'),
    "Infinity": lambda good: with_member(good, b'"x":[Infinity]'),
    "minus Infinity": lambda good: with_member(good, b'"x":-Infinity'),
    "a number past all floats": lambda good: with_member(good, b'"x":1e400'),
    "an integer past all floats": lambda good: with_member(good, b'"x":1' + b"0" * 400),
    "an integer too long to convert": lambda good: with_member(good, b'"x":' + b"9" * 5000),
    "a control character in a string": lambda good: with_member(good, b'"x":"\x01"'),
    "a newline in a string": lambda good: with_member(good, b'"x":"\n"'),
    "a NUL in a string": lambda good: with_member(good, b'"x":"\0"'),
    "an escape that isn't one": lambda good: with_member(good, b'"x":"\\x41"'),
    "an empty escape": lambda good: with_member(good, b'"x":"\\u"'),
    "a leading zero": lambda good: with_member(good, b'"x":01'),
    "hexadecimal": lambda good: with_member(good, b'"x":0x10'),
    "a plus sign": lambda good: with_member(good, b'"x":+1'),
    "a number without its end": lambda good: with_member(good, b'"x":1.'),
    "Python's True": lambda good: with_member(good, b'"x":True'),
    "a name without quotes": lambda good: with_member(good, b"x:1"),
    "a thousand arrays deep": lambda good: with_member(good, b'"x":' + b"[" * 1000 + b"]" * 1000),
    "five thousand objects deep": lambda good: with_member(good, b'"x":' + b'{"x":' * 5000 + b"1" + b"}" * 5000),
    "opened thirty thousand times": lambda _: b"[" * 30000,
}

REPEATED: dict[str, Callable[[bytes], bytes]] = {
    "the first member again": lambda good: with_member(good, good[1:-1].split(b",")[0]),
    "the first member before": lambda good: b"{" + good[1:-1].split(b",")[0] + b"," + good[1:],
    "an unknown member twice": lambda good: with_member(good, b'"x":1,"x":1'),
    "an empty name twice": lambda good: with_member(good, b'"":1,"":2'),
    "the same name in two spellings": lambda good: with_member(good, b'"xy":1,"\\u0078y":2'),
    "the same astral name in two spellings": lambda good: with_member(
        good, '"\U0001f511":1,"\\ud83d\\udd11":2'.encode()
    ),
}


def with_member(good: bytes, member: bytes) -> bytes:
    """A JSON object with one more member, as it stands."""
    return good[:-1] + b"," + member + b"}"
