# What the guide about Podman takes for granted, on a host of the tests' own: a program to serve, an image of it that need not be
# pulled, a tree for systemd-nspawn, and Podman set up for a host that may have neither control groups nor systemd.
$busybox = '/opt/containernet-test/busybox-static/bin/busybox'
foreach ($tool in 'podman', 'systemd-nspawn', $busybox) {
    if (-not (Get-Command $tool -ErrorAction Ignore)) { throw "$tool is not installed: run tests/install-tools.sh." }
}

# crun refuses a tree of both versions. What was mounted there goes with the host's mounts.
$type = stat --file-system --format=%T /sys/fs/cgroup
if ($type -eq 'tmpfs') { umount --recursive /sys/fs/cgroup }
if ($type -ne 'cgroup2fs') { mount -t cgroup2 cgroup2 /sys/fs/cgroup }

$null = New-Item -ItemType Directory /srv/site, /srv/podman, /srv/site01/bin, /srv/site01/usr, /srv/site01/etc, /srv/site01/www
'It works.' | Set-Content /srv/site/index.html, /srv/site01/www/index.html
'ID=test' | Set-Content /srv/site01/etc/os-release
Copy-Item $busybox /srv/site01/bin
foreach ($program in 'sh', 'httpd', 'ip', 'sleep') { $null = New-Item -ItemType SymbolicLink /srv/site01/bin/$program -Target busybox }

@'
[containers]
cgroups = "disabled"
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
'@ | Set-Content /srv/podman/containers.conf
@'
[storage]
driver = "vfs"
graphroot = "/srv/podman/storage"
runroot = "/srv/podman/run"
'@ | Set-Content /srv/podman/storage.conf
$env:CONTAINERS_CONF = '/srv/podman/containers.conf'
$env:CONTAINERS_STORAGE_CONF = '/srv/podman/storage.conf'
tar --create --file=/srv/podman/image.tar --directory=/srv/site01 bin
$null = podman import --quiet /srv/podman/image.tar docker.io/library/busybox:latest
