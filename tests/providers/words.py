"""All words of a verdict, as the files beside the tests remember them."""

import json
from pathlib import Path
from typing import Any

from simulator.core.verdict import Verdict


def remembered(file: Path) -> dict[str, dict[str, Any]]:
    """What is to be said, by the case."""
    read: dict[str, dict[str, Any]] = json.loads(file.read_text())
    return read


def words_of(verdict: Verdict) -> dict[str, Any]:
    """What it says, and what it shows of the token."""
    return {
        "checks": [
            [check.code, check.found, check.expected, check.message, check.hint]
            for check in verdict.checks
            if check.code
        ],
        "also_found": [[also.code, also.message, also.hint] for also in verdict.also_found],
        "user_id": verdict.user_id,
        "issuer": verdict.issuer,
        "visitor_data": verdict.visitor_data,
        "expires_at": verdict.expires_at,
        "jwe_header": verdict.jwe_header,
        "jws_header": verdict.jws_header,
        "signing_key": verdict.signing_key,
        "encryption_key": verdict.encryption_key,
    }
