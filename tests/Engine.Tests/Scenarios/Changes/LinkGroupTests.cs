namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>Links that are made together are deleted together, and no others with them.</summary>
public sealed class LinkGroupTests
{
    private const int Count = 12;

    [RootFact]
    public void Stopping_most_of_what_was_started_together_leaves_the_rest()
    {
        using var host = new TestHost();
        string[] names = StartTogether(host);
        host.Stop(names[2..]);
        Assert.All(names.Take(2), (_, i) => Assert.True(host.Answers(Address(i))));
        Assert.Equal(2, Veths(host).Length);
        host.Stop(names);
        Assert.Empty(Veths(host));
    }

    [RootFact]
    public void A_link_that_somebody_put_into_their_group_stays()
    {
        using var host = new TestHost();
        string[] names = StartTogether(host);
        string group = Assert.Single(Veths(host).Select(GroupOf).Distinct());
        host.IpDo($"link add foreign type veth peer name foreign1");
        host.IpDo($"link set foreign group {group}");
        host.Stop(names);
        Assert.Equal(2, Veths(host).Length);
        Assert.Contains("foreign", string.Concat(Veths(host)), StringComparison.Ordinal);
    }

    /// <summary>In the group of most, or in none: a user may have moved it.</summary>
    [RootFact]
    public void A_link_that_somebody_took_out_of_their_group_goes_with_them()
    {
        using var host = new TestHost();
        string[] names = StartTogether(host);
        string veth = Veths(host)[0].Split(": ")[1].Split('@')[0];
        host.IpDo($"link set {veth} group 7");
        host.Stop(names);
        Assert.Empty(Veths(host));
    }

    private static string[] StartTogether(TestHost host)
    {
        string[] names = [.. Enumerable.Range(0, Count).Select(_ => host.NewName())];
        host.Apply(names.Select(name => new NewContainer(name)));
        host.Apply(names.Select((name, i) => Wish.Routed(name, "eth0", $"10.100.9.{i * 4}/30")));
        host.Apply(names.Select((name, i) => Wish.AddIp(name, "eth0", Address(i))));
        host.Start(names);
        return names;
    }

    private static string Address(int i) => $"10.8.9.{i}";

    private static string[] Veths(TestHost host) =>
        host.Run("ip", "-oneline", "link", "show", "type", "veth").Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string GroupOf(string link)
    {
        string[] words = link.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[Array.IndexOf(words, "group") + 1];
    }
}
