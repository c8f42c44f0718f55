#!/bin/sh
# An executable that test-electron can start like a desktop VS Code; the work is done in launcher.ts.
cd "$(dirname "$0")/../.." && exec node --import tsx test/e2e/launcher.ts "$@"
