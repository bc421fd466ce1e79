#!/bin/sh
cd "$(dirname "$0")" && exec sh ../contract-test.sh node backend.mjs
