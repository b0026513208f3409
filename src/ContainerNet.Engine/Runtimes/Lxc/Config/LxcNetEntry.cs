using System.Globalization;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.Runtimes.Lxc.Config;

/// <summary>One interface in LXC's configuration: the lxc.net.N keys of one N.</summary>
internal sealed class LxcNetEntry(int index)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public int Index { get; } = index;

    public string Type => Text("type") ?? "";

    public string? Name => Text("name");

    public string? Link => Text("link");

    public string? HostInterface => Text("veth.pair");

    public int? Mtu => int.TryParse(Text("mtu"), CultureInfo.InvariantCulture, out int mtu) ? mtu : null;

    /// <summary>Null while it is a template, whose x digits LXC fills when it starts.</summary>
    public MacAddress? Mac => Text("hwaddr") is { } text && !text.Contains('x', StringComparison.OrdinalIgnoreCase)
        && MacAddress.TryParse(text, null, out MacAddress? mac) ? mac : null;

    /// <summary>
    /// The families in which the link has a default route, from LXC ("auto" and "dev" give one, too), or may get one:
    /// without an address, a DHCP client or the kernel inside asks for it.
    /// </summary>
    public IEnumerable<IPVersion> Defaults => Enum.GetValues<IPVersion>().Where(v => v == IPVersion.IPv4
        ? AddressesV4.Count == 0 || Text("ipv4.gateway") is not null
        : AddressesV6.Count == 0 || Text("ipv6.gateway") is not null);

    /// <summary>Whether the container gets a link: none shares the host's network, empty has only lo.</summary>
    public bool IsInterface => Type is not ("" or "none" or "empty");

    public List<IPInterfaceAddress> AddressesV4 { get; } = [];

    public List<IPInterfaceAddress> AddressesV6 { get; } = [];

    /// <summary>Takes a line in, as LXC does: the type starts anew, addresses add up, an empty value clears.</summary>
    /// <param name="key">The rest of the key, after lxc.net.N.</param>
    /// <param name="value">The value.</param>
    public void Set(string key, string value)
    {
        if (key == "type") Clear();
        switch (key)
        {
            case "ipv4.address":
                AddAddress(AddressesV4, value);
                break;
            case "ipv6.address":
                AddAddress(AddressesV6, value);
                break;
            default:
                _values[key] = value;
                break;
        }
    }

    private void Clear()
    {
        _values.Clear();
        AddressesV4.Clear();
        AddressesV6.Clear();
    }

    private static void AddAddress(List<IPInterfaceAddress> list, string value)
    {
        if (value.Length == 0) list.Clear();

        // A broadcast address may follow.
        string first = value.Split(' ', 2)[0];
        if (IPInterfaceAddress.TryParse(first, null, out IPInterfaceAddress? address)) list.Add(address);
    }

    private string? Text(string key) => _values.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;
}
