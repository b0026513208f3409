#!/bin/sh
# Makes the Debian root file systems that tests use as the lower layers of their containers, each once.
# Usage: make-rootfs.sh [DIR]...   default: both of /var/cache/containernet-tests:
#   debian-bookworm        programs only: something plain is their init
#   debian-bookworm-init   boots with systemd, ifupdown and a DHCP client
# The mirror is that of the machine's own apt sources (MIRROR=URL overrides it). Needs root and debootstrap.
set -eu

suite=bookworm
cache=/var/cache/containernet-tests
plain=iproute2,iputils-ping,ifupdown,netbase
init=systemd-sysv,ifupdown,iproute2,iputils-ping,isc-dhcp-client,netbase

# deb822 (URIs:) and one-line (deb [options] URL SUITE ...) sources; the security archive has no base system.
mirror_of_apt() {
    cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list 2> /dev/null |
        sed -n \
            -e 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' \
            -e 's/^deb[[:space:]]\{1,\}\(\[[^]]*\][[:space:]]*\)\{0,1\}\([^[:space:]]*\).*/\2/p' |
        grep '/debian/*$' | head -n 1
}

# DIR: one whose name ends in -init gets an init.
make() {
    [ ! -e "$1/etc/os-release" ] || return 0
    case $1 in
    *-init) packages=$init ;;
    *) packages=$plain ;;
    esac
    mirror=${MIRROR:-$(mirror_of_apt)}
    [ -n "$mirror" ] || {
        echo "make-rootfs.sh: no Debian mirror in the apt sources; set MIRROR=URL" >&2
        exit 1
    }

    parent=$(dirname "$1")
    mkdir -p "$parent"
    unfinished=$(mktemp -d "$parent/.$suite.XXXXXX")
    trap 'rm -rf "$unfinished"' EXIT
    chmod 755 "$unfinished"
    debootstrap --variant=minbase --include="$packages" "$suite" "$unfinished" "$mirror" >&2
    rm -rf "$unfinished"/var/cache/apt/archives/*.deb "$unfinished"/var/lib/apt/lists/*

    # Another run may have been faster.
    [ -e "$1" ] || mv "$unfinished" "$1"
    rm -rf "$unfinished"
}

[ $# -gt 0 ] || set -- "$cache/debian-$suite" "$cache/debian-$suite-init"
for dir in "$@"; do make "$dir"; done
