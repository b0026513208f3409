#!/usr/bin/env bash
# Runs every test: of the libraries by xunit, of the module by Pester in pwsh. As root it installs the tools that judge
# our work, and each test makes hosts of its own; without root, the tests that need it say so and are skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1
source tests/pwsh.sh

root=false
[ "$(id -u)" -eq 0 ] && root=true
if $root; then
    bash tests/install-tools.sh || exit 1
    bash tests/make-rootfs.sh || exit 1
fi

dotnet format whitespace . --folder --verify-no-changes || exit 1

# What ships is what is tested.
dotnet build --configuration Release --nologo -v quiet || exit 1

# Not part of the solution, for the packages it needs; it must build all the same.
dotnet build tests/bench/ContainerNet.Micro --configuration Release --nologo -v quiet || exit 1

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# Both at the same time: each test has hosts of its own. Pester is shown when it has ended.
"${pwsh[@]}" -NoProfile -File tests/Pester/run.ps1 >"$results/pester" 2>&1 &
pester=$!

status=0
passed=0 failed=0 skipped=0
for project in Netlink.Tests Engine.Tests; do
    echo "== $project"
    tests/own-host.sh dotnet test "tests/$project" --configuration Release --no-build --nologo \
        --logger "trx;LogFileName=$results/$project.trx" --logger 'console;verbosity=minimal' 2>&1 |
        tee "$results/$project" || status=1
    counters=$(grep -o '<Counters [^>]*>' "$results/$project.trx" 2>/dev/null || true)
    count() { local n; n=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"); echo "${n:-0}"; }
    if [ -z "$counters" ] || [ "$(count total)" -eq 0 ]; then
        echo "$project ran no test."
        status=1
    fi

    passed=$((passed + $(count passed)))
    failed=$((failed + $(count failed)))
    skipped=$((skipped + $(count total) - $(count passed) - $(count failed)))
done

if ! $root; then
    echo 'Not root: the tests that make network namespaces were skipped; each says so.'
fi

echo '== Pester'
wait "$pester" || status=1
cat "$results/pester"
line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$results/pester" | tail -n 1)
if [ -z "$line" ]; then
    # A leg that breaks off counts as a failure in that line; here the run itself broke off.
    echo 'The Pester run did not reach its end.'
    status=1
else
    read -r p _ f _ s _ <<<"$line"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    [ "$f" -eq 0 ] || status=1
fi

# Once more where they are seen: of a long log the end is read.
if [ "$failed" -ne 0 ] || [ "$status" -ne 0 ]; then
    grep -hE -A 12 '^ *Failed [A-Z]|\[FAIL\]|\[-\]' "$results"/*.Tests "$results/pester" || true
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] || status=1
exit $status
