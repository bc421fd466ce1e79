"""docs/jsm-chat-mistakes.md: every mistake of a token for Chat for JSM."""

from collections.abc import Iterator

from scripts.docs.chat_evidence import CHAT_EXAMPLES
from scripts.docs.markdown import fenced, folded, prose, sentence, table
from scripts.docs.meanings import chat_meanings
from simulator.core.catalogue import FAILURE, Mistake
from simulator.core.fault import CHAT_MODES
from simulator.providers.jsm_chat.catalogue import CATALOGUE
from simulator.providers.jsm_chat.recipes import LANGUAGES, RECIPES

_INTRODUCTION = """\
# Mistakes of a token for Chat for JSM

<!-- Made by `make docs` from the catalogue of mistakes, the examples and the recipes. Don't edit it here. -->

All codes that a verdict on a token for [Chat for JSM](jsm-chat.md) can have, in the order in which they are looked for.
The first failed check gives a verdict its `code`; whatever else can be seen is in `alsoFound`. A warning is a remark:
the login succeeds all the same. `documented`, `chosen` and the letter behind them are explained in
[fidelity.md](fidelity.md).

`iadvize-simulator mistakes --provider jsm-chat` lists them, and
`iadvize-simulator mint --site demo-desk --mistake CODE` makes a token with one.
"""
_EXPLAINED = "iadvize-simulator mint --site demo-desk --mistake {} | iadvize-simulator explain --site demo-desk -"


def chat_mistakes_page() -> str:
    """The whole page."""
    lines = [_INTRODUCTION, *_index(), ""]
    for check in CATALOGUE.checks:
        lines += [f"## {check.name}", "", f"Where nothing is wrong, the check says: {prose(check.passed)}", ""]
        for mistake in CATALOGUE.of_check(check.name):
            lines += [*_entry(mistake), ""]
    lines += ["## The fixes as code", ""]
    for recipe in RECIPES.values():
        lines += [f'<a id="{recipe.name}"></a>', "", f"### {recipe.title}", ""]
        for language in recipe.languages:
            code = fenced(LANGUAGES[language].fence, recipe.code(language))
            lines += [*folded(LANGUAGES[language].label, code), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def chat_failure_modes() -> list[str]:
    """Each failure mode with what the widget and the page see of it."""
    rows = (
        (f"`{mode.name}`", prose(mode.tag_sees), prose(mode.page_gets), "yes" if mode.delays else "")
        for mode in CHAT_MODES.values()
    )
    return table(("mode", "the widget sees", "the page gets", "`delayMs`"), rows)


def _index() -> list[str]:
    rows = (
        (f"[`{mistake.code}`](#{mistake.code})", f"`{mistake.check}`", _severity(mistake), prose(mistake.line))
        for mistake in CATALOGUE.mistakes.values()
    )
    return table(("code", "check", "severity", "in a line"), rows)


def _severity(mistake: Mistake) -> str:
    return "failure" if mistake.severity == FAILURE else "warning"


def _entry(mistake: Mistake) -> Iterator[str]:
    meaning = chat_meanings()[mistake.code]
    yield f'<a id="{mistake.code}"></a>'
    yield ""
    yield f"### {mistake.code}"
    yield ""
    yield f"*{_severity(mistake).capitalize()}: {prose(mistake.line)}.*"
    yield ""
    yield meaning.text
    yield ""
    said = (example.said() for example in CHAT_EXAMPLES if example.code == mistake.code)
    yield from table(
        ("the verdict says", "and advises"), ((sentence(message), sentence(hint)) for message, hint in said)
    )
    yield ""
    yield f"*Source:* {meaning.source}"
    yield ""
    making = f"*On purpose:* {prose(mistake.making)}"
    if mistake.in_token:
        yield making
        yield ""
        yield from fenced("sh", _EXPLAINED.format(mistake.code))
    else:
        yield f"{making} No token has it by itself."
    if mistake.recipe:
        yield ""
        yield f"The fix as code: [{RECIPES[mistake.recipe].title}](#{mistake.recipe})"
