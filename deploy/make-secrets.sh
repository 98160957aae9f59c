#!/bin/sh
# Makes the database passwords, once. The folder is closed; the files in it are readable, because the containers that
# get one mounted run under other user numbers.
set -eu
cd "$(dirname "$0")"
mkdir -p -m 700 secrets
for name in db_owner db_app db_public; do
  [ -s "secrets/$name" ] && continue
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "secrets/$name"
  chmod 444 "secrets/$name"
done
