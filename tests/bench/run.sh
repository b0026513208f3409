#!/usr/bin/env bash
# Measures ContainerNet and the peers that are installed in one run: tests/bench/run.sh [OPTION…] [CONTEST…]; --help
# tells which. Needs root, for network namespaces, and ip; the C floor needs a C compiler, the peers what Debian has as
# golang-go, golang-github-vishvananda-netlink-dev and python3-pyroute2. The cmdlets run in the pwsh of tests/pwsh.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
source tests/pwsh.sh
PWSH_COMMAND=$(printf '%s\n' "${pwsh[@]}")
export PWSH_COMMAND
out=tests/bench/ContainerNet.Bench/bin/Release/net10.0

dotnet build --configuration Release --nologo -v quiet
if [[ " $* " == *" micro "* || " $* " == *" --all "* ]]; then
    dotnet build tests/bench/ContainerNet.Micro --configuration Release --nologo -v quiet
fi

if command -v cc >/dev/null; then
    cc -O2 -o "$out/floor" tests/bench/floor.c tests/bench/look.c
fi

# As Debian packages it, or wherever else the user's Go has it; it is not fetched.
rm -f "$out/peer-go"
if command -v go >/dev/null; then
    GO111MODULE=off GOPATH="$(go env GOPATH):/usr/share/gocode" \
        go build -o "$out/peer-go" tests/bench/peers/go/main.go ||
        echo 'The peer in Go is left out.' >&2
fi

exec "$out/ContainerNet.Bench" "$@"
