#!/usr/bin/env bash
# Makes sure that a Chromium is there for the browser tests; Debian's package where none is found.
set -euo pipefail
found=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$found" ]; then
  sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
  $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium >/dev/null
  found=$(command -v chromium)
fi
echo "Chromium: $found ($("$found" --version 2>/dev/null || echo 'version unknown'))"
