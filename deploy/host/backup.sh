#!/usr/bin/env bash
# A backup of the Devket that serves, written beside and renamed when it is whole; the last of each
# of seven days are kept. Run by devket-backup.timer, or by hand.
set -euo pipefail

root=${DEVKET_HOME:-/srv/devket}
# shellcheck source=/dev/null
[[ ! -f $root/deploy.conf ]] || source "$root/deploy.conf"
folder=$root/backups/daily
umask 077
mkdir -p "$folder"
slot=blue
[[ ! -e $root/edge/green ]] || slot=green
name=$(docker ps -q --filter "label=com.docker.compose.project=${NAME:-devket}-$slot")
[[ -n $name ]] || { echo "backup: no Devket runs here: see $root/deploy.sh status" >&2; exit 1; }
file=$folder/devket-$(date -u +%F).backup.gz
docker exec "$name" flask backup - 2>"$file.told" </dev/null | gzip >"$file.part" || {
  cat "$file.told" >&2
  rm -f "$file.part" "$file.told"
  exit 1
}
rm -f "$file.told"
mv "$file.part" "$file"
find "$folder" -name 'devket-*.backup.gz' | sort -r | tail -n +8 | xargs -r rm -f
echo "backup: $file ($(du -h "$file" | cut -f1))"
