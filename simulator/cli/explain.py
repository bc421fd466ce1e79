"""`explain`: why a token passes or fails."""

import json
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.examples import examples
from simulator.cli.keys import Household, household_of
from simulator.cli.languages import language_option
from simulator.cli.options import setting_flags, settings_of
from simulator.settings import Misconfigured

if TYPE_CHECKING:
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
@click.option("--site", default="demo", show_default=True, help="Whose brand keys and rules hold.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@language_option
@setting_flags("data-dir", "private-key")
def command(*, token: str, site: str, as_json: bool, languages: tuple[str, ...], **flags: Any) -> int:
    """Say why a token passes or fails.

    TOKEN is the token, or - to read it from standard input, where one line break at the end is the shell's and not
    the token's. No server is needed: the keys are those of the data directory.

    Exit code: 0 accepted, 1 rejected, 2 misuse.
    """
    text = _from_standard_input() if token == _STANDARD_INPUT else token
    question = _Question(text, site, household_of(settings_of(flags)), time.time())
    verdict = _judged(question)
    if as_json:
        from simulator.core.verdict import verdict_json  # noqa: PLC0415 - with its neighbours

        click.echo(json.dumps(verdict_json(verdict), indent=2, ensure_ascii=not _is_utf8()))
    else:
        click.echo(_explained(question, verdict, languages), color=True)
    return 0 if verdict.accepted else _REJECTED


def _from_standard_input() -> str:
    data = sys.stdin.buffer.read(_MAX_INPUT + 1)
    if len(data) > _MAX_INPUT:
        raise Misconfigured("standard input holds more than 1 MiB, and that is no token.")
    text = data.decode("utf-8", "replace")
    return text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text


@dataclass(frozen=True, slots=True)
class _Question:
    token: str
    site_id: str
    home: Household
    now: float


def _judged(question: _Question) -> "Verdict":
    from simulator.providers.iadvize.judge import keys_of_others, public_keys  # noqa: PLC0415 - slow: cryptography
    from simulator.providers.iadvize.verify import Basis, verify  # noqa: PLC0415 - slow: cryptography

    sites = question.home.sites
    site = sites.get(question.site_id)
    basis = Basis(
        site=site,
        brand_keys=public_keys(site.verification_keys) if site else (),
        simulator_key=question.home.key,
        now=question.now,
        other_sites=lambda: keys_of_others(tuple(sites.values()), question.site_id),
        site_id=question.site_id,
        known_sites=tuple(sites),
    )
    return verify(question.token, basis)


def _explained(question: _Question, verdict: "Verdict", languages: tuple[str, ...]) -> str:
    from simulator.cli.terminal import terminal_style  # noqa: PLC0415 - with its neighbours
    from simulator.core.explanation import render_verdict  # noqa: PLC0415 - with its neighbours
    from simulator.providers.iadvize.explanation import evidence  # noqa: PLC0415 - slow: cryptography

    home = question.home
    judged = f"for the site {question.site_id}, with the key in {home.key_place}"
    shown = evidence(question.token, verdict, home.key, question.now, languages)
    return render_verdict(verdict, terminal_style(), replace(shown, judged=judged))


def _is_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
