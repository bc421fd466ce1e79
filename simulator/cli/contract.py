"""`contract`: tests a brand's token endpoint."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from simulator.cli.bench import tokens_of
from simulator.cli.examples import examples
from simulator.cli.keys import Household, household_of
from simulator.cli.languages import ALL, NAMES, chosen
from simulator.cli.options import setting_flags, settings_of
from simulator.contract.parameters import PARAMETERS, Parameter
from simulator.settings import Misconfigured
from simulator.settings.home import here

if TYPE_CHECKING:
    from simulator.contract.plan import Plan
    from simulator.contract.report import Report

Command = TypeVar("Command", bound=Callable[..., Any])
_BROKEN = 1


def _parameters(command: Command) -> Command:
    for parameter in reversed(PARAMETERS):
        command = _option(parameter)(command)
    return command


def _option(parameter: Parameter) -> Callable[[Command], Command]:
    return click.option(
        f"--{parameter.name}",
        metavar=parameter.metavar,
        multiple=parameter.repeats,
        required=parameter.name == "token-url",
        help=parameter.described,
    )


@click.command(
    "contract",
    epilog=examples(
        "iadvize-simulator contract --token-url http://127.0.0.1:3000/chat-token --header 'Cookie: session=jane'",
        "iadvize-simulator contract --token-url http://127.0.0.1:3000/chat-token \\",
        "    --login-url http://127.0.0.1:3000/login --login-body 'user=jane&password=secret' \\",
        "    --other-login-body 'user=john&password=secret' --junit contract.xml",
        "iadvize-simulator contract --token-url https://shop.example/api/chat --method POST \\",
        "    --header @jane.headers --other-header @john.headers --token-path data.token --json",
    ),
)
@_parameters
@click.option("--site", default="demo", show_default=True, help="Whose brand keys and rules hold.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write JUnit XML, too.")
@click.option(
    "--write-baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write this run's warnings to a baseline.",
)
@click.option(
    "--github/--no-github",
    default=None,
    help="Annotate a GitHub Actions run.  [default: where GITHUB_ACTIONS is true]",
)
@click.option(
    "--explain",
    type=click.Choice([*NAMES, ALL]),
    callback=chosen,
    help="Take the first refused token apart below the report, with the fix as code in this language.",
)
@setting_flags("data-dir", "private-key")
def command(  # noqa: PLR0913 - click hands over each option by its name
    *,
    site: str,
    as_json: bool,
    junit: Path | None,
    write_baseline: Path | None,
    github: bool | None,
    explain: tuple[str, ...],
    **flags: Any,
) -> int:
    """Test a brand's token endpoint.

    It is asked for several tokens as one user, as another one where it is said how that one signs in, from a foreign
    origin and without a sign-in, and what it answers is checked as strictly as iAdvize would, and more. Requests go
    to the addresses that are named here, and nowhere else. No server is needed: the keys are those of the data
    directory.

    Exit code: 0 the contract is kept, 1 it is broken, 2 misuse.
    """
    given = {parameter.attribute: flags.pop(parameter.attribute) for parameter in PARAMETERS}
    home = household_of(settings_of(flags))
    home.site(site)
    plan, report = _tested(given, home, site)
    if junit:
        _write_junit(junit, report)
    if write_baseline:
        from simulator.contract.baseline import write_baseline as write  # noqa: PLC0415 - few ask for it

        count = write(write_baseline, report)
        what = "1 warning was" if count == 1 else f"{count} warnings were"
        click.echo(f"iadvize-simulator: {what} written to {write_baseline}", err=True)
    click.echo(_as_json(report) if as_json else _as_text(report, plan, home, site, explain), color=True)
    if github if github is not None else os.environ.get("GITHUB_ACTIONS") == "true":
        from simulator.contract.github import annotations  # noqa: PLC0415 - few ask for it

        for line in annotations(report):
            click.echo(line, err=True)
    if report.refused:
        home.remark_on(report.refused.verdict)
    return 0 if report.passed else _BROKEN


def _tested(given: dict[str, Any], home: Household, site: str) -> "tuple[Plan, Report]":
    from simulator.contract.baseline import read_baseline  # noqa: PLC0415 - slow: cryptography
    from simulator.contract.reading import read_plan  # noqa: PLC0415 - with its neighbours
    from simulator.contract.run import run_contract  # noqa: PLC0415 - slow: the HTTP client

    baseline = given.pop("baseline")
    plan = read_plan(given, here())
    known = read_baseline(Path(baseline)) if baseline else frozenset()
    return plan, run_contract(plan, site, home.key, tuple(home.sites.values()), known)


def _write_junit(path: Path, report: "Report") -> None:
    from simulator.contract.junit import junit_xml  # noqa: PLC0415 - few ask for it

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(junit_xml(report), "utf-8")
    except OSError as error:
        raise Misconfigured(f"--junit: {path} cannot be written: {error.strerror}.") from None


def _as_json(report: "Report") -> str:
    from simulator.contract.report import report_json  # noqa: PLC0415 - with its neighbours

    return json.dumps(report_json(report), indent=2)


def _as_text(report: "Report", plan: "Plan", home: Household, site: str, languages: tuple[str, ...]) -> str:
    from simulator.cli.terminal import terminal_style  # noqa: PLC0415 - with its neighbours
    from simulator.contract.text import About, render_report  # noqa: PLC0415 - with its neighbours

    tokens = tokens_of(home, site)
    about = About.of(plan, tokens.judged(site))
    style = terminal_style()
    text = render_report(report, about, style)
    refused = report.refused
    if refused is None or not languages:
        return text
    from simulator.core.explanation import render_verdict  # noqa: PLC0415 - few ask for it

    evidence = tokens.evidence(refused.token, refused.verdict, refused.at, languages)
    return f"{text}\n\n{render_verdict(refused.verdict, style, evidence)}"
