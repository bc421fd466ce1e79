"""What is said of a token made by hand, word by word.

python -m tests.providers.jsm_chat.said writes said.json anew, for a review of its difference.
"""

import json
import sys
from pathlib import Path
from typing import Any

from simulator.core.verdict import Verdict
from tests.providers.jsm_chat.test_codes import CASES

FILE = Path(__file__).with_name("said.json")


def remembered() -> dict[str, dict[str, Any]]:
    """What is to be said, by the case."""
    read: dict[str, dict[str, Any]] = json.loads(FILE.read_text())
    return read


def said(verdict: Verdict) -> dict[str, Any]:
    """All words of a verdict, and what it shows of the token."""
    words: dict[str, Any] = {
        "checks": [
            [check.code, check.found, check.expected, check.message, check.hint]
            for check in verdict.checks
            if check.code
        ],
        "also_found": [[also.code, also.message, also.hint] for also in verdict.also_found],
        "user_id": verdict.user_id,
        "visitor_data": verdict.visitor_data,
        "issuer": verdict.issuer,
        "expires_at": verdict.expires_at,
        "jws_header": verdict.jws_header,
        "signing_key": verdict.signing_key,
    }
    told: dict[str, Any] = json.loads(json.dumps({name: value for name, value in words.items() if value}))
    return told


def main() -> None:
    """Write it anew."""
    words = {str(case): said(case.judged()) for case in CASES}
    FILE.write_text(json.dumps(words, indent=0) + "\n")
    sys.stdout.write(f"{len(words)} verdicts\n")


if __name__ == "__main__":
    main()
