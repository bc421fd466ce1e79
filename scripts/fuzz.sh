#!/bin/sh
# Fuzzes the verifier. Atheris has wheels for Linux and Python up to 3.13; elsewhere a line says so, and nothing fails: the
# same promises are tried with blind inputs by tests/fuzz.
set -eu
cd "$(dirname "$0")/.."

if ! .venv/bin/python -c 'import atheris' 2>/dev/null &&
    ! .venv/bin/python -m pip install -qq --disable-pip-version-check --only-binary :all: --require-hashes \
        --requirement requirements/fuzz.txt 2>/dev/null; then
    echo "There is no wheel of atheris for $(.venv/bin/python --version) on $(uname -s); nothing is fuzzed here." >&2
    exit 0
fi
exec .venv/bin/python -m tests.fuzz "${@:-20000}"
