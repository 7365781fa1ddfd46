#!/usr/bin/env bash
# Every test on every database: ./test.sh [arguments for dotnet test, e.g. --filter Journey]
# The last line of output is "N passed, N failed" (", N skipped"), whatever happens.
#
#   CI=true            build Release in locked mode, name the slowest twenty tests; a missing tool and a skipped test are errors
#   MOT_TEST_SKIPS=ok  under CI, put up with skipped tests (where the real airline data cannot be had)
#
# What the tests get: MOT_TEST_PROVIDER (Sqlite, PostgreSql), MOT_TEST_POSTGRES (superuser's connection
# string of a throwaway cluster), MOT_TEST_CHROMIUM (path of a browser). They skip what is not there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if [[ ${CI:-} == true ]]; then ci=yes configuration=Release; else ci='' configuration=Debug; fi
passed=0 failed=0 skipped=0
work=$(mktemp -d)
bin=      # PostgreSQL's programs, once found
cluster=  # its data directory, once made
beside=   # process group of the tests that run beside the others, while they do

say() { printf '== %s\n' "$*"; }

finish() {
  local status=$?
  trap '' INT TERM # cleaning up is not to be interrupted
  set +e
  [[ -z $beside ]] || kill -TERM -- "-$beside" 2>/dev/null
  [[ -z $cluster ]] || as_postgres "$bin/pg_ctl" stop -D "$cluster" -m immediate >"$work/stop.log" 2>&1
  rm -rf "$work"
  [[ $status == 0 || $failed -gt 0 ]] || failed=1 # a build that breaks is a failure too
  printf '%d passed, %d failed%s\n' "$passed" "$failed" "$( ((skipped)) && printf ', %d skipped' "$skipped")"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- Tools -----------------------------------------------------------------------------------------

# Says that something is missing; under CI that ends the run.
lack() {
  say "MISSING: $*"
  [[ -z $ci ]] || exit 1
}

# Installs packages where apt is and we may use it; updates the lists once.
apt_updated=
install() {
  local root=()
  command -v apt-get >/dev/null || return 1
  if ((EUID)); then
    # Without a terminal sudo must not wait for a password.
    if [[ -t 0 ]]; then root=(sudo); else root=(sudo -n); fi
    "${root[@]}" true 2>/dev/null || return 1
  fi
  root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
  say "installing $*"
  [[ -n $apt_updated ]] || "${root[@]}" update || true
  apt_updated=yes
  "${root[@]}" install -y --no-install-recommends "$@" >"$work/apt.log" 2>&1 </dev/null || { tail -n 3 "$work/apt.log"; return 1; }
}

# The headless shell draws the same pages at half the cost. Asks each for its version: Ubuntu's chromium-browser
# may be a stub that only advises a snap.
find_chromium() {
  local name
  for name in "${MOT_TEST_CHROMIUM:-}" chromium-headless-shell chromium google-chrome google-chrome-stable chromium-browser; do
    if [[ -n $name ]] && "$name" --version >/dev/null 2>&1 </dev/null; then command -v "$name"; return; fi
  done
  return 1
}

# The newest server: Debian keeps its programs off the PATH.
find_postgres() {
  local newest
  newest=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  [[ -x $newest ]] || newest=$(command -v initdb) || return 1
  dirname "$newest"
}

has_korean_font() { [[ -n $(fc-list :lang=ko family 2>/dev/null) ]]; }

# PostgreSQL refuses to run as root, and its user may not be allowed where we are.
as_postgres() (
  cd /
  if ((EUID)); then "$@"; else runuser -u postgres -- "$@"; fi
)

# Loopback only, nothing waits for the disk; another port if somebody was quicker.
start_postgres() {
  local directory=$work/postgres options port
  mkdir "$directory" && chmod 711 "$work" || return 1
  ((EUID)) || chown postgres "$directory" || return 1
  as_postgres "$bin/initdb" -D "$directory/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    >"$work/initdb.log" 2>&1 || { tail -n 3 "$work/initdb.log"; return 1; }
  cluster=$directory/data
  options="-k '$directory' -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off -c full_page_writes=off"
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 10000))
    if as_postgres "$bin/pg_ctl" start -w -D "$cluster" -l "$directory/log" -o "-p $port $options" >"$work/start.log" 2>&1 </dev/null; then
      export MOT_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
      return
    fi
  done
  tail -n 3 "$directory/log"
  return 1
}

