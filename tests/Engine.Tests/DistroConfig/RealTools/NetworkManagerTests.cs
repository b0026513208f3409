using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>The daemon itself, on a bus of its own, with nothing but our keyfiles.</summary>
public sealed class NetworkManagerTests
{
    private const string Start = """
        export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/run/dbus/system_bus_socket
        mkdir -p /run/nm /run/state; cp -a /etc/NetworkManager/. /run/nm; mount --bind /run/nm /etc/NetworkManager
        mount --bind /run/state /var/lib/NetworkManager
        rm -rf /etc/NetworkManager/system-connections /etc/NetworkManager/conf.d
        mkdir -p $root/etc/NetworkManager; cp -a $root/etc/NetworkManager/. /etc/NetworkManager
        conf=/etc/NetworkManager/NetworkManager.conf
        printf '[main]\nplugins=keyfile\ndns=none\nrc-manager=unmanaged\ndhcp=internal\n' > $conf
        dbus-daemon --system --fork --nopidfile
        NetworkManager --no-daemon --log-level=INFO --debug > $out/nm.log 2>&1 &
        for try in $(seq 200); do
          sleep 0.1
          states=$(nmcli -t -f DEVICE,STATE dev 2>/dev/null) || continue
          all=yes
          for name in $names; do printf '%s\n' "$states" | grep -qx "$name:connected" || all=no; done
          [ $all = no ] || break
        done
        # One family is enough to be connected; the other, and what is learned, comes in its own time.
        for name in $learning; do
          for try in $(seq 60); do
            [ -z "$(ip -6 addr show dev $name scope global dynamic)" ] || break
            sleep 0.25
          done
        done
        settle
        nmcli dev; nmcli con; cat $out/nm.log
        """;

    public static TheoryData<string> Cases => RenderCases.Data;

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_brings_up_what_is_planned(string name)
    {
        Requirement.Programs("NetworkManager", "nmcli", "dbus-daemon", "dnsmasq");
        IReadOnlyList<InterfaceState> states = RenderCases.Of(name);
        RenderedConfig config = NetworkStackCatalog.Find("networkmanager")!
            .Render(new RenderRequest(RenderCases.Container, states, new FakeRootFs()));
        if (states.Count == 0) return;
        using var sandbox = new Sandbox(states, config);

        KernelState state = sandbox.Run(
            $"names='{Names(states)}' learning='{Names(states.Where(s => s.Dhcp))}'\n"
            + $"settle() {{\n{Sandbox.Settle}\n}}\n{Start}");

        // The case that the stack warns of: without an address NetworkManager makes no route of that family.
        state.MustBe(config.Warnings.Count == 0 ? states : [.. states.Select(WithoutV4Routes)], sandbox.Log);
    }

    private static string Names(IEnumerable<InterfaceState> states) =>
        string.Join(' ', states.Select(s => s.Container.Name));

    private static InterfaceState WithoutV4Routes(InterfaceState state) => state with
    {
        Container = state.Container with
        {
            Routes = [.. state.Container.Routes.Where(r => r.Version == IPVersion.IPv6)],
        },
    };
}
