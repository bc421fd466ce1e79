"""What an assertion says of a token that is rejected."""

from simulator.core.explanation.plain import value
from simulator.core.verdict import FAILED, VerdictJson


def rejection_text(verdict: VerdictJson, explanation: str) -> str:
    """The failed check in a few lines that nothing breaks, for whoever searches them, and the explanation."""
    check = next(check for check in verdict["checks"] if check["outcome"] == FAILED)
    facts = (
        ("code", check["code"] or ""),
        ("found", value(check["found"])),
        ("expected", value(check["expected"])),
        ("hint", check["hint"] or ""),
    )
    lines = [f"{check['code']}: {check['message']}", "", *(f"  {name:<10}{text}" for name, text in facts)]
    return "\n".join([*lines, "", explanation])
