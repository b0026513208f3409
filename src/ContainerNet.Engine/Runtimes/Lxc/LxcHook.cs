using System.Globalization;
using System.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>
/// What LXC runs to finish our interfaces: one constant script, and for each end of each interface the plan's own steps
/// as lines for ip -batch, for tc and for /proc/sys. Pure.
/// </summary>
internal static class LxcHook
{
    public const string ErrorName = "error";

    /// <summary>What the names of the files for the container's end begin with.</summary>
    public const string ContainerPrefix = "container";

    /// <summary>The script.</summary>
    /// <remarks>
    /// LXC gives hooks to sh (exec VALUE ARGS), so that our own words come before those of lxc.hook.version 0 or 1,
    /// and either will do. LXC_NAME and LXC_PID are in the environment under both; LXC_NET_NS only in stop hooks. What
    /// a hook says reaches LXC's log at level DEBUG only, so it is kept in a file too.
    /// </remarks>
    public const string Script = """
        #!/bin/sh
        # Written by ContainerNet, which replaces it when it changes. LXC runs it when it starts the container:
        #   containernet-up host IF IFB when the veth pair of IF is there: the host's end
        #   containernet-up container   when the container's namespace is complete, before its init: the far ends
        #   containernet-up gone IFB    when it stops: the device through which a limited container has sent
        # It applies the files in containernet.d. When the kernel refuses, the start ends with the kernel's words.
        set -f
        PATH=$PATH:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
        LC_ALL=C
        export PATH LC_ALL
        here=${0%/*}
        data=$here/containernet.d

        fail() {
            printf 'containernet: %s\n' "$*" >&2
            printf '%s\n' "$*" > "$data/error"
            exit 1
        }

        # A host that forwards no longer listens to routers where accept_ra is 1, and its default route expires.
        listen() {
            set +f
            for file in /proc/sys/net/ipv6/conf/*/accept_ra; do
                case $file in
                */conf/all/* | */conf/default/*) continue ;;
                esac
                # Below /proc/sys, dash finds the end of the file after one byte, and no end of the line.
                read -r ra < "$file" || :
                [ "$ra" != 1 ] || echo 2 > "$file"
            done
            set -f
        }

        # FILE: lines of a path below /proc/sys and a value. A kernel without IPv6 lacks some.
        sysctls() {
            [ -e "$1" ] || return 0
            while read -r path value; do
                [ -e "/proc/sys/$path" ] || continue
                read -r now < "/proc/sys/$path"
                [ "$now" != "$value" ] || continue
                [ "$path" != net/ipv6/conf/all/forwarding ] || listen
                echo "$value" 2> /dev/null > "/proc/sys/$path" ||
                    fail "the kernel refused $path = $value"
            done < "$1"
        }

        # FILE: lines for ip.
        links() {
            [ -s "$1" ] || return 0
            said=$(ip -batch "$1" 2>&1) && return 0
            number=${said##*:}
            case $number in
            '' | *[!0-9]*) fail "ip -batch $1: $said" ;;
            esac
            fail "ip $(sed -n "${number}p" "$1"):" ${said%Command failed*}
        }

        # FILE: lines for tc. One after "or" is for a kernel that lacks what those before it need.
        limits() {
            [ -e "$1" ] || return 0
            refused=
            while read -r line; do
                case $line in
                or\ *) [ -n "$refused" ] || continue ;;
                *) [ -z "$refused" ] || break ;;
                esac
                refused=
                said=$(tc ${line#or } 2>&1) || refused="tc ${line#or }: $said"
            done < "$1"
            [ -z "$refused" ] || fail "$refused"
        }

        # A device of ours by this name; the kernel keeps it when its container ends by force.
        gone() {
            [ -e "/sys/class/net/$1" ] || return 0
            read -r alias < "/sys/class/net/$1/ifalias"
            case $alias in
            containernet\ *) ip link del dev "$1" ;;
            esac
        }

        case $1 in
        host | container)
            [ "$LXC_NAME" = "${here##*/}" ] ||
                fail "$here/containernet.conf is included by $LXC_NAME too: remove the lxc.include line there"
            [ ! -e "$data/error" ] || rm -f "$data/error"
            ;;
        esac

        case $1 in
        host)
            gone "$3"
            sysctls "$data/host.$2.sysctl"
            links "$data/host.$2.ip"
            limits "$data/host.$2.tc"
            ;;
        gone)
            gone "$2"
            ;;
        container)
            exec nsenter --net="/proc/${LXC_PID:?}/ns/net" -- "$0" inside
            ;;
        inside)
            sysctls "$data/container.sysctl"
            links "$data/container.ip"
            ;;
        *)
            fail "$0 does not know '$1'"
            ;;
        esac

        """;

    /// <summary>What the script applies: names in the data directory, and contents; empty ones are left out.</summary>
    /// <param name="interfaces">The container's interfaces.</param>
    /// <param name="configuresItself">Whether an init of the container's own does what files can say.</param>
    public static Dictionary<string, string> Data(
        IReadOnlyList<InterfaceState> interfaces, bool configuresItself)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (InterfaceState state in interfaces)
        {
            Add(files, $"host.{state.Container.Name}", Planner.HostEnd(state));
        }

        Add(files, ContainerPrefix, interfaces.SelectMany(i => Planner.ForeignContainerEnd(i, configuresItself)));
        return files;
    }

    // Per-link settings stand before "up" in the plan, and forwarding depends on nothing: settings first, then links;
    // limits need links that exist.
    private static void Add(Dictionary<string, string> files, string name, IEnumerable<KernelOp> ops)
    {
        var settings = new StringBuilder();
        var links = new StringBuilder();
        var limits = new StringBuilder();
        foreach (KernelOp op in ops)
        {
            switch (op)
            {
                case SysctlOp s:
                    settings.Append(CultureInfo.InvariantCulture, $"{s.Path} {s.Value}\n");
                    break;
                case TrafficOp t:
                    limits.AppendJoin("or ", t.Alternatives.Select(a => LxcText.Value(a, "a step of tc") + "\n"));
                    break;
                case IpOp i:
                    links.Append(LxcText.Value(i.ToIp(), "a step of ip")).Append('\n');
                    break;
                default:
                    throw new ArgumentException($"The hook has no words for {op.GetType().Name}.", nameof(ops));
            }
        }

        if (settings.Length != 0) files[$"{name}.sysctl"] = settings.ToString();
        if (links.Length != 0) files[$"{name}.ip"] = links.ToString();
        if (limits.Length != 0) files[$"{name}.tc"] = limits.ToString();
    }
}
