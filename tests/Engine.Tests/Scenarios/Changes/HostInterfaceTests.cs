namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>The names of host veths: made, the same each time, or chosen.</summary>
public abstract class HostInterfaceTests(TestRuntime runtime)
{
    private const string Via = "10.100.10.0/30";

    [RootFact]
    public void The_same_wish_gives_the_same_name_and_all_begin_alike()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", Via), Wish.Bridged(c, "eth1", "br0"));
        string[] names = [.. host.Interfaces(c).Select(i => i.HostInterface!)];
        Assert.All(names, name => Assert.StartsWith("ctn-", name, StringComparison.Ordinal));
        Assert.All(host.Interfaces(c), i => Assert.Equal(CtAuto.HostInterface, i.Auto));
        host.Apply(new RemoveInterface(c, "eth0"), new RemoveInterface(c, "eth1"));
        host.Apply(Wish.Routed(c, "eth0", Via), Wish.Bridged(c, "eth1", "br0"));
        Assert.Equal(names, host.Interfaces(c).Select(i => i.HostInterface));
    }

    [RootFact]
    public void A_name_that_was_chosen_is_that_of_the_link()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Named(c, "eth0", Via, "ctn-web"));
        Assert.Equal(("ctn-web", CtAuto.None), (host.Interface(c, "eth0").HostInterface, host.Interface(c, "eth0").Auto));
        Start(host, c);
        Assert.Equal("ctn-web", KernelState.HostVeth(host, c, "eth0"));
        Assert.True(host.Answers("10.100.10.2"));
        Assert.Empty(host.Drift(c));
        host.Stop(c);
        Assert.Empty(host.Ip("link show type veth"));
        host.Apply(Wish.Set(c, "eth0", new InterfaceSettings { HostInterface = "fifteen-bytes-x" }));
        host.Apply(Wish.Set(c, "eth0", Wish.Limits("10mbit", null)));
        Start(host, c);
        Assert.Equal("fifteen-bytes-x", KernelState.HostVeth(host, c, "eth0"));
        Assert.Empty(host.Drift(c));
        host.Stop(c);
        host.Apply(Wish.Set(c, "eth0", new InterfaceSettings { ClearHostInterface = true }));
        Assert.Equal(CtAuto.HostInterface, host.Interface(c, "eth0").Auto);
        Start(host, c);
        Assert.StartsWith("ctn-", KernelState.HostVeth(host, c, "eth0"), StringComparison.Ordinal);
    }

    [RootFact]
    public void A_name_is_not_changed_while_the_container_runs()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(Via);
        string name = host.Interface(c, "eth0").HostInterface!;
        var settings = new InterfaceSettings { HostInterface = "ctn-web" };
        Assert.Equal("ContainerMustBeStopped", host.Refused(Wish.Set(c, "eth0", settings)).ErrorId);
        Assert.Equal(name, KernelState.HostVeth(host, c, "eth0"));
    }

    /// <summary>Whether it runs or not, and whatever it is taken for.</summary>
    [RootTheory]
    [InlineData("ctn-web", "{0}/eth0 has that name")]
    [InlineData("ifbctn-web", "{0}/eth0 needs that name")]
    [InlineData("br0", "the bridge of {0}/eth1")]
    [InlineData("up0", "the host has a link of that name, a veth")]
    [InlineData("limited", "ifblimited")]
    [InlineData("ctn-2abcdefg", "other interfaces")]
    public void A_name_that_is_taken_is_refused_and_the_owner_named(string name, string owner)
    {
        using var host = new TestHost(runtime);
        host.IpDo("link add up0 type veth peer name ifblimited");
        string other = host.NewContainer();
        string c = host.NewContainer();
        host.Apply(Named(other, "eth0", Via, "ctn-web"), Wish.Bridged(other, "eth1", "br0"));
        ContainerNetException refused = host.Refused(Named(c, "eth0", "10.100.10.4/30", name));
        Assert.Equal("HostInterfaceInUse", refused.ErrorId);
        Assert.Contains(string.Format(null, owner, other), refused.Message, StringComparison.Ordinal);
        Assert.Empty(host.Interfaces(c));
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.4/30"));
        var settings = new InterfaceSettings { HostInterface = name };
        Assert.Equal(refused.ErrorId, host.Refused(Wish.Set(c, "eth0", settings)).ErrorId);
    }

    [RootTheory]
    [InlineData("with space")]
    [InlineData("-rf")]
    [InlineData("lo")]
    [InlineData("sixteen-bytes-xx")]
    public void A_name_that_no_link_can_have_is_refused(string name)
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        Assert.Equal("InvalidInterfaceName", host.Refused(Named(c, "eth0", Via, name)).ErrorId);
    }

    [RootFact]
    public void Of_two_wishes_of_one_call_only_one_gets_the_name()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        ContainerNetException refused = host.Refused(
            Named(c, "eth0", Via, "ctn-web"), Named(c, "eth1", "10.100.10.4/30", "ctn-web"));
        Assert.Contains($"{c}/eth0 has that name", refused.Message, StringComparison.Ordinal);
        host.Apply(
            new RemoveInterface(c, "eth0"), Named(c, "eth1", "10.100.10.4/30", "ctn-web"));
    }

    /// <summary>As version 0.1.0 stored them.</summary>
    [RootFact]
    public void A_name_that_is_stored_already_stays()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", Via));
        string name = host.Interface(c, "eth0").HostInterface!;
        string text = File.ReadAllText(host.FileOf(c));
        File.WriteAllText(host.FileOf(c), text.Replace(name, "vethabcdefgh", StringComparison.Ordinal));
        host.AddIps(c, "eth0", "192.0.2.1");
        host.Start(c);
        Assert.Equal("vethabcdefgh", KernelState.HostVeth(host, c, "eth0"));
        Assert.Empty(host.Drift(c));
        Assert.True(host.Answers("192.0.2.1"));
    }

    [RootFact]
    public void A_chosen_name_goes_with_a_document_and_a_made_one_does_not()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Named(c, "eth0", Via, "ctn-web"), Wish.Routed(c, "eth1", "10.100.10.4/30"));
        string document = host.Export(c);
        Assert.Empty(host.PlanImport(document));
        host.Apply(new RemoveInterface(c, "eth0"), new RemoveInterface(c, "eth1"));
        string made = document.Replace("ctn-web", "ctn-2abcdefg", StringComparison.Ordinal);
        host.Import(made);
        Assert.All(host.Interfaces(c), i => Assert.Equal(CtAuto.HostInterface, i.Auto));
        Assert.DoesNotContain("ctn-2abcdefg", host.Interfaces(c).Select(i => i.HostInterface));
        Assert.Empty(host.PlanImport(made));
        host.Import(document);
        Assert.Equal(document, host.Export(c));
        host.Import(made);
        Assert.Equal(CtAuto.HostInterface, host.Interface(c, "eth0").Auto);
    }

    private void Start(TestHost host, string container)
    {
        if (runtime == TestRuntime.Lxc) host.Lxc.Start(container);
        else host.Start(container);
    }

    private static NewInterface Named(string container, string name, string via, string hostInterface)
    {
        NewInterface wish = Wish.Routed(container, name, via);
        return wish with { Settings = wish.Settings with { HostInterface = hostInterface } };
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class HostInterfaceOfNetNsTests() : HostInterfaceTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class HostInterfaceOfLxcTests() : HostInterfaceTests(TestRuntime.Lxc)
{
    /// <summary>A new container of the former name gets the names that were made of it.</summary>
    [RootFact]
    public void A_renamed_containers_made_names_follow_and_the_chosen_stay()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string former = host.NewName();
        host.Lxc.AddLight(former);
        var named = new InterfaceSettings { HostInterface = "ctn-web" };
        host.Apply(Wish.Routed(former, "eth0", "10.100.10.0/30"), Wish.Routed(former, "eth1", "10.100.10.4/30"));
        host.Apply(Wish.Set(former, "eth1", named));
        string made = host.Interface(former, "eth0").HostInterface!;
        string name = host.NewName();
        host.Lxc.AlsoRemove(name);
        host.Lxc.Do("lxc-copy", former, $"-R -N {name}");
        host.Repair(name);
        host.Lxc.AddLight(former);
        host.Apply(Wish.Routed(former, "eth0", "10.100.10.8/30"));
        Assert.Equal(made, host.Interface(former, "eth0").HostInterface);
        host.Start(former, name);
        Assert.Equal("ctn-web", KernelState.HostVeth(host, name, "eth1"));
        Assert.True(host.Answers("10.100.10.2") && host.Answers("10.100.10.6") && host.Answers("10.100.10.10"));
    }

    [RootFact]
    public void A_name_that_a_runtimes_own_configuration_gives_is_taken()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string other = host.NewContainer();
        File.AppendAllText(
            $"{host.Lxc.FolderOf(other)}/config",
            "lxc.net.0.type = veth\nlxc.net.0.name = lan0\nlxc.net.0.veth.pair = ctn-lan\n");
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.0/30"));
        ContainerNetException refused = host.Refused(
            Wish.Set(c, "eth0", new InterfaceSettings { HostInterface = "ctn-lan" }));
        Assert.Equal("HostInterfaceInUse", refused.ErrorId);
        Assert.Contains($"{other}/lan0", refused.Message, StringComparison.Ordinal);
    }
}
