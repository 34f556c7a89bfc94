# shellcheck shell=bash
# The two places a release can run in, and the edge before them; sourced by deploy.sh.
# Settings come from deploy.conf in DEVKET_HOME; deploy/README.md lists them.

say() { printf '%s\n' "$*"; }
die() { # STATUS TEXT
  printf 'deploy.sh: %s\n' "$2" >&2
  exit "$1"
}

ROOT=${DEVKET_HOME:-/srv/devket}
set -a # what deploy.conf sets is for docker and curl as well
# shellcheck source=/dev/null
[[ ! -f $ROOT/deploy.conf ]] || source "$ROOT/deploy.conf"
set +a
NAME=${NAME:-devket} EDGE=${EDGE:-nginx} EDGE_ADDRESS=${EDGE_ADDRESS:-127.0.0.1}
BLUE_PORT=${BLUE_PORT:-8081} GREEN_PORT=${GREEN_PORT:-8082}
READY_SECONDS=${READY_SECONDS:-90} DRAIN_SECONDS=${DRAIN_SECONDS:-2}
BACKUP=${BACKUP:-yes} KEEP=${KEEP:-3} SUBNET=${SUBNET:-172.30.77.0/24}
RELEASES=$ROOT/releases

# The lock must not live on in what docker leaves running.
docker() { command docker "$@" 9>&- </dev/null; }
compose() { # RELEASE SLOT ARGUMENTS…
  local release=$1 slot=$2
  shift 2
  DEVKET_IMAGE=$(<"$release/image") DEVKET_ENV_FILE=$release/env DEVKET_PORT=$(port "$slot") \
    DEVKET_HOME=$ROOT DEVKET_NAME=$NAME DEVKET_MIGRATE=0 docker compose -p "$NAME-$slot" -f "$release/compose.yaml" "$@"
}
quiet() { # COMMAND…: its output only when it fails
  local told status=0
  told=$("$@" 2>&1) || status=$?
  ((status == 0)) || tail -n 30 <<<"$told" >&2
  return "$status"
}
port() { if [[ $1 == green ]]; then say "$GREEN_PORT"; else say "$BLUE_PORT"; fi; }
live_slot() { if [[ -e $ROOT/edge/green ]]; then say green; else say blue; fi; }
beside() { if [[ $1 == blue ]]; then say green; else say blue; fi; }
current() { if [[ -L $ROOT/current ]]; then readlink -f "$ROOT/current"; fi; }
newest_first() { find "$RELEASES" -mindepth 1 -maxdepth 1 -type d | sort -r; }
setting() { sed -n "s/^$1=//p" "$2/env" | tail -n 1; }
note() { printf '%s %s by %s\n' "$(date -u +%FT%TZ)" "$*" "${DEPLOY_ACTOR:-$(id -un)}" >>"$ROOT/deploy.log"; }

# The edge looks for this file at each request: a switch needs no reload, so no connection is cut.
point_edge_at() { if [[ $1 == green ]]; then : >"$ROOT/edge/green"; else rm -f "$ROOT/edge/green"; fi; }

is_ready() { curl -fsS -o /dev/null --max-time 5 "http://127.0.0.1:$(port "$1")/readyz" 2>/dev/null; }
becomes_ready() { # SLOT: ready twice in a row, within the time allowed
  local times=0 until=$((SECONDS + READY_SECONDS))
  while ((SECONDS < until)); do
    if is_ready "$1"; then times=$((times + 1)); else times=0; fi
    ((times < 2)) || return 0
    sleep 0.5
  done
  return 1
}

is_at_edge() { # RELEASE SLOT: people who come through the edge get this slot's pages
  local url told
  url=${EDGE_URL:-$(setting DEVKET_BASE_URL "$1")}
  for _ in 1 2 3 4 5; do
    told=$(curl -fsS -o /dev/null -D - --max-time 10 --connect-to "::$EDGE_ADDRESS:" "$url/login" 2>&1) || true
    ! grep -qi "^x-devket-slot: $2" <<<"$told" || return 0
    sleep 1
  done
  say "Asked $url/login at $EDGE_ADDRESS: $(tail -n 1 <<<"$told" | tr -d '\r')" >&2
  return 1
}
