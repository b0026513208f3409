using System.Globalization;
using System.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Runtimes;

/// <summary>
/// How shell scripts make a container's network where ContainerNet does not run: the functions that they share, and the
/// plan's own steps as lines for ip -batch, for tc and for /proc/sys. Pure.
/// </summary>
internal static class HookText
{
    /// <summary>The names of the files of <see cref="Data"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } =
        [
            "make.ip", "links", "host.sysctl", "host.ip", "host.tc", "container.sysctl", "container.ip", "container.ip4",
            "container.ip6",
        ];

    /// <summary>Functions of sh that apply files; "here" is the folder that they are in.</summary>
    public const string Functions = """
        set -f
        PATH=$PATH:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
        LC_ALL=C
        export PATH LC_ALL

        fail() {
            printf 'containernet: %s\n' "$*" >&2
            printf '%s\n' "$*" > "$here/error"
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

        # FILE [END [OPTION]]: lines for ip, each with END after it.
        links() {
            [ -s "$1" ] || return 0
            case $2 in
            '') said=$(ip $3 -batch "$1" 2>&1) ;;
            *) said=$(sed "s|\$|$2|" "$1" | ip -batch - 2>&1) ;;
            esac && return 0
            number=${said##*:}
            case $number in
            '' | *[!0-9]*) fail "ip -batch $1: $said" ;;
            esac
            line=$(sed -n "${number}p" "$1")
            case $said in
            *'File exists'*) has=$(holder $line) ;;
            *) has= ;;
            esac
            fail "ip ${3:+$3 }$line:" ${said%Command failed*} ${has:+"($has)"}
        }

        # WORDS of ip that add something: what is there instead.
        holder() {
            case $1\ $2\ $3 in
            route\ add\ *:*) ip -6 route show "$3" ;;
            route\ add\ *) ip route show "$3" ;;
            link\ add\ dev) ip -br link show dev "$4" ;;
            link\ add\ *) ip -br link show dev "$3" ;;
            esac 2> /dev/null | sed 1q
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

        # What is left of the links of ours: the kernel keeps them for a while, and some as long as they are not removed.
        sweep() {
            while read -r link; do
                [ -e "/sys/class/net/$link" ] || continue
                read -r alias < "/sys/class/net/$link/ifalias" || continue
                case $alias in
                containernet\ *) ip link del dev "$link" || : ;;
                esac
            done < "$here/links"
        } 2> /dev/null
        """;

    /// <summary>What the functions apply: names, and contents; empty ones are left out.</summary>
    /// <param name="interfaces">The container's interfaces.</param>
    /// <param name="configuresItself">Whether an init of the container's own does what files can say.</param>
    public static Dictionary<string, string> Data(IReadOnlyList<InterfaceState> interfaces, bool configuresItself)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["links"] = string.Concat(interfaces.Select(i => $"{i.Host.Name}\n{i.Ifb}\n")),
            ["make.ip"] = string.Concat(interfaces.Select(i => Make(i) + "\n")),
        };
        Add(files, "host", interfaces.SelectMany(Planner.HostEnd));
        Add(files, "container", interfaces.SelectMany(i => Planner.ForeignContainerEnd(i, configuresItself)));
        return files;
    }

    /// <summary>A word for sh.</summary>
    /// <param name="word">The word.</param>
    public static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A text that must be one line of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is, for the error.</param>
    public static string Line(string text, string what)
    {
        if (text.Length != 0 && !text.Any(char.IsControl)) return text;
        throw new ContainerNetException(
            "HookValueInvalid", CtErrorKind.InvalidArgument,
            $"A script can't hold {what}: it is empty or has control characters.", text);
    }

    // The line ends where the namespace of the container's end comes. A queue that one end sends by, the other receives
    // by. Never an address: a network stack in the container would find it there already, and fail.
    private static string Make(InterfaceState state)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"link add dev {state.Host.Name}{Queues(state.RxQueues, state.TxQueues)}");
        line.Append(CultureInfo.InvariantCulture, $" type veth peer name {state.Container.Name}");
        if (state.Mac is { } mac) line.Append(CultureInfo.InvariantCulture, $" address {mac}");
        line.Append(Queues(state.TxQueues, state.RxQueues));
        return Line(line.ToString(), "the names of a veth pair");

        // Unasked, the kernel makes a queue for each processor.
        static string Queues(int tx, int rx) =>
            string.Create(CultureInfo.InvariantCulture, $" numtxqueues {tx} numrxqueues {rx}");
    }

    // Per-link settings stand before "up" in the plan, and forwarding depends on nothing: settings first, then links;
    // limits need links that exist. Rules come last: nothing needs them. Nor may one stand between routes: having read
    // their number of a protocol, ip takes the next name of one for it (iproute2 6.1, rtnl_rtprot_a2n).
    private static void Add(Dictionary<string, string> files, string name, IEnumerable<KernelOp> ops)
    {
        var settings = new StringBuilder();
        var links = new StringBuilder();
        var rules = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var limits = new StringBuilder();
        foreach (KernelOp op in ops)
        {
            switch (op)
            {
                case SysctlOp s:
                    settings.Append(CultureInfo.InvariantCulture, $"{s.Path} {s.Value}\n");
                    break;
                case TrafficOp t:
                    limits.AppendJoin("or ", t.Alternatives.Select(a => Line(a, "a step of tc") + "\n"));
                    break;
                case IpOp i:
                    string line = Line(i.ToIp(), "a step of ip") + "\n";
                    if (i.Option is { } option) rules[option] = rules.GetValueOrDefault(option) + line;
                    else links.Append(line);
                    break;
                default:
                    throw new ArgumentException($"The hook has no words for {op.GetType().Name}.", nameof(ops));
            }
        }

        if (settings.Length != 0) files[$"{name}.sysctl"] = settings.ToString();
        if (links.Length != 0) files[$"{name}.ip"] = links.ToString();
        foreach ((string option, string lines) in rules) files[$"{name}.ip{option[1..]}"] = lines;
        if (limits.Length != 0) files[$"{name}.tc"] = limits.ToString();
    }
}
