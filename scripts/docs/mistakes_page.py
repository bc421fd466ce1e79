"""docs/mistakes.md: every mistake, what is said of it and how it is mended."""

from collections.abc import Iterator

from scripts.docs.evidence import EXAMPLES
from scripts.docs.markdown import fenced, prose, sentence, table
from scripts.docs.meanings import meanings
from scripts.docs.recipe_code import folded_recipe
from simulator.core.catalogue import FAILURE, Mistake
from simulator.providers.iadvize.catalogue import CATALOGUE, NO_OPTION, NOT_SET_UP

_INTRODUCTION = f"""\
# Mistakes

<!-- Made by `make docs` from the catalogue of mistakes, the examples and the recipes. Don't edit it here. -->

iAdvize answers a wrong token with one sentence, whatever is wrong:

> {NOT_SET_UP}

Only where there is no token at all ([`token_missing`](#token_missing)) it says something else:

> {NO_OPTION}

A [verdict](verdict.md) of the simulator has a code instead. This page tells all of them, in the order in which they
are looked for. The first failed check gives a verdict its `code`; whatever else can be seen is in `alsoFound`.
A warning is a remark: the token is accepted all the same, and iAdvize says nothing.

What is quoted below is what the program says. Thumbprints and times in it are examples. Where it says that iAdvize
refuses something, [fidelity.md](fidelity.md) says how that is known; `documented`, `observed` and `chosen`, and the
letters behind them, are explained there.

On the command line, `iadvize-simulator mistakes` lists the codes and `iadvize-simulator mistakes CODE` tells all about
one. `iadvize-simulator mint --mistake CODE` makes a token with the mistake; over HTTP,
[`POST /_simulator/sites/{{id}}/tokens`](http.md#mint-a-token) with `"mistake": "CODE"` does.
"""
_EXPLAINED = "iadvize-simulator mint --mistake {} | iadvize-simulator explain -"
# A verdict on the command line knows no earlier sessions.
_REUSED = """\
curl http://127.0.0.1:8787/_simulator/sites/demo/tokens -d '{"userId": "customer-1042", "mistake": "token_reused"}'"""


def mistakes_page() -> str:
    """The whole page."""
    lines = [_INTRODUCTION, *_index(), ""]
    for check in CATALOGUE.checks:
        lines += [f"## {check.name}", "", f"Where nothing is wrong, the check says: {prose(check.passed)}", ""]
        for mistake in CATALOGUE.of_check(check.name):
            lines += [*_entry(mistake), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _index() -> list[str]:
    rows = (
        (f"[`{mistake.code}`](#{mistake.code})", f"`{mistake.check}`", _severity(mistake), prose(mistake.line))
        for mistake in CATALOGUE.mistakes.values()
    )
    return table(("code", "check", "severity", "in a line"), rows)


def _severity(mistake: Mistake) -> str:
    return "failure" if mistake.severity == FAILURE else "warning"


def _entry(mistake: Mistake) -> Iterator[str]:
    meaning = meanings()[mistake.code]
    yield f'<a id="{mistake.code}"></a>'
    yield ""
    yield f"### {mistake.code}"
    yield ""
    yield f"*{_severity(mistake).capitalize()}: {prose(mistake.line)}.*"
    yield ""
    yield meaning.text
    yield ""
    yield from table(("the verdict says", "and advises"), _said(mistake))
    yield ""
    yield f"*Source:* {meaning.source}"
    yield ""
    yield from _made(mistake)
    if mistake.recipe:
        yield ""
        yield from folded_recipe(mistake.recipe)


def _said(mistake: Mistake) -> Iterator[tuple[str, str]]:
    for example in EXAMPLES:
        if example.code == mistake.code:
            said = example.said()
            yield sentence(said.message), sentence(said.hint)


def _made(mistake: Mistake) -> Iterator[str]:
    making = f"*On purpose:* {prose(mistake.making)}"
    if not mistake.in_token:
        yield f"{making} No token has it by itself."
        return
    yield making
    yield ""
    yield from fenced("sh", _REUSED if mistake.code == "token_reused" else _EXPLAINED.format(mistake.code))
