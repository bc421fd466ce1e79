#!/bin/sh
# Asks the public databases whether anything in the lock files has a known vulnerability.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/python -m venv .venv/audit
.venv/audit/bin/python -m pip install -qq --disable-pip-version-check 'pip-audit>=2.9'
for lock in requirements/*.txt; do
    .venv/audit/bin/pip-audit --require-hashes --disable-pip --requirement "$lock"
done
find . \( -name node_modules -o -name '.?*' \) -prune -o -name package-lock.json -print | while read -r lock; do
    (cd "$(dirname "$lock")" && npm audit --audit-level=moderate)
done
