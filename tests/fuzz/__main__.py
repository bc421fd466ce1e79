"""Fuzz the verifier, guided by coverage: python -m tests.fuzz [INPUTS] [SECONDS]. Ends with 1 at the first finding."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["simulator"]):
    from tests.fuzz.harness import check

from tests.providers.iadvize.documents import REPEATED, UNREADABLE

CORPUS = Path(".fuzz")
# The search starts from these: good claims, and each way in which JSON can be no JSON or mean two things.
CLAIMS = b'{"https://iadvize.com/userId":"a","exp":1760000060}'


def main() -> None:
    """Run; what led somewhere new is kept in .fuzz for the next run."""
    inputs = sys.argv[1] if len(sys.argv) > 1 else "20000"
    seconds = sys.argv[2] if len(sys.argv) > 2 else "0"
    CORPUS.mkdir(exist_ok=True)
    for kind in range(4):
        for number, text in enumerate([CLAIMS, *(spoil(CLAIMS) for spoil in (UNREADABLE | REPEATED).values())]):
            (CORPUS / f"seed-{kind}-{number}").write_bytes(bytes([kind]) + text[:4095])
    options = [f"-runs={inputs}", f"-max_total_time={seconds}", "-max_len=4096", "-print_final_stats=1", str(CORPUS)]
    atheris.Setup([sys.argv[0], *options], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
