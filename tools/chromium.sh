#!/usr/bin/env bash
# Chromium, for the browser tests.
exec "$(dirname "$0")/debian.sh" chromium "browser tests" chromium
