#!/usr/bin/env bash
# Builds ContainerNet and runs quickstart.ps1 in a network namespace of its own. Needs root and the .NET SDK; installs
# ip and ping when they are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "$(id -u)" -ne 0 ]; then
    echo 'quickstart.sh makes network namespaces and links, which needs root: run it with sudo.' >&2
    exit 1
fi

if ! command -v ip >/dev/null || ! command -v ping >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq iproute2 iputils-ping >/dev/null
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1
source tests/pwsh.sh
dotnet build src/ContainerNet -v quiet --nologo
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
module=$(echo "$PWD"/output/ContainerNet/*/ContainerNet.psd1)
tests/own-host.sh --state "$state" "${pwsh[@]}" -NoProfile -Command \
    "Import-Module '$module'; & docs/examples/quickstart.ps1; exit \$LASTEXITCODE"
