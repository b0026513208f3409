using ContainerNet.Netlink;

namespace ContainerNet.Engine.Watching;

/// <summary>What users care about in a link: the kernel tells of a link for many more reasons.</summary>
internal sealed record LinkSummary(
    string Name, bool IsUp, bool HasCarrier, string Mac, int Mtu, int Master, string Alias)
{
    public static LinkSummary Of(Link link) => new(
        link.Name, link.IsUp, link.HasCarrier, MacText(link), link.Mtu, link.MasterIndex, link.Alias ?? "");

    /// <summary>What differs, in the words of ip-link(8).</summary>
    public string Since(LinkSummary? before)
    {
        var words = new List<string> { Name };
        if (before?.IsUp != IsUp) words.Add(IsUp ? "up" : "down");
        if (before is null) return string.Join(' ', words);
        if (before.HasCarrier != HasCarrier) words.Add(HasCarrier ? "carrier on" : "carrier off");
        if (before.Name != Name) words.Add($"formerly {before.Name}");
        if (before.Mac != Mac) words.Add($"address {Mac}");
        if (before.Mtu != Mtu) words.Add($"mtu {Mtu}");
        if (before.Master != Master) words.Add(Master == 0 ? "nomaster" : $"master {Master}");
        if (before.Alias != Alias) words.Add($"alias \"{Alias}\"");
        return string.Join(' ', words);
    }

    private static string MacText(Link link) => string.Join(':', link.Mac.GetAddressBytes().Select(b => $"{b:x2}"));
}
