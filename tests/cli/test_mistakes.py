import json

import pytest

from simulator.providers.iadvize.catalogue import CATALOGUE
from tests.cli.conftest import Command


def test_every_mistake_has_its_line(command: Command) -> None:
    lines = command("mistakes").out.splitlines()
    for mistake in CATALOGUE.mistakes.values():
        assert any(mistake.code in line.split() and line.endswith(mistake.line) for line in lines)


def test_they_stand_under_their_checks(command: Command) -> None:
    heads = [line for line in command("mistakes").out.splitlines() if line and line[0] not in " w"]
    assert heads == [check.name for check in CATALOGUE.checks]


def test_json_has_name_code_and_line_of_each(command: Command) -> None:
    listed = json.loads(command("mistakes", "--json").out)
    assert [(entry["name"], entry["code"], entry["line"]) for entry in listed] == [
        (mistake.code, mistake.code, mistake.line) for mistake in CATALOGUE.mistakes.values()
    ]


@pytest.mark.parametrize("code", CATALOGUE.mistakes)
def test_all_about_one(command: Command, code: str) -> None:
    ran = command("mistakes", code)
    assert ran.code == 0
    assert ran.out.startswith(f"{code}: {CATALOGUE[code].line}\n")
    assert "{{" not in ran.out
    assert json.loads(command("mistakes", code, "--json").out)["code"] == code


def test_the_fix_can_be_had_in_one_language(command: Command) -> None:
    out = command("mistakes", "jwe_alg_unsupported", "--language", "dotnet").out
    assert ".NET (jose-jwt)" in out
    assert "Java (" not in out


def test_an_unknown_one_is_told_the_nearest(command: Command) -> None:
    ran = command("mistakes", "token_expird")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean token_expired?" in ran.err
