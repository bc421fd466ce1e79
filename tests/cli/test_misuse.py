"""Misuse of the command: one line in the words of its other errors, exit code 2."""

import pytest

from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("serv",), 'iadvize-simulator: there is no command "serv"; did you mean "serve"?'),
        (
            ("zzz",),
            'iadvize-simulator: there is no command "zzz"; known: serve, key, mint, explain, contract, demo, mistakes.',
        ),
        (("--",), "iadvize-simulator: a command is missing; --help lists them."),
        (("--vers",), "iadvize-simulator: there is no option --vers; did you mean --version?"),
        (("serve", "--prot", "1"), "iadvize-simulator serve: there is no option --prot; did you mean --port?"),
        (
            ("serve", "--zzz"),
            "iadvize-simulator serve: there is no option --zzz; iadvize-simulator serve --help lists them.",
        ),
        (("mint", "-x"), "iadvize-simulator mint: there is no option -x; iadvize-simulator mint --help lists them."),
        (("serve", "--port"), "iadvize-simulator: --port: its value is missing."),
        (("mistakes", "--json=1"), "iadvize-simulator: --json: it takes no value."),
        (("explain",), "iadvize-simulator explain: TOKEN is missing."),
        (("serve", "extra", "more"), "iadvize-simulator serve: nothing more is taken, but there is: extra more."),
        (
            ("mint", "--mistake", "zzz"),
            "iadvize-simulator: --mistake: there is no 'zzz'; `iadvize-simulator mistakes` lists them all.",
        ),
        (("mistakes", "zzz"), "iadvize-simulator: there is no 'zzz'; without a name they are all listed."),
        (("key", "--format", "xyz"), "iadvize-simulator key: --format: 'xyz' is not one of 'pem', 'der', 'jwk'."),
    ],
)
def test_it_says_what_was_meant_or_what_there_is(command: Command, arguments: tuple[str, ...], line: str) -> None:
    run = command(*arguments)
    assert (run.code, run.out, run.err) == (2, "", f"{line}\n")
