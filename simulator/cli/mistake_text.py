"""The catalogue as text."""

import re

from simulator.core.catalogue import FAILURE, Catalogue, Mistake, Wording
from simulator.core.explanation import Style
from simulator.core.explanation.fix import render_fix
from simulator.core.explanation.plain import wrapped
from simulator.core.explanation.verdict_text import labelled
from simulator.providers.iadvize.catalogue import reason
from simulator.providers.iadvize.explanation import fix_of

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


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


def about(mistake: Mistake, languages: tuple[str, ...], style: Style) -> str:
    """All that the catalogue knows of one mistake."""
    kind = "failure" if mistake.severity == FAILURE else "warning: the token is accepted all the same"
    lines = [f"{style.paint(mistake.code, 'bold')}: {mistake.line}", ""]
    lines += labelled("check", mistake.check, style)
    lines += labelled("severity", kind, style)
    lines += labelled("message", _template(mistake.message), style)
    lines += labelled("help", _template(mistake.hint), style)
    said = reason(mistake.code) if mistake.severity == FAILURE else None
    lines += labelled("iAdvize says", f'"{said}"' if said else "nothing", style)
    lines += labelled("made by", mistake.making, style)
    if mistake.in_token:
        lines += labelled(
            "try", f"iadvize-simulator mint --mistake {mistake.code} | iadvize-simulator explain -", style
        )
    lines += labelled("more", mistake.anchor, style)
    for wording in mistake.variants.values():
        lines += ["", *_variant(wording, style)]
    fix = fix_of(mistake.code, languages)
    if fix:
        lines += ["", *render_fix(fix, style)]
    return style.finished(lines)


def _variant(wording: Wording, style: Style) -> list[str]:
    lines: list[str] = []
    for label, text in (("or", wording.message), ("or help", wording.hint)):
        if text:
            lines += labelled(label if not lines else "help", _template(text), style)
    return lines or wrapped("", style.prose)


def _template(text: str) -> str:
    return _PLACEHOLDER.sub(lambda match: f"<{match.group(1)}>", text).replace("{{", "{").replace("}}", "}")
