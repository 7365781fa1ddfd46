#!/usr/bin/env bash
# Copies of a store on PostgreSQL, checked before they count as one:
#
#   bash .github/postgres-copy.sh backup FILE            the database that PGDATABASE names, while it is written to
#   bash .github/postgres-copy.sh restore FILE DATABASE  into a new database beside it
#
# The server is named as for psql (PGHOST, PGPORT, PGUSER, PGPASSWORD); the user may create databases. A copy is checked by
# restoring it: its ledger must agree with its journeys ("facts verify") and its audit trail with itself ("audit verify").
# MOMENTOFTRUTH is how the app's commands are called here, if not as momentoftruth.
set -euo pipefail

fail() { printf '%s\n' "$*" >&2; exit 1; }

# Restores a file into a new database, and checks it and counts what it holds. What fails leaves no database.
restored() {
  local file=$1 database=$2 said
  createdb --template=template0 "$database"
  trap 'dropdb --if-exists --force "'"$database"'"' EXIT
  pg_restore --dbname="$database" --no-owner --exit-on-error --single-transaction "$file"
  for check in facts audit; do
    said=$(command_on "$database" "$check" verify 2>&1) || fail "The copy is not as it should be: $said"
  done
  psql --dbname="$database" --no-psqlrc --tuples-only --no-align --command \
    'SELECT format($$%s journeys, %s moments, %s photos; checked$$, (SELECT count(*) FROM "Journeys"), (SELECT count(*) FROM "Moments"), (SELECT count(*) FROM "Photos"))'
}

command_on() {
  local database=$1
  shift
  # The app's driver takes PGPASSWORD from the environment too. Words of a command line, such as: dotnet MomentOfTruth.Web.dll
  # shellcheck disable=SC2086
  Database__Provider=PostgreSql Database__ConnectionString="Host=${PGHOST:-localhost};Port=${PGPORT:-5432};Username=${PGUSER:-$(id -un)};Database=$database" \
    ${MOMENTOFTRUTH:-momentoftruth} "$@"
}

case ${1:-} in
  backup)
    file=${2:?the file to make}
    [[ ! -e $file ]] || fail "$file is there already; nothing was overwritten."
    trap 'rm -f "$file.part"' EXIT
    pg_dump --format=custom --file="$file.part" "${PGDATABASE:?the database to copy}"
    # In a shell of its own, which drops the database that it was tried in.
    printf 'backed up '
    (restored "$file.part" "${PGDATABASE}_check_$$")
    mv "$file.part" "$file"
    ;;
  restore)
    file=${2:?the file that \"backup\" has made} database=${3:?the database to make}
    [[ -r $file ]] || fail "There is no file $file."
    printf 'restored '
    restored "$file" "$database"
    trap - EXIT
    ;;
  *)
    sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
