"""The catalogue as text."""

from string import Formatter

from simulator.cli.bench import ProviderWords
from simulator.core.catalogue import FAILURE, Catalogue, Mistake, Wording
from simulator.core.explanation import Style
from simulator.core.explanation.fix import render_fix
from simulator.core.explanation.verdict_text import labelled


def listing(catalogue: Catalogue, style: Style) -> str:
    """Every mistake with its line, under the check that finds it."""
    width = max(len(code) for code in catalogue.mistakes)
    lines: list[str] = []
    for check in catalogue.checks:
        lines += ["", style.paint(check.name, "bold")] if lines else [style.paint(check.name, "bold")]
        for mistake in catalogue.of_check(check.name):
            sign = " " if mistake.severity == FAILURE else style.paint("w", "yellow")
            lines.append(f"{sign} {mistake.code:<{width}}  {mistake.line}")
    return style.finished(lines)


def about(mistake: Mistake, words: ProviderWords, languages: tuple[str, ...], style: Style) -> str:
    """All that the catalogue knows of one mistake."""
    kind = "failure" if mistake.severity == FAILURE else "warning: the token is accepted all the same"
    lines = [f"{style.paint(mistake.code, 'bold')}: {mistake.line}", ""]
    lines += labelled("check", mistake.check, style)
    lines += labelled("severity", kind, style)
    lines += labelled("message", _template(mistake.message), style)
    lines += labelled("help", _template(mistake.hint), style)
    said = words.reason(mistake.code) if mistake.severity == FAILURE else None
    lines += labelled(words.hears, f'"{said}"' if said else "nothing", style)
    lines += labelled("made by", mistake.making, style)
    if mistake.in_token:
        lines += labelled("try", _tried(mistake.code, words.example_site), style)
    lines += labelled("more", mistake.anchor, style)
    for wording in mistake.variants.values():
        lines += ["", *_variant(wording, style)]
    fix = words.fix_of(mistake.code, languages)
    if fix:
        lines += ["", *render_fix(fix, style)]
    return style.finished(lines)


def _tried(code: str, site: str) -> str:
    chosen = "" if site == "demo" else f" --site {site}"
    return f"iadvize-simulator mint{chosen} --mistake {code} | iadvize-simulator explain{chosen} -"


def _variant(wording: Wording, style: Style) -> list[str]:
    lines = labelled("or", _template(wording.message), style) if wording.message else []
    if wording.hint:
        lines += labelled("help" if lines else "or help", _template(wording.hint), style)
    return lines


def _template(text: str) -> str:
    """The template with its facts in angle brackets."""
    pieces = Formatter().parse(text)
    return "".join(literal + (f"<{fact}>" if fact is not None else "") for literal, fact, _, _ in pieces)
