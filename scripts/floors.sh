#!/bin/sh
# Runs the Python tests with the oldest dependencies that pyproject.toml admits, in an environment of its own.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/python -m pip install -qq --disable-pip-version-check 'uv>=0.9'
.venv/bin/python -m venv --clear .venv/floors
.venv/bin/uv pip compile --quiet --no-header --no-annotate --resolution lowest-direct --all-extras --group build --group test --group lint \
    pyproject.toml >.venv/floors/requirements.txt
.venv/floors/bin/python -m pip install -qq --disable-pip-version-check --requirement .venv/floors/requirements.txt
.venv/floors/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
exec .venv/floors/bin/pytest -p tests.no_skips "$@"
