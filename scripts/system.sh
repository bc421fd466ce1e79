#!/bin/sh
# The programs that the tests drive and that no lock file brings: a browser, Redis, and what the documentation's examples
# call. Installed from Debian's packages where this runs as root on a system with apt; otherwise one line names what is
# missing.
set -eu

missing=""
need() {
    package=$1
    shift
    for program in "$@"; do
        if command -v "$program" >/dev/null; then
            return
        fi
    done
    missing="$missing $package"
}

need chromium chromium chromium-browser google-chrome
need firefox-esr firefox-esr firefox
need redis-server redis-server
need haproxy haproxy
need curl curl
need openssl openssl
need libnss3-tools certutil
need libxml2-utils xmllint
# The examples' backends, and the recipes.
need default-jdk-headless javac
need php-cli php
php_has() {
    php -r "$1" 2>/dev/null || missing="$missing $2"
}
php_has 'exit((int) !extension_loaded("mbstring"));' php-mbstring
php_has 'exit((int) !stream_resolve_include_path("phpseclib3/autoload.php"));' php-phpseclib3
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian packages for the tests:$missing" >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of package names
    { apt-get update -qq && apt-get install -qq --yes --no-install-recommends $missing; } >&2 </dev/null
else
    echo "iadvize-simulator: the tests need these programs, please install them:$missing" >&2
    exit 1
fi
