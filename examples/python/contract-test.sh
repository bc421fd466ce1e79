#!/bin/sh
cd "$(dirname "$0")" && exec sh ../contract-test.sh python3 backend.py
