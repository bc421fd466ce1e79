"""What is said of a token made by hand, word by word.

python -m tests.providers.jsm_chat.said writes said.json anew, for a review of its difference.
"""

import json
import sys
from pathlib import Path
from typing import Any

from simulator.core.verdict import Verdict
from tests.providers.jsm_chat.test_codes import CASES
from tests.providers.words import words_of

FILE = Path(__file__).with_name("said.json")


def said(verdict: Verdict) -> dict[str, Any]:
    """All words of a verdict, and what it shows of the token."""
    told: dict[str, Any] = json.loads(json.dumps({name: value for name, value in words_of(verdict).items() if value}))
    return told


def main() -> None:
    """Write it anew."""
    words = {str(case): said(case.judged()) for case in CASES}
    FILE.write_text(json.dumps(words, indent=0) + "\n")
    sys.stdout.write(f"{len(words)} verdicts\n")


if __name__ == "__main__":
    main()
