#!/bin/bash
# Installs the real tools that the tests let judge what was rendered, on Debian 12. Can be run again at any time.
# No service of theirs starts now, and none is enabled for the next boot.
set -euo pipefail

packages=(
  busybox
  dbus
  debootstrap
  dnsmasq-base
  gcc
  iproute2
  iptables
  iputils-ping
  libbsd0
  libc6-dev
  lxc
  netplan.io
  network-manager
  nftables
  nix-bin
  podman
  radvd
  rsync
  socat
  strace
  systemd
  systemd-container
  uidmap
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

# What starts at boot: the links that systemd and init follow.
enabled() {
  find /etc/systemd/system /etc/systemd/user /etc/rc[0-9S].d \( -type l -o -name 'S*' \) ! -name 'K*' 2>/dev/null | LC_ALL=C sort
}

# Disables what a package has enabled since, as an administrator does it: an upgrade of the package keeps it so.
disable_since() {
  local link name
  comm -13 <(echo "$1") <(enabled) | while read -r link; do
    case $link in
      /etc/systemd/*) rm -f "$link" ;; # update-rc.d disables the unit of the name as well
      *)
        name=${link##*/S[0-9][0-9]}
        [ ! -e "$link" ] || update-rc.d "$name" disable
        ;;
    esac
  done
}

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
  before=$(enabled)
  "${apt[@]}" update
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
  disable_since "$before"
  left=$(comm -13 <(echo "$before") <(enabled))
  if [ -n "$left" ]; then
    printf 'These would be enabled for the next boot, for the sake of tests alone:\n%s\n' "$left" >&2
    exit 1
  fi
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
