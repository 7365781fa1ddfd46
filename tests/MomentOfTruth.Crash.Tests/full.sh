#!/usr/bin/env bash
# The crash suite in full, against the published app: bash tests/MomentOfTruth.Crash.Tests/full.sh [arguments for dotnet test]
# Takes about an hour on two cores, and prints a table. As root, with PostgreSQL, xfsprogs, strace and libfaketime: what the
# machine cannot do is skipped with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish src/MomentOfTruth.Web -c Release -o "$work/app"
dotnet build tests/MomentOfTruth.Crash.Tests -c Release

export MOT_CRASH=full MOT_CRASH_APP=$work/app MOT_CRASH_REPORT=$work/report
touch "$MOT_CRASH_REPORT"
status=0
dotnet test tests/MomentOfTruth.Crash.Tests -c Release --no-build --logger 'console;verbosity=normal' "$@" || status=$?

printf '\n| what | times | acknowledged | lost | in part | besides |\n|---|---:|---:|---:|---:|---|\n'
cat "$MOT_CRASH_REPORT"
exit "$status"
