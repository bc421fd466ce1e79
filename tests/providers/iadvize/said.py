"""What is said of a token made by hand, word by word; one for each wording of each code.

python -m tests.providers.iadvize.said writes said.json anew, for a review of its difference.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from simulator.core.verdict import Verdict
from tests import forge
from tests.providers.iadvize.judging import Case, trusted
from tests.providers.iadvize.test_codes import CASES
from tests.providers.words import words_of

FILE = Path(__file__).with_name("said.json")
NAMED_KEYS = ("simulator", "former simulator", "brand", "next brand", "shop", "stranger")
EVIDENCE = re.compile(r"""["'][^ ]*["']|[^ ]*[0-9][^ ]*""")
BY_CHANCE = "token_not_base64url: unused bits"


def said(verdict: Verdict) -> dict[str, Any]:
    """All words of a verdict, with the names of the forge's keys in place of their thumbprints, which chance chose."""
    text = json.dumps({name: value for name, value in words_of(verdict).items() if value not in (None, [])})
    for name in NAMED_KEYS:
        text = text.replace(trusted(forge.key(name).public_pem()).thumbprint, f"<{name}>")
    named: dict[str, Any] = json.loads(text)
    return named


def spoken_for() -> dict[str, Case]:
    """The first case for each wording of each code, but those where it differs by chance."""
    first: dict[tuple[Any, ...], Case] = {}
    for case in CASES:
        verdict = case.judged()
        wordings = tuple((check.code, EVIDENCE.sub("", check.message)[:40], check.hint) for check in verdict.checks)
        if not str(case).startswith(BY_CHANCE):
            first.setdefault(wordings, case)
    return {str(case): case for case in first.values()}


def main() -> None:
    """Write it anew."""
    words = {title: said(case.judged()) for title, case in spoken_for().items()}
    FILE.write_text(json.dumps(words, indent=0) + "\n")
    sys.stdout.write(f"{len(words)} verdicts\n")


if __name__ == "__main__":
    main()
