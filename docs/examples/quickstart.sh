#!/usr/bin/env bash
# Builds ContainerNet and runs quickstart.ps1 on a host of its own, in PowerShell: that on the PATH, or the .NET tool of
# this repository. Needs root and the .NET SDK; installs ip and ping when they are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1

if [ "$(id -u)" -ne 0 ]; then
    echo 'quickstart.sh makes network namespaces and links, which needs root: run it with sudo.' >&2
    exit 1
fi

if ! command -v ip >/dev/null || ! command -v ping >/dev/null; then
    echo '== Installing ip and ping with apt-get'
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq iproute2 iputils-ping >/dev/null
fi

echo '== PowerShell'
source tests/pwsh.sh

echo '== Building the module; the first time takes about a minute'
projects=(Abstractions Netlink Engine)
for project in "${projects[@]/#/ContainerNet.}" ContainerNet ContainerNet.ReadyToRun; do
    echo "   $project"
    log=$(dotnet build "src/$project" --configuration Release --verbosity quiet --nologo 2>&1) || { echo "$log" >&2; exit 1; }
done

echo '== A routed and a bridged container'
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
# First in the list of modules: another version may be installed.
tests/own-host.sh --state "$state" "${pwsh[@]}" -NoProfile -Command \
    '$env:PSModulePath = "$PWD/output/Release:$env:PSModulePath"; & docs/examples/quickstart.ps1; exit $LASTEXITCODE'
