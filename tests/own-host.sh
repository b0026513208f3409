#!/usr/bin/env bash
# Runs a command on a host of its own: own-host.sh [--state FOLDER] COMMAND [ARGUMENT...].
# It has a network, mounts and processes of its own, with /run/netns, /srv and /sys to match: nothing of the machine's
# network is seen or touched, no packet leaves, and what the command leaves behind ends with it. With --state,
# ContainerNet keeps its state, its run time and LXC's folder in FOLDER; without root that is all there is of a host.
set -euo pipefail

if [ "${1:-}" = --state ]; then
    export CONTAINERNET_STATE="$2/state" CONTAINERNET_RUN="$2/run" CONTAINERNET_LXCPATH="$2/lxc"
    shift 2
fi

# A shell has its background jobs ignore SIGINT; a command here gets it as in a terminal.
[ "$(id -u)" -eq 0 ] || exec env --default-signal=INT "$@"

# sysfs shows the network namespace that it was mounted in; the control groups below it are the machine's own.
exec unshare --net --mount --propagation private --pid --fork --kill-child --mount-proc -- bash -euc '
    ip link set lo up
    mkdir -p /run/netns
    mount -t tmpfs netns /run/netns
    mount -t tmpfs srv /srv
    mkdir /srv/sys
    mount -t sysfs sys /srv/sys
    if [ -d /sys/fs/cgroup ]; then mount --rbind /sys/fs/cgroup /srv/sys/fs/cgroup; fi
    mount --move /srv/sys /sys
    rmdir /srv/sys

    # In memory: the store has each change written through, and a disk takes its time for that.
    # A host within this one keeps the folder: whoever starts it may have put a file there.
    if [ -z "${OWN_HOST_TMP:-}" ]; then
        mkdir -p /media
        mount -t tmpfs -o mode=1777 tmp /media
        export OWN_HOST_TMP=/media TMPDIR=/media
    fi

    exec env --default-signal=INT "$@"' own-host "$@"
