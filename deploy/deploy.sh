#!/usr/bin/env bash
# Puts a release of Devket beside the one that serves, moves the traffic when it is healthy, and
# takes it back when it is not. Runs on the server; deploy/README.md tells how it gets there.
set -euo pipefail

usage() {
  cat <<'TEXT'
deploy.sh deploy IMAGE@sha256:DIGEST   start this image beside the one that serves, then switch
deploy.sh rollback [RELEASE]           go back to the release that served before, or to RELEASE
deploy.sh status                       what serves, what can be gone back to, what was done last
With --no-edge the old one is stopped before the new one is started (a few seconds of refusals).
TEXT
}

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=deploy/slots.sh
source "$HERE/slots.sh"

drop() { # RELEASE: its folder, and its image when no other release has it
  local image
  image=$(cat "$1/image" 2>/dev/null) || true
  rm -rf "$1"
  [[ -z $image ]] || grep -qsxF "$image" "$RELEASES"/*/image || docker image rm "$image" >/dev/null 2>&1 || true
}

STAGE="" NEW="" SLOT="" IS_FRESH=""
undo() { # whatever ends the script early leaves the old release serving
  local status=$? old
  [[ -n $STAGE && $status -ne 0 ]] || exit "$status"
  trap - EXIT
  set +e
  old=$(current)
  if [[ $STAGE == switched ]]; then
    point_edge_at "$(beside "$SLOT")"
    sleep "$DRAIN_SECONDS"
  fi
  [[ $STAGE == prepared ]] || quiet compose "$NEW" "$SLOT" down
  if [[ $STAGE == replaced && -n $old ]]; then
    quiet compose "$old" blue up -d
    becomes_ready blue || say "The old release does not come back: see docker logs." >&2
  fi
  note "failed ${NEW##*/} ($STAGE)"
  [[ -z $IS_FRESH ]] || drop "$NEW"
  if [[ -n $old ]]; then say "Nothing has changed: ${old##*/} serves." >&2; fi
  exit "$status"
}

start() { # starts $NEW in $SLOT and waits for it
  say "Starting ${NEW##*/} on 127.0.0.1:$(port "$SLOT")"
  quiet compose "$NEW" "$SLOT" up -d || die 1 "the container cannot be started: see above"
  becomes_ready "$SLOT" && return
  compose "$NEW" "$SLOT" logs --tail 30 >&2 || true
  die 1 "the new release was not ready within $READY_SECONDS s: its last lines are above"
}

activate() { # $NEW takes over from the release that serves
  local old
  old=$(current)
  if [[ -z $old || $EDGE == none ]]; then SLOT=blue; else SLOT=$(beside "$(live_slot)"); fi
  if [[ $EDGE == none && -n $old ]]; then
    STAGE=replaced
    quiet compose "$old" blue down || die 1 "the old release cannot be stopped: see above"
  else
    STAGE=started
    quiet compose "$NEW" "$SLOT" down || true # what a killed deployment left
  fi
  start
  if [[ $EDGE != none ]]; then
    if [[ -n $old ]]; then STAGE=switched; fi
    point_edge_at "$SLOT"
    is_at_edge "$NEW" "$SLOT" || die 1 "the edge does not hand out the new release: is its configuration in place, and may it look into $ROOT/edge?"
  fi
  ln -sfn "$NEW" "$ROOT/current"
  touch "$NEW/served"
  STAGE=""
  if [[ -n $old && $EDGE != none ]]; then
    sleep "$DRAIN_SECONDS"
    quiet compose "$old" "$(beside "$SLOT")" down || say "The old container does not stop: look at docker ps." >&2
  fi
}

prune() { # keeps the last releases that served, and their images
  local kept=0 release
  while read -r release; do
    if [[ -e $release/served && $kept -lt $KEEP ]] || [[ $release == "$(current)" ]]; then
      kept=$((kept + 1))
      continue
    fi
    drop "$release"
  done < <(newest_first)
}

