#!/bin/sh
cd "$(dirname "$0")" && exec sh ../contract-test.sh java Backend.java
