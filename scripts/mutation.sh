#!/bin/sh
# Mutation testing of the verifier, in an environment of its own: [tool.mutmut] in pyproject.toml says of what, and
# tests/mutation by which tests. Lists the mutants that no test noticed; patterns, as in "*.signature.*", choose some.
set -eu
cd "$(dirname "$0")/.."

[ -x .venv/mutation/bin/mutmut ] || {
    .venv/bin/python -m venv .venv/mutation
    .venv/mutation/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
        --requirement requirements/test.txt
    .venv/mutation/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
        --requirement requirements/mutation.txt
}
exec .venv/mutation/bin/python -m tests.mutation "$@"
