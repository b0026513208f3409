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

dotnet build src/ContainerNet.Shell -v quiet --nologo
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export CONTAINERNET_STATE="$state/state" CONTAINERNET_RUN="$state/run" CONTAINERNET_LXCPATH="$state/lxc"

# A mount namespace too: named network namespaces are files in /run/netns, and the machine's are not ours to see.
unshare --net --mount --propagation private -- bash -c '
    mkdir -p /run/netns
    mount -t tmpfs netns /run/netns
    exec output/ctnet/ctnet docs/examples/quickstart.ps1'
