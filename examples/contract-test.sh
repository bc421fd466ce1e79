#!/bin/sh
# contract-test.sh COMMAND…: starts a backend with the command, tests its contract, stops it. Run it in the backend's folder.
# Keys for a test: the brand's own pair is made once, iAdvize's stand-in key is the simulator's.
set -eu

[ -f brand-private.pem ] || openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out brand-private.pem
openssl pkey -in brand-private.pem -pubout -out brand-public.pem
[ -f simulator.toml ] || printf '[[sites]]\nsiteId = "shop"\nbrandPublicKeyFiles = ["brand-public.pem"]\n' >simulator.toml

BRAND_PRIVATE_KEY=$(cat brand-private.pem)
IADVIZE_PUBLIC_KEY=$(iadvize-simulator key --format der)
PORT=${PORT:-3000}
export BRAND_PRIVATE_KEY IADVIZE_PUBLIC_KEY PORT

"$@" &
backend=$!
trap 'kill "$backend" 2>/dev/null || echo "The backend had ended by itself; what it said stands above." >&2' EXIT

iadvize-simulator contract --site shop --wait 30 \
    --token-url "http://127.0.0.1:$PORT/chat-token" \
    --login-url "http://127.0.0.1:$PORT/login" --login-body 'user=jane&password=test' \
    --other-login-body 'user=john&password=test' \
    --junit contract.xml
