using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>
/// What LXC runs to make our interfaces: one constant script, and for each container what it applies. Pure.
/// </summary>
internal static class LxcHook
{
    /// <summary>The name of the script's file.</summary>
    public const string ScriptName = "up";

    /// <summary>The name of the file with the script's last words when it failed.</summary>
    public const string ErrorName = "error";

    /// <summary>The script.</summary>
    /// <remarks>
    /// LXC gives hooks to sh (exec VALUE ARGS), so that our own words come before those of lxc.hook.version 0 or 1,
    /// and either will do. LXC_NAME, LXC_CONFIG_FILE and LXC_PID are in the environment under both. What a hook says
    /// reaches LXC's log at level DEBUG only, so it is kept in a file too.
    /// </remarks>
    public const string Script = """
        #!/bin/sh
        # Written by ContainerNet, which replaces it when it changes. LXC runs it on the host:
        #   up start   when the container's namespaces are complete, before its init: makes its interfaces
        #   up stop    when it has ended: what the kernel has not removed yet
        # It applies the files beside it. When the kernel refuses, the start ends with the kernel's words.
        here=${0%/*}

        """ + HookText.Functions + """


        # lxc-copy and lxc-snapshot give the lines that name this file to other containers, too.
        mine() {
            read -r config < "$here/of"
            [ "$LXC_NAME" = "${here##*/}" ] && [ "${LXC_CONFIG_FILE:-$config}" -ef "$config" ]
        }

        case $1 in
        start)
            mine || {
                echo "containernet: the interfaces of ${here##*/} are not for $LXC_NAME ($LXC_CONFIG_FILE)" >&2
                exit 0
            }
            [ ! -e "$here/error" ] || rm -f "$here/error"
            sweep
            links "$here/make.ip" " netns ${LXC_PID:?}"
            sysctls "$here/host.sysctl"
            links "$here/host.ip"
            limits "$here/host.tc"
            [ -e "$here/container.ip" ] || [ -e "$here/container.sysctl" ] || exit 0
            exec nsenter --net="/proc/$LXC_PID/ns/net" -- /bin/sh "$0" inside
            ;;
        inside)
            sysctls "$here/container.sysctl"
            links "$here/container.ip"
            links "$here/container.ip4" '' -4
            links "$here/container.ip6" '' -6
            ;;
        stop)
            mine || exit 0
            sweep
            exit 0
            ;;
        *)
            fail "$0 does not know '$1'"
            ;;
        esac

        """;

    /// <summary>What the script applies: names beside it, and contents; empty ones are left out.</summary>
    /// <param name="config">The configuration of the container that they are for.</param>
    /// <param name="interfaces">The container's interfaces.</param>
    /// <param name="configuresItself">Whether an init of the container's own does what files can say.</param>
    public static Dictionary<string, string> Data(
        string config, IReadOnlyList<InterfaceState> interfaces, bool configuresItself)
    {
        Dictionary<string, string> files = HookText.Data(interfaces, configuresItself);
        files["of"] = LxcText.Value(config, "the path of its own file") + "\n";
        return files;
    }
}
