"""`key`: iAdvize's stand-in public key."""

import json
from typing import Any

import click

from simulator.cli.examples import examples
from simulator.cli.keys import keyring_of
from simulator.cli.options import setting_flags, settings_of


@click.command(
    "key",
    epilog=examples(
        "iadvize-simulator key > iadvize.pem",
        'export IADVIZE_PUBLIC_KEY="$(iadvize-simulator key --format der)"',
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["pem", "der", "jwk"]),
    default="pem",
    show_default=True,
    help="pem; der: the one line of base64 that iAdvize's docs publish; jwk.",
)
@setting_flags("data-dir", "private-key")
def command(form: str, **flags: Any) -> None:
    """Print the public key that stands in for iAdvize's.

    A brand's backend encrypts its tokens for this key.
    """
    settings = settings_of(flags)
    from simulator.providers.iadvize.keys import base64_der, public_jwk  # noqa: PLC0415 - slow: cryptography

    public = keyring_of(settings).iadvize().public
    if form == "pem":
        click.echo(public.pem, nl=False)
    else:
        click.echo(base64_der(public) if form == "der" else json.dumps(public_jwk(public, "enc")))
