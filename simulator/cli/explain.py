"""`explain`: why a token passes or fails."""

import json
import shlex
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.bench import tokens_of
from simulator.cli.examples import examples
from simulator.cli.keys import household_of
from simulator.cli.languages import language_option
from simulator.cli.options import setting_flags, settings_of
from simulator.settings import Misconfigured

if TYPE_CHECKING:
    from simulator.cli.bench import ProviderTokens
    from simulator.core.verdict import Verdict

_REJECTED = 1
_STANDARD_INPUT = "-"
_MAX_INPUT = 1_048_576


@click.command(
    "explain",
    epilog=examples(
        "iadvize-simulator explain eyJhbGciOiJSU0EtT0FFUC0yNTYi...",
        "pbpaste | iadvize-simulator explain -",
        "iadvize-simulator explain - --json < token.txt",
        "iadvize-simulator explain - --language php < token.txt",
    ),
)
@click.argument("token")
@click.option("--site", default="demo", show_default=True, help="Whose keys and rules hold.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@language_option
@setting_flags("data-dir", "private-key")
def command(*, token: str, site: str, as_json: bool, languages: tuple[str, ...], **flags: Any) -> int:
    """Say why a token passes or fails.

    TOKEN is the token, or - to read it from standard input, where one line break at the end is the shell's and not
    the token's. No server is needed or asked: the keys are those of the data directory, the sites those of the
    settings.

    Exit code: 0 accepted, 1 rejected, 2 misuse.
    """
    text = _from_standard_input() if token == _STANDARD_INPUT else _no_file(token)
    home = household_of(settings_of(flags))
    tokens = tokens_of(home, site)
    now = time.time()
    verdict = tokens.judge(text, site, now)
    if as_json:
        from simulator.core.verdict import verdict_json  # noqa: PLC0415 - with its neighbours

        click.echo(json.dumps(verdict_json(verdict), indent=2, ensure_ascii=not _is_utf8()))
    else:
        click.echo(_explained(tokens, _Question(text, site, now, verdict), languages), color=True)
    home.remark_on(verdict)
    return 0 if verdict.accepted else _REJECTED


def _from_standard_input() -> str:
    data = sys.stdin.buffer.read(_MAX_INPUT + 1)
    if len(data) > _MAX_INPUT:
        raise Misconfigured("standard input holds more than 1 MiB, and that is no token.")
    text = data.decode("utf-8", "replace")
    return text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text


def _no_file(token: str) -> str:
    """The token, unless it is the name of a file that is there."""
    try:
        is_file = Path(token).is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL in it
        return token
    if is_file:
        raise Misconfigured(
            f"{token} is a file; for the token in it: iadvize-simulator explain - < {shlex.quote(token)}"
        )
    return token


def _explained(tokens: "ProviderTokens", question: "_Question", languages: tuple[str, ...]) -> str:
    from msgspec.structs import replace  # noqa: PLC0415 - slow, and help needs none

    from simulator.cli.terminal import terminal_style  # noqa: PLC0415 - with its neighbours
    from simulator.core.explanation import render_verdict  # noqa: PLC0415 - with its neighbours

    shown = tokens.evidence(question.token, question.verdict, question.now, languages)
    judged = tokens.judged(question.site_id)
    return render_verdict(question.verdict, terminal_style(), replace(shown, judged=judged))


@dataclass(frozen=True, slots=True)
class _Question:
    token: str
    site_id: str
    now: float
    verdict: "Verdict"


def _is_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
