#!/bin/sh
# Puts a mounted secret where a database address names it as {name}, then becomes the server. The secret is so neither
# in the compose file nor in what `docker inspect` shows.
set -eu

fill() {
  url=$1
  for file in /run/secrets/*; do
    [ -f "$file" ] || continue
    name=$(basename "$file")
    case $url in
      *"{$name}"*) url="${url%%"{$name}"*}$(cat "$file")${url#*"{$name}"}" ;;
    esac
  done
  printf '%s' "$url"
}

if [ -n "${DATABASE_URL:-}" ]; then DATABASE_URL=$(fill "$DATABASE_URL") && export DATABASE_URL; fi
if [ -n "${DATABASE_OWNER_URL:-}" ]; then DATABASE_OWNER_URL=$(fill "$DATABASE_OWNER_URL") && export DATABASE_OWNER_URL; fi
exec "$@"
