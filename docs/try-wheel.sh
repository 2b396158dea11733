#!/usr/bin/env bash
# Builds the wheel, installs it into an environment of its own, and runs it outside the checkout.
set -euo pipefail
python=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m pip --quiet --disable-pip-version-check wheel --no-deps --wheel-dir "$work" .
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --quiet --disable-pip-version-check install "$work"/*.whl
cp -r fixtures/tidy "$work/export"
cd "$work"
"$work/venv/bin/peercomply" rules list | tail -n 1
"$work/venv/bin/peercomply" check export --as-of 2026-11-22 --strict --max-unknown 0 --report html=page.html | grep Findings
grep -q '<h1>Findings' page.html
