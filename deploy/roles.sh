#!/bin/sh
# Runs once, when the database is made: the roles that the portal and the public site log in with. They own nothing;
# the migrations grant them what they need.
set -eu

for role in app public; do
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v role="dd_$role" -v password="$(cat "/run/secrets/db_$role")" <<'SQL'
create role :"role" with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
grant connect on database portal to :"role";
SQL
done
# The public site must not take the connections that the portal needs to start.
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c 'alter role dd_public connection limit 20'
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c 'revoke all on database portal from public'
