using System.Buffers.Binary;
using System.Net;
using ContainerNet.Netlink;

namespace ContainerNet.Bench.Entrants;

/// <summary>The links, addresses and routes of the jobs: the same for every entrant.</summary>
internal static class Plan
{
    public const string HostLink = "v0";
    private const uint FirstIp = 0x0a010000;   // 10.1.0.0

    public static IPAddress HostAddress { get; } = IPAddress.Parse("10.100.0.1");

    public static IPAddress ContainerAddress { get; } = IPAddress.Parse("10.100.0.2");

    /// <summary>The address of a place.</summary>
    public static IPAddress Nth(int place)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, FirstIp + (uint)place);
        return new IPAddress(bytes);
    }

    public static AddressRequest Address(int link, int place) =>
        new() { LinkIndex = link, Address = Nth(place), PrefixLength = 32 };

    public static RouteRequest Route(int link, int place) => new()
    {
        LinkIndex = link,
        Destination = Nth(place),
        PrefixLength = 32,
        Via = ContainerAddress,
        Protocol = RouteProtocol.Static,
    };

    /// <summary>A veth pair in this namespace, up, with the host's address.</summary>
    public static int MakeLink(RouteNetlink host)
    {
        using NetlinkBatch batch = host.CreateBatch();
        batch.CreateVeth(new VethRequest { Name = HostLink, Up = true, Peer = new VethPeer { Name = "v1" } });
        host.Execute(batch);
        batch.Clear();
        batch.SetLink(new LinkChange { Index = host.GetLink("v1")!.Index, Up = true });
        int link = host.GetLink(HostLink)!.Index;
        batch.AddAddress(new AddressRequest { LinkIndex = link, Address = HostAddress, PrefixLength = 30 });
        host.Execute(batch);
        return link;
    }

    /// <summary>A veth pair whose other end is in a container, both up and with the interconnect's addresses.</summary>
    public static int MakeContainer(
        RouteNetlink host, RouteNetlink inside, NetworkNamespace container, out int innerLink)
    {
        using NetlinkBatch batch = host.CreateBatch();
        var peer = new VethPeer { Name = "eth0", Namespace = container };
        batch.CreateVeth(new VethRequest { Name = HostLink, Up = true, Peer = peer });
        host.Execute(batch);
        batch.Clear();
        int link = host.GetLink(HostLink)!.Index;
        batch.AddAddress(new AddressRequest { LinkIndex = link, Address = HostAddress, PrefixLength = 30 });
        host.Execute(batch);
        batch.Clear();
        innerLink = inside.GetLink("eth0")!.Index;
        batch.SetLink(new LinkChange { Index = innerLink, Up = true });
        batch.AddAddress(new AddressRequest { LinkIndex = innerLink, Address = ContainerAddress, PrefixLength = 30 });
        inside.Execute(batch);
        return link;
    }
}
