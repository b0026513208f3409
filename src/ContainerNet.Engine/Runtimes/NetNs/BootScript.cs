using System.Globalization;
using System.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>
/// A shell script that makes a container's namespace with its interfaces, and starts its command, as Start-Ct does: for
/// systemd at boot, without PowerShell. One file, which is replaced whole, has the script and what it applies. Pure.
/// </summary>
internal static class BootScript
{
    /// <summary>What a record says of a namespace whose number is not known yet.</summary>
    public const string Unfinished = "unfinished";

    private const string Header = """
        #!/bin/sh
        # Written by ContainerNet, which replaces it when the container changes. Without ContainerNet it does
        #   up     what Start-Ct does: makes the namespace and its interfaces, and starts the container's command
        #   down   what Stop-Ct does
        # When the kernel refuses something, nothing is left of it, and the last words are the kernel's.

        """;

    // The namespace is ours when its number and time are those that were noted.
    private const string Body = """


        space=/run/netns/$name

        ours() {
            noted=
            read -r noted 2> /dev/null < "$run/$name.netns" || return 1
            [ "$noted" = unfinished ] || [ "$noted" = "$(stat -L -c '%i %.7Y' "$space")" ]
        }

        refuse() {
            printf 'containernet: %s\n' "$*" >&2
            exit 1
        }

        # The parts of this file's end, as files that the functions read.
        unpack() {
            mkdir -p "$run" && here=$(mktemp -d "$run/boot.XXXXXX") || exit 1
            trap 'rm -rf "$here"' EXIT
            for part in $parts; do
                sed -n "/^#: $part\$/,/^#:/{/^#:/!p}" "$0" > "$here/$part"
                [ -s "$here/$part" ] || rm "$here/$part"
            done
            [ -e "$here/links" ] || : > "$here/links"
        }

        # Field 22 of /proc/PID/stat: with it, a later process of the same pid is another one.
        began() {
            stat=$(cat "/proc/$1/stat" 2> /dev/null) || return 0
            set -- ${stat##*) }
            case $1 in
            Z | X) ;;
            *) printf '%s' "${20}" ;;
            esac
        }

        start() {
            nsenter --net="$space" -- /bin/sh -c "$shell" "$run/$name.log" "$@" &
            echo "$! $(began $!) $rooted" > "$run/$name.init"
            sleep 0.2
            [ -n "$(began $!)" ] || fail "the command ended at once: $(tail -n 5 "$run/$name.log")"
        }

        # Asks the command to end, and insists when it has not after some seconds.
        end() {
            read -r pid time child 2> /dev/null < "$run/$name.init" || return 0
            [ "$(began "$pid")" = "$time" ] || return 0
            target=$pid
            [ "$child" = 0 ] || read -r target rest < "/proc/$pid/task/$pid/children" || target=$pid
            signal=TERM
            [ "$services" = 0 ] || case $(readlink "/proc/$target/exe") in
            */systemd) signal=37 ;;
            */busybox) signal=USR2 ;;
            */init) signal=PWR ;;
            esac
            left=$patience
            kill -s "$signal" "$target" 2> /dev/null || left=0
            while [ "$(began "$pid")" = "$time" ] && [ "$left" -gt 0 ]; do
                sleep 0.1
                left=$((left - 1))
            done
            [ "$(began "$pid")" != "$time" ] || kill -s KILL "$target" "$pid" 2> /dev/null || :
        }

        down() {
            end
            sweep
            [ ! -e "$space" ] || ip netns delete "$name"
            rm -f "$run/$name.netns" "$run/$name.init"
        }

        case $1 in
        up)
            if [ -e "$space" ]; then
                ! ours || exit 0
                refuse "$space is there, and was not made by ContainerNet"
            fi
            unpack
            trap 'down; rm -rf "$here"' EXIT
            sweep
            echo unfinished > "$run/$name.netns"
            said=$(ip netns add "$name" 2>&1) || fail "ip netns add $name: $said"
            links "$here/make.ip" " netns $name"
            sysctls "$here/host.sysctl"
            links "$here/host.ip"
            limits "$here/host.tc"
            here=$here nsenter --net="$space" -- /bin/sh "$0" inside || exit 1
            stat -L -c '%i %.7Y' "$space" > "$run/$name.netns"
            command
            trap 'rm -rf "$here"' EXIT
            ;;
        inside)
            ip link set dev lo up
            sysctls "$here/container.sysctl"
            links "$here/container.ip"
            links "$here/container.ip4" '' -4
            links "$here/container.ip6" '' -6
            ;;
        down)
            [ ! -e "$space" ] || ours || exit 0
            unpack
            down
            ;;
        *)
            refuse "usage: sh $0 up|down"
            ;;
        esac
        exit 0

        """;

    /// <summary>The script of a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="interfaces">Its interfaces.</param>
    /// <param name="configuresItself">Whether an init of its own configures the container's end.</param>
    /// <param name="runDirectory">Where it is noted what runs.</param>
    public static string Of(
        ContainerConfig container, IReadOnlyList<InterfaceState> interfaces, bool configuresItself, string runDirectory)
    {
        StringBuilder text = new StringBuilder(Header).Append('\n');
        bool services = ServiceInit.StartsServices(container.Init);
        text.Append(CultureInfo.InvariantCulture, $"name={HookText.Quoted(container.Name)}\n");
        text.Append(CultureInfo.InvariantCulture, $"run={HookText.Quoted(runDirectory)}\n");
        text.Append(CultureInfo.InvariantCulture, $"parts='{string.Join(' ', HookText.Parts)}'\n");
        text.Append(CultureInfo.InvariantCulture, $"shell={HookText.Quoted(InitCommand.Shell)}\n");
        text.Append(CultureInfo.InvariantCulture, $"rooted={(container.RootFs is null ? 0 : 1)}\n");
        text.Append(CultureInfo.InvariantCulture, $"services={(services ? 1 : 0)}\n");
        text.Append(CultureInfo.InvariantCulture, $"patience={(services ? 300 : 50)}\n\n");
        text.Append("command() {\n    :\n");
        if (container.Init.Count > 0)
        {
            text.Append("    start").AppendJoin("", InitCommand.Words(container).Select(w => " " + HookText.Quoted(w)));
            text.Append('\n');
        }

        text.Append("}\n\n").Append(HookText.Functions).Append(Body);
        Dictionary<string, string> data = HookText.Data(interfaces, configuresItself);
        foreach (string part in HookText.Parts.Where(data.ContainsKey))
        {
            text.Append(CultureInfo.InvariantCulture, $"#: {part}\n{data[part]}");
        }

        return text.ToString();
    }
}
