#!/bin/sh
# Writes requirements/*.txt anew from pyproject.toml: the newest versions within its floors, with hashes, for every system
# and for Python 3.11 and later. The files name no package index, so that pip takes whichever one it is configured for.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/python -m pip install -qq --disable-pip-version-check 'uv>=0.9'

compile() {
    output=$1
    shift
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command "make lock" --output-file "$output" "$@"
}

# Everything at once first; the smaller sets then take the versions that it settled on.
compile requirements/test.txt pyproject.toml --all-extras --group build --group test --group lint
compile requirements/run.txt pyproject.toml --constraints requirements/test.txt
compile requirements/image.txt pyproject.toml --all-extras --constraints requirements/test.txt
compile requirements/fuzz.txt --group fuzz --constraints requirements/test.txt
compile requirements/mutation.txt --group mutation --constraints requirements/test.txt
compile requirements/build.txt --group build --constraints requirements/test.txt
