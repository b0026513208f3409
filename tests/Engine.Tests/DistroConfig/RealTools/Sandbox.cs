using System.Diagnostics;
using System.Text;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>
/// A container of namespaces for one test: its own network, mounts and processes, gone with the last of them however
/// the test ends. The other ends of its interfaces are in a namespace "host", set up as the plan has the host, where a
/// server gives DHCP leases and router advertisements to everybody who asks: who should not have asked is found out.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ctnet-test-");
    private readonly IReadOnlyList<InterfaceState> _states;

    public Sandbox(IReadOnlyList<InterfaceState> states, RenderedConfig config)
    {
        _states = states;
        foreach (RenderedFile file in config.Files.Where(f => f.Content.Length > 0))
        {
            string path = Root + file.Path;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, (file.FirstLine is null ? "" : file.FirstLine + "\n") + file.Content);
            if (OperatingSystem.IsLinux()) File.SetUnixFileMode(path, (UnixFileMode)file.Mode);
        }

        Directory.CreateDirectory(Root);
    }

    /// <summary>The rendered files, each under its path.</summary>
    public string Root => Path.Combine(_folder.FullName, "root");

    /// <summary>Everything that was printed.</summary>
    public string Log { get; private set; } = "";

    /// <summary>Runs bash commands as process 1, and takes down the kernel's state afterwards.</summary>
    /// <param name="commands">$root is the folder of the rendered files, $out one for results.</param>
    public KernelState Run(string commands)
    {
        string script = Path.Combine(_folder.FullName, "run.sh");
        File.WriteAllText(script, string.Join('\n', [.. Prelude(), commands, .. s_epilogue]) + "\n");
        using Process process = Process.Start(new ProcessStartInfo("unshare")
        {
            ArgumentList =
            {
                "--net", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child", "--mount-proc",
                "--propagation", "private", "bash", script,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        bool ended = process.WaitForExit(TimeSpan.FromSeconds(90));
        if (!ended) process.Kill(entireProcessTree: true);
        Log = output.Result + errors.Result;
        Assert.True(ended && process.ExitCode == 0, $"exit {(ended ? process.ExitCode : "too late")}:\n{Log}");
        return KernelState.Read(_folder.FullName);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static readonly string[] s_epilogue =
    [
        "ip -j addr > $out/addr.json",
        "for family in 4 6; do",
        "  ip -j -$family route show table all > $out/route$family.json",
        "  ip -j -$family rule > $out/rule$family.json",
        "done",
    ];

    /// <summary>
    /// A command that waits until the kernel's state has not changed for two seconds, twenty at most.
    /// </summary>
    public const string Settle = """
        same=0 before=
        for try in $(seq 80); do
          now=$(ip addr | grep -v _lft; ip route; ip -6 route | sed 's/ expires [^ ]*//')
          if [ "$now" = "$before" ]; then same=$((same + 1)); else same=0; fi
          [ $same -lt 8 ] || break
          before=$now
          sleep 0.25
        done
        """;

    /// <summary>
    /// Commands that wait until each interface with DHCP has an address from a router advertisement, 15 s at most.
    /// </summary>
    public static string Learn(IReadOnlyList<InterfaceState> states) => string.Join('\n', states
        .Where(s => s.Dhcp).Select(s => $$"""
        for try in $(seq 60); do
          [ -z "$(ip -6 addr show dev {{s.Container.Name}} scope global dynamic)" ] || break
          sleep 0.25
        done
        """));

    /// <summary>Commands by which the host reaches each address that it has a way to.</summary>
    public static string Pings(IReadOnlyList<InterfaceState> states) => string.Join('\n', states
        .SelectMany(s => s.Container.Addresses.Where(a => s.Type == CtNetIfType.Routed || IsOnBridge(a)))
        .Select(a => $"ip netns exec host ping -q -c 1 -W 3 {a.IPAddress}"));

    private static bool IsOnBridge(IPInterfaceAddress address) =>
        address.ToString() is { } text
        && (text.StartsWith("10.0.3.", StringComparison.Ordinal) || text.StartsWith("fd42:", StringComparison.Ordinal));

    private IEnumerable<string> Prelude()
    {
        yield return "set -eu";
        yield return $"out={_folder.FullName} root={Root}";
        yield return "mount -t tmpfs tmpfs /run; mkdir -p /run/dbus /run/systemd /run/udev";
        yield return "ip link set lo up; ip netns add host; ip -n host link set lo up";
        int number = 0;
        foreach (InterfaceState state in _states)
        {
            string peer = $"peer{number++}";
            yield return $"ip link add {state.Container.Name} type veth peer name {peer} netns host";
            foreach (string command in HostEnd(state, peer)) yield return command;
        }

        if (number > 0) yield return Server();
        // As in a container; NetworkManager then does not wait for udev.
        yield return "mount -t sysfs -o ro sysfs /sys";
    }

    private static IEnumerable<string> HostEnd(InterfaceState state, string peer)
    {
        yield return $"ip -n host link set {peer} up";
        // Beside a routed interface's own there is a network that nobody was given: who has an address of it listened
        // to the server.
        IEnumerable<string> addresses = state.Type == CtNetIfType.Bridge
            ? ["10.0.3.1/24", "fd42:c7:3::1/64"]
            : [.. state.Host.Addresses.Select(a => a.ToString()), "198.51.100.1/24", "2001:db8:dead::1/64"];
        foreach (string address in addresses)
        {
            string flag = address.Contains(':', StringComparison.Ordinal) ? " nodad" : "";
            yield return $"ip -n host addr add {address} dev {peer}{flag}";
        }

        foreach (LinkRoute route in state.Host.Routes)
            yield return $"ip -n host route add {IpWords.Route(route, peer)}";
    }

    private static string Server() => new StringBuilder()
        .Append("ip netns exec host dnsmasq --keep-in-foreground --port=0 --conf-file=/dev/null --leasefile-ro ")
        .Append("--user=root --pid-file= --dhcp-authoritative --no-ping --bind-dynamic --interface=peer* --enable-ra ")
        .Append("--dhcp-range=10.0.3.100,10.0.3.200,255.255.255.0,1h --dhcp-range=fd42:c7:3::,ra-only,64,1h ")
        .Append("--dhcp-range=198.51.100.100,198.51.100.200,255.255.255.0,1h ")
        .Append("--dhcp-range=2001:db8:dead::,ra-only,64,1h ")
        .Append("> $out/dnsmasq.log 2>&1 &")
        .ToString();
}
