#!/bin/sh
# Installs the locked packages of every folder with a package-lock.json; does nothing where they are in place.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "iadvize-simulator: $1" >&2
    exit 1
}

found=$(node --version 2>/dev/null) || found="no node"
node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null ||
    fail "Node.js 20 or later is needed for the tests, but there is $found (https://nodejs.org, or your system's nodejs)"
command -v npm >/dev/null || fail "npm is needed for the tests; it comes with Node.js, on Debian and Ubuntu in a package npm"

find . \( -name node_modules -o -name '.?*' \) -prune -o -name package-lock.json -print | while read -r lock; do
    folder=$(dirname "$lock")
    installed="$found $(cat "$lock" "$folder/package.json" | cksum)"
    if [ "$(cat "$folder/node_modules/.installed" 2>/dev/null)" != "$installed" ]; then
        echo "Installing the packages of $folder" >&2
        (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error </dev/null)
        echo "$installed" >"$folder/node_modules/.installed"
    fi
done
