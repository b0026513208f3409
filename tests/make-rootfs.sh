#!/bin/sh
# Makes the Debian root file system that tests use as the lower layer of their containers, once.
# Usage: make-rootfs.sh [DIR]      default: /var/cache/containernet-tests/debian-bookworm
# The mirror is that of the machine's own apt sources (MIRROR=URL overrides it). Needs root and debootstrap.
set -eu

suite=bookworm
dir=${1:-/var/cache/containernet-tests/debian-$suite}
packages=iproute2,iputils-ping,ifupdown,netbase

[ ! -e "$dir/etc/os-release" ] || exit 0

# deb822 (URIs:) and one-line (deb [options] URL SUITE ...) sources; the security archive has no base system.
mirror_of_apt() {
    cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list 2> /dev/null |
        sed -n \
            -e 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' \
            -e 's/^deb[[:space:]]\{1,\}\(\[[^]]*\][[:space:]]*\)\{0,1\}\([^[:space:]]*\).*/\2/p' |
        grep '/debian/*$' | head -n 1
}

mirror=${MIRROR:-$(mirror_of_apt)}
[ -n "$mirror" ] || {
    echo "make-rootfs.sh: no Debian mirror in the apt sources; set MIRROR=URL" >&2
    exit 1
}

parent=$(dirname "$dir")
mkdir -p "$parent"
unfinished=$(mktemp -d "$parent/.$suite.XXXXXX")
trap 'rm -rf "$unfinished"' EXIT
chmod 755 "$unfinished"
debootstrap --variant=minbase --include="$packages" "$suite" "$unfinished" "$mirror" >&2
rm -rf "$unfinished"/var/cache/apt/archives/*.deb "$unfinished"/var/lib/apt/lists/*

# Another run may have been faster.
[ -e "$dir" ] || mv "$unfinished" "$dir"
