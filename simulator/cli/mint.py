"""`mint`: tokens, good ones and broken ones."""

import json
import math
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from simulator.cli.bench import FIRST, Wish, provider_of, tokens_of, words_of
from simulator.cli.examples import examples
from simulator.cli.keys import household_of, unknown
from simulator.cli.options import setting_flags, settings_of
from simulator.settings import Misconfigured

_CENTURY = 3_155_760_000
_CORPUS = "corpus.jsonl"


def _profile(_: click.Context, __: click.Parameter, fields: tuple[str, ...]) -> dict[str, str]:
    pairs = [field.partition("=") for field in fields]
    for field, (name, equals, _text) in zip(fields, pairs, strict=True):
        if not name or not equals:
            raise click.BadParameter(f"{field!r} is not name=value.")
    return {name: text for name, _, text in pairs}


def _seconds(_: click.Context, __: click.Parameter, text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not abs(seconds) <= _CENTURY:
        raise click.BadParameter(f"{text!r} is not a number of seconds within a century, as 60 or 0.5 are.")
    return seconds


@click.command(
    "mint",
    short_help="Print a token, a good one or one with a mistake.",
    epilog=examples(
        "iadvize-simulator mint",
        "iadvize-simulator mint --user-id customer-7 --visitor-data firstName=Jane",
        "iadvize-simulator mint --mistake jwe_alg_unsupported | iadvize-simulator explain -",
        "iadvize-simulator mint --corpus tests/tokens --lifetime 300",
    ),
)
@click.option("--site", default="demo", show_default=True, help="Whose brand signs.")
@click.option("--user-id", help="The customer.  [default: customer-1042; for Chat for JSM jane.doe@example.com]")
@click.option(
    "--visitor-data",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_profile,
    help="A field of the profile; repeat it for more.",
)
@click.option(
    "--lifetime", callback=_seconds, metavar="SECONDS", help="Until it expires.  [default: 60; for Chat for JSM 300]"
)
@click.option("--mistake", metavar="NAME", help="Make this mistake; `iadvize-simulator mistakes` lists them.")
@click.option(
    "--corpus",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIRECTORY",
    help=f"Write a good token and one for every mistake to {_CORPUS} in this directory.",
)
@setting_flags("data-dir", "private-key")
def command(  # noqa: PLR0913 - click hands over each option by its name
    *,
    site: str,
    user_id: str | None,
    visitor_data: dict[str, str],
    lifetime: float | None,
    mistake: str | None,
    corpus: Path | None,
    **flags: Any,
) -> None:
    """Print a token as a brand's backend makes it, or one with a mistake.

    Each line of a corpus is a JSON object: name, token, expects, site, at, check, severity, line, making. Tokens
    expire after --lifetime; a site whose clock is frozen at "at" judges them as on the first day.
    """
    if mistake is not None and corpus is not None:
        raise Misconfigured("--mistake and --corpus exclude each other: a corpus has every mistake.")
    home = household_of(settings_of(flags))
    tokens = tokens_of(home, site)
    wish = Wish(
        site=home.site(site),
        user_id=tokens.example_user_id if user_id is None else user_id,
        now=time.time(),
        lifetime_seconds=tokens.lifetime_seconds if lifetime is None else lifetime,
        visitor_data=visitor_data,
    )
    if corpus is not None:
        click.echo(_write_corpus(corpus, tokens.corpus(wish)))
    elif mistake is not None:
        _refuse_unknown(mistake, provider_of(home, site))
        token = tokens.mistaken(mistake, wish)
        if mistake == "token_reused":
            click.echo("iadvize-simulator: this token is good; the mistake is to activate with it twice", err=True)
        click.echo(token)
    else:
        click.echo(tokens.mint(wish))


def _refuse_unknown(code: str, provider: str) -> None:
    known = tuple(words_of(provider).catalogue.mistakes)
    if code not in known:
        raise Misconfigured(f"--mistake: {unknown(code, known, _listing(provider))}")


def _listing(provider: str) -> str:
    listing = "iadvize-simulator mistakes" + ("" if provider == FIRST else f" --provider {provider}")
    return f"`{listing}` lists them all."


def _write_corpus(directory: Path, made: Iterable[dict[str, Any]]) -> str:
    entries = list(made)
    file = directory / _CORPUS
    try:
        directory.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    except OSError as error:
        raise Misconfigured(f"--corpus: {file} cannot be written: {error.strerror}.") from None
    return f"{file}: {sum(1 for entry in entries if entry['token'] is not None)} tokens, {len(entries)} lines"
