#!/usr/bin/env bash
# Sends settings, compose file and deploy.sh to the server over ssh and deploys an image there.
# Everything comes by environment, as a workflow hands it over; nothing secret is on a command line.
set -euo pipefail

die() {
  printf 'deliver.sh: %s\n' "$1" >&2
  exit 64
}
needed=(IMAGE DEPLOY_HOST DEPLOY_USER DEPLOY_KEY DEPLOY_HOST_KEY DEVKET_ENV)
for name in "${needed[@]}"; do
  [[ -n ${!name:-} ]] || die "$name is not set: deploy/README.md lists what the workflow needs"
done
[[ $IMAGE =~ ^[a-z0-9][a-z0-9._:/-]*@sha256:[0-9a-f]{64}$ ]] || die "IMAGE must be named with its digest"
[[ $DEPLOY_HOST_KEY =~ ^(ssh-|ecdsa-)[a-z0-9-]+\ [A-Za-z0-9+/=]+$ ]] ||
  die "DEPLOY_HOST_KEY must be the server's public key, as in: ssh-ed25519 AAAA…"
[[ ${DEVKET_HOME:=/srv/devket} =~ ^/[A-Za-z0-9._/-]+$ ]] || die "DEVKET_HOME must be a plain path"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
port=${DEPLOY_PORT:-22}
name=$DEPLOY_HOST
[[ $port == 22 ]] || name="[$name]:$port"
printf '%s %s\n' "$name" "$DEPLOY_HOST_KEY" >"$work/known_hosts"
printf '%s\n' "$DEPLOY_KEY" | tr -d '\r' >"$work/key"
mkdir "$work/send"
printf '%s\n' "$DEVKET_ENV" | tr -d '\r' >"$work/send/.env"
cp "$here/deploy.sh" "$here/slots.sh" "$here/../compose.prod.yaml" "$work/send/"

# What runs on the server; its two words have been checked above.
remote="set -eu; umask 077; export DEVKET_HOME=$DEVKET_HOME DEPLOY_ACTOR=delivery
sent=\$(mktemp -d $DEVKET_HOME/incoming.XXXXXX); trap 'rm -rf \$sent' EXIT
tar -xf - -C \$sent; \$sent/deploy.sh deploy $IMAGE"
options=(
  -i "$work/key" -p "$port" -o IdentitiesOnly=yes -o BatchMode=yes
  -o StrictHostKeyChecking=yes -o "UserKnownHostsFile=$work/known_hosts" -o GlobalKnownHostsFile=none
  -o ConnectTimeout=20 -o ServerAliveInterval=15
)
tar -cf - -C "$work/send" .env deploy.sh slots.sh compose.prod.yaml |
  ssh -F none "${options[@]}" "$DEPLOY_USER@$DEPLOY_HOST" "$remote"
