#!/usr/bin/env bash
# Pango, for the tests that print stories.
exec "$(dirname "$0")/debian.sh" pango-view "printing stories" pango1.0-tools libharfbuzz-subset0