prepare() { # IMAGE: makes the release folder $NEW
  local env=$HERE/.env
  [[ -f $env ]] || env=$(current)/env
  [[ -f $env ]] || die 66 "$HERE/.env is missing: put the settings there (deploy/host/env.example shows them)"
  [[ -f $HERE/compose.prod.yaml ]] || die 66 "$HERE/compose.prod.yaml is missing: it belongs beside deploy.sh"
  quiet docker pull "$1" || die 69 "$1 cannot be pulled: is its name right, and is docker logged in to its registry?"
  docker volume inspect "$NAME-data" >/dev/null 2>&1 || quiet docker volume create "$NAME-data"
  docker network inspect "$NAME" >/dev/null 2>&1 || quiet docker network create --subnet "$SUBNET" "$NAME" ||
    die 69 "the network $NAME cannot be made: name a free one by SUBNET in $ROOT/deploy.conf"
  IS_FRESH=yes NEW=$RELEASES/$(date -u +%Y%m%dT%H%M%SZ)-${1: -64:12} STAGE=prepared
  mkdir "$NEW" 2>/dev/null || { STAGE="" && die 75 "${NEW##*/} is there already: try again in a second"; }
  say "$1" >"$NEW/image"
  install -m 600 "$env" "$NEW/env"
  install -m 600 "$HERE/compose.prod.yaml" "$NEW/compose.yaml"
}

back_up() { # what is there before anything is changed
  local old file
  old=$(current)
  [[ -n $old && $BACKUP == yes ]] || return 0
  file=$ROOT/backups/${NEW##*/}
  say "Backing up to $file"
  compose "$old" once run --rm --no-deps -T app flask backup - >"$file" 2>"$NEW/told" || {
    tail -n 30 "$NEW/told" >&2
    rm -f "$file"
    die 1 "the backup failed: see above"
  }
  find "$ROOT/backups" -type f | sort -r | tail -n "+$((KEEP + 1))" | xargs -r rm -f
}

deploy() { # IMAGE
  [[ $1 =~ ^[^[:space:]@]+@sha256:[0-9a-f]{64}$ ]] ||
    die 64 "name the image with its digest, as in ghcr.io/owner/devket@sha256:…: a tag can move"
  prepare "$1"
  back_up
  say "Migrating the database"
  quiet compose "$NEW" once run --rm --no-deps -T app flask db upgrade ||
    die 1 "the migration failed, nothing was switched: see above"
  activate
  if [[ $HERE != "$ROOT" ]]; then # what came with a delivery is what the operator goes on with
    install -m 755 "$HERE/deploy.sh" "$HERE/slots.sh" "$HERE/compose.prod.yaml" "$ROOT/"
  fi
  note "deployed ${NEW##*/} $1 in $SECONDS s"
  prune
  say "${NEW##*/} serves ($SECONDS s)"
}

before() { # the release that served before the current one
  local release
  while read -r release; do
    if [[ $release < $1 && -e $release/served ]]; then say "$release" && return; fi
  done < <(newest_first)
}

rollback() { # [RELEASE]
  local old
  old=$(current)
  [[ -n $old ]] || die 66 "nothing serves yet"
  if [[ -n ${1:-} ]]; then NEW=$RELEASES/$1; else NEW=$(before "$old"); fi
  [[ -n $NEW && -d $NEW && $NEW != "$old" ]] || die 66 "there is no such release to go back to: see deploy.sh status"
  activate
  # Left behind on purpose: the next rollback must not come back to it.
  rm -f "$old/served"
  note "rolled back from ${old##*/} to ${NEW##*/} in $SECONDS s"
  say "${NEW##*/} serves ($SECONDS s); the database was left as it is"
}

status() {
  local release slot health=ready
  release=$(current)
  [[ -n $release ]] || die 1 "nothing serves yet"
  slot=$(live_slot)
  [[ $EDGE != none ]] || slot=blue
  is_ready "$slot" || health="NOT READY"
  say "serves   ${release##*/} ($slot, 127.0.0.1:$(port "$slot")): $health"
  say "image    $(<"$release/image")"
  newest_first | while read -r release; do
    if [[ $release != "$(current)" && -e $release/served ]]; then say "earlier  ${release##*/}"; fi
  done
  tail -n 3 "$ROOT/deploy.log" | sed 's/^/log      /'
}

main() {
  local words=() word
  for word in "$@"; do
    if [[ $word == --no-edge ]]; then EDGE=none; else words+=("$word"); fi
  done
  set -- "${words[@]}"
  umask 077
  [[ -d $ROOT && -w $ROOT ]] || die 73 "$ROOT is not there or not yours to write: see deploy/README.md, or set DEVKET_HOME"
  case "${1:-}:$#" in
    status:1) status && return ;;
    deploy:2 | rollback:1 | rollback:2) ;;
    *) usage >&2 && exit 64 ;;
  esac
  mkdir -p "$RELEASES" "$ROOT/backups"
  (umask 022 && mkdir -p "$ROOT/edge" "$ROOT/certificates")
  exec 9>"$ROOT/lock"
  flock -n 9 || die 75 "another deployment is under way: wait for it (deploy.sh status)"
  trap undo EXIT
  trap 'exit 130' INT TERM HUP
  "$@"
}

main "$@"
