#!/bin/sh
# python.sh run|test: a .venv with that set of locked packages and this source tree, made with venv and pip alone.
# Does nothing when all is as it was left; starts from nothing when the lock, the place or the interpreter changed, so
# that no package that left the lock lingers.
set -eu
cd "$(dirname "$0")/.."
wanted=$1

fail() {
    echo "iadvize-simulator: $1" >&2
    exit 1
}

find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null) || found="no python3"
    fail "Python 3.11 or later is needed, but there is $found (Debian, Ubuntu: apt-get install python3 python3-venv)"
}

foundation() {
    pwd -P
    .venv/bin/python -c 'import sys; print(sys.version)' 2>/dev/null || echo "no interpreter"
    cat requirements/*.txt | cksum
}

install() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check "$@" ||
        fail "the packages could not be installed; pip says why above"
}

if [ "$(cat .venv/foundation 2>/dev/null)" != "$(foundation)" ]; then
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make virtual environments (Debian, Ubuntu: apt-get install python3-venv)"
    echo "Setting up .venv with $("$python" --version); this happens once." >&2
    "$python" -m venv --clear .venv
    foundation >.venv/foundation
fi

metadata=$(cksum <pyproject.toml)
if [ "$(cat ".venv/installed-$wanted" 2>/dev/null)" != "$metadata" ]; then
    case $wanted in
    run) install --require-hashes --requirement requirements/image.txt --requirement requirements/build.txt ;;
    test) install --require-hashes --requirement requirements/test.txt ;;
    *) fail "scripts/python.sh takes run or test, not $wanted" ;;
    esac
    # The build tools came with the lock; without isolation nothing else is downloaded.
    install --no-deps --no-build-isolation --editable .
    echo "$metadata" >".venv/installed-$wanted"
fi
