#!/bin/bash
# Installs the real tools that the tests let judge what was rendered, on Debian 12. Can be run again at any time.
set -euo pipefail

packages=(
  busybox
  dbus
  debootstrap
  dnsmasq-base
  gcc
  iproute2
  iputils-ping
  libbsd0
  libc6-dev
  lxc
  netplan.io
  network-manager
  nftables
  nix-bin
  socat
  strace
  systemd
  util-linux
)

# Only unpacked, for private mounts of the tests: installed, they would take over the machine's own network files.
unpacked=(
  busybox-static
  ifupdown
  ifupdown-ng
  isc-dhcp-client
  netctl
  udhcpc
)

export DEBIAN_FRONTEND=noninteractive
apt=(apt-get -o DPkg::Lock::Timeout=300 -qq)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  # Tests start by hand what they need; no service shall start on the machine for their sake.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
  fi
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
