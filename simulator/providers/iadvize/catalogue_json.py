"""The catalogue of mistakes as JSON, with the code that mends each."""

from simulator.core.mistake_json import MistakeJson, MistakeWithFixJson, catalogue_json, mistake_with_fix_json
from simulator.providers.iadvize.catalogue import CATALOGUE


def mistakes_json() -> list[MistakeJson]:
    """Every mistake, in the order in which a verdict looks for them."""
    return catalogue_json(CATALOGUE)


def mistake_json(code: str) -> MistakeWithFixJson | None:
    """One mistake, and its ``fix`` or null where no code mends it; None where there is no such code."""
    if code not in CATALOGUE.mistakes:
        return None
    from simulator.providers.iadvize.explanation import fix_of  # noqa: PLC0415 - a server starts sooner without it

    return mistake_with_fix_json(CATALOGUE[code], fix_of(code))
