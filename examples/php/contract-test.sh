#!/bin/sh
cd "$(dirname "$0")" && exec sh ../contract-test.sh php -S "127.0.0.1:${PORT:-3000}" backend.php
