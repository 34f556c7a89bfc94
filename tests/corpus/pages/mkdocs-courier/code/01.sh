#!/usr/bin/env bash
set -euo pipefail

target=${1:?usage: publish <folder>}
for file in "$target"/*.html; do
  gzip --keep --best -- "$file"
done
