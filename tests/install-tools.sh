#!/bin/bash
# Installs the real tools that the tests let judge what was rendered, on Debian 12. Can be run again at any time.
set -euo pipefail

packages=(
  busybox
  dbus
  dnsmasq-base
  iproute2
  network-manager
  nftables
  nix-bin
  socat
  util-linux
)

# Only unpacked, for private mounts of the tests: installed, they would take over the machine's own network files.
unpacked=(
  netctl
)

export DEBIAN_FRONTEND=noninteractive
apt=(apt-get -o DPkg::Lock::Timeout=300 -qq)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  "${apt[@]}" update
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
fi

for package in "${unpacked[@]}"; do
  target=/opt/containernet-test/$package
  [ ! -d "$target" ] || continue
  [ ${#missing[@]} -gt 0 ] || "${apt[@]}" update
  folder=$(mktemp -d)
  (cd "$folder" && "${apt[@]}" download "$package")
  mkdir -p "$target.part"
  dpkg-deb -x "$folder"/"$package"_*.deb "$target.part"
  mv "$target.part" "$target"
  rm -r "$folder"
done