if [[ -n $ci ]] || ! find_chromium >/dev/null; then
  command -v chromium-headless-shell >/dev/null || install chromium-headless-shell || find_chromium >/dev/null || install chromium || install chromium-browser || true
fi
chromium=$(find_chromium) || true
unset MOT_TEST_CHROMIUM
if [[ -n $chromium ]]; then export MOT_TEST_CHROMIUM=$chromium; else lack 'no Chromium: browser tests will be skipped'; fi

has_korean_font || install fonts-noto-cjk fontconfig || true
has_korean_font || lack 'no Korean font: pages will not be drawn as people see them'

bin=$(find_postgres) || { install postgresql || true; bin=$(find_postgres) || true; }
unset MOT_TEST_POSTGRES
if [[ -z $bin ]] || ! start_postgres; then lack 'no PostgreSQL server: its tests will be skipped'; fi

# --- Build and run ---------------------------------------------------------------------------------

counter() { grep -som 1 "<Counters [^>]*" "$1" | sed -nE "s/.* $2=\"([0-9]+)\".*/\1/p"; }

# run PROJECT PROVIDER [ARGUMENTS]: leaves in $work a result file and how it ended.
run() {
  local project=$1 provider=$2 name status=0
  shift 2
  name=$(basename "$project" .csproj)
  say "$name on $provider"
  name+=.$provider
  MOT_TEST_PROVIDER=$provider dotnet test "$project" --no-build -c "$configuration" --logger "trx;LogFileName=$work/$name.trx" "$@" </dev/null || status=$?
  echo "$status" >"$work/$name.status"
}

# count [ARGUMENTS]: from the result files, since the printed summary changes with language.
count() {
  local file trx status total executed good
  for file in "$work"/*.status; do
    status=$(<"$file") trx=${file%.status}.trx
    total=$(counter "$trx" total) executed=$(counter "$trx" executed) good=$(counter "$trx" passed) || true
    passed=$((passed + good)) skipped=$((skipped + total - executed)) failed=$((failed + executed - good))
    # A crash leaves no results, or only those of the tests before it. A filter may leave a project without tests.
    if ((status ? executed == good : total == 0 && $# == 0)); then
      say "CRASHED: $(basename "$trx" .trx) ended with $status without naming a failed test"
      failed=$((failed + 1))
    fi
  done
}

# Where the time goes: seconds, project and database, test. A result file has each test's testName="..." and duration="00:00:01.2345678".
slowest() {
  local trx test='testName="(MomentOfTruth\.[A-Za-z]+\.Tests\.)?([^"]*)"' time='duration="([0-9]+):([0-9]+):([0-9.]+)"'
  for trx in "$work"/*.trx; do
    sed -nE "s|.*<UnitTestResult .* $test.* $time.*|\3 \4 \5 $(basename "$trx" .trx)  \2|p" "$trx"
  done |
    awk '{ printf "%7.2f s  ", $1 * 3600 + $2 * 60 + $3; sub(/^[^ ]+ [^ ]+ [^ ]+ /, ""); print }' |
    sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' |
    LC_ALL=C sort -rn | sed -n 1,20p
}

dotnet build MomentOfTruth.sln -c "$configuration" </dev/null

shopt -s nullglob
browser=tests/MomentOfTruth.Browser.Tests/MomentOfTruth.Browser.Tests.csproj
# The browser's tests often wait for a page: beside the others they leave no core idle. A group of its own, to be ended as one.
set -m
run "$browser" Sqlite "$@" >"$work/browser.log" 2>&1 &
beside=$!
set +m
for project in tests/*.Tests/*.csproj; do
  [[ $project != "$browser" ]] || continue
  run "$project" Sqlite "$@"
  if [[ $project == */MomentOfTruth.Web.Tests.csproj ]]; then
    # Once is enough for what no engine can change: a process that is started anew, a photo that is made smaller.
    if (($#)); then run "$project" PostgreSql "$@"; else run "$project" PostgreSql --filter 'Engine!=Any'; fi
  fi
done
wait "$beside"
beside=
cat "$work/browser.log"
count "$@"

if [[ -n $ci ]]; then say 'the slowest twenty tests'; slowest; fi

if ((passed + failed + skipped == 0)); then say 'nothing ran'; exit 1; fi
if ((failed)); then exit 1; fi
if [[ -n $ci && $skipped -gt 0 && ${MOT_TEST_SKIPS:-} != ok ]]; then say 'under CI nothing may be skipped'; exit 1; fi
